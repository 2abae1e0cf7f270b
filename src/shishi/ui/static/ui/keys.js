// `/` searches, `g` and a letter goes somewhere, `?` shows all; never while something is being typed.
(function () {
  'use strict'
  var places = { d: 'desk', l: 'lists', p: 'progress', c: 'cases', a: 'acceptance', e: 'evaluation', u: 'public', s: 'system' }
  var waiting = 0

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
  }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
    if (waiting && Date.now() - waiting < 1500 && places[event.key]) {
      var link = document.querySelector('.side a[data-key="' + places[event.key] + '"]')
      waiting = 0
      if (link) { event.preventDefault(); link.click() }
      return
    }
    waiting = event.key === 'g' ? Date.now() : 0
    if (event.key === '/') {
      var search = document.querySelector('[data-search]')
      if (search) { event.preventDefault(); search.focus(); search.select() }
    } else if (event.key === '?') {
      var help = document.getElementById('keys')
      if (help && help.showModal && !help.open) { event.preventDefault(); help.showModal() }
    }
  })
})()
