// A scanned receipt brings number and code behind the hash, which stays in the browser: fill them in and wipe the hash.
(function () {
  'use strict'
  var form = document.querySelector('form[data-follow]')
  var found = /^#([A-Z]{2}[0-9A-Z-]{5,28})\.([0-9A-Z]{20})$/.exec(location.hash)
  if (!form || !found) return
  form.elements.number.value = found[1]
  form.elements.code.value = found[2]
  history.replaceState(null, '', location.pathname)
})()
