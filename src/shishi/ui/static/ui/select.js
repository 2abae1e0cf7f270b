// input[data-select-all="name"] ticks all boxes of that name; [data-selected="name"] shows how many are ticked.
(function () {
  'use strict'
  function boxes(name) { return Array.prototype.slice.call(document.querySelectorAll('input[type=checkbox][name="' + name + '"]')) }
  function count(name) {
    var all = boxes(name)
    var ticked = all.filter(function (box) { return box.checked }).length
    document.querySelectorAll('[data-selected="' + name + '"]').forEach(function (place) { place.textContent = String(ticked) })
    document.querySelectorAll('input[data-select-all="' + name + '"]').forEach(function (head) {
      head.checked = ticked > 0 && ticked === all.length
      head.indeterminate = ticked > 0 && ticked < all.length
    })
  }
  document.addEventListener('change', function (event) {
    var box = event.target
    if (box.dataset && box.dataset.selectAll) {
      boxes(box.dataset.selectAll).forEach(function (one) { one.checked = box.checked })
      count(box.dataset.selectAll)
    } else if (box.type === 'checkbox' && box.name) count(box.name)
  })
})()
