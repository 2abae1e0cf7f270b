// Leaving a form[data-guard] with changes asks; submitting it does not.
(function () {
  'use strict'
  function isChanged(form) { return form.dataset.changed === '1' && !form.dataset.leaving }
  document.addEventListener('input', function (event) {
    var form = event.target.form
    if (form && 'guard' in form.dataset) form.dataset.changed = '1'
  })
  document.addEventListener('submit', function (event) {
    if (event.target.dataset) event.target.dataset.leaving = '1'
  })
  document.addEventListener('htmx:afterRequest', function (event) {
    var form = event.target.closest && event.target.closest('form[data-guard]')
    if (!form) return
    delete form.dataset.leaving
    if (event.detail.successful && event.detail.requestConfig.verb !== 'get') delete form.dataset.changed
  })
  window.addEventListener('beforeunload', function (event) {
    if (!Array.prototype.some.call(document.querySelectorAll('form[data-guard]'), isChanged)) return
    event.preventDefault()
    event.returnValue = ''
  })
})()
