// A file dropped on [data-drop] goes into the file field inside it, which says its name by itself.
(function () {
  'use strict'
  function areaOf(event) { return event.target.closest && event.target.closest('[data-drop]') }
  ;['dragenter', 'dragover'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var area = areaOf(event)
      if (!area) return
      event.preventDefault()
      area.classList.add('is-over')
    })
  })
  document.addEventListener('dragleave', function (event) {
    var area = areaOf(event)
    if (area && !area.contains(event.relatedTarget)) area.classList.remove('is-over')
  })
  document.addEventListener('drop', function (event) {
    var area = areaOf(event)
    var field = area && area.querySelector('input[type=file]')
    if (!field || !event.dataTransfer.files.length) return
    event.preventDefault()
    area.classList.remove('is-over')
    field.files = event.dataTransfer.files
  })
})()
