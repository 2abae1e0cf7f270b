// form[data-draft="name"] keeps what was typed in this browser until the server has it; signing out wipes every draft.
(function () {
  'use strict'
  var PREFIX = 'shishi-draft:'
  var SENT = 'shishi-sent-draft'
  var SKIPPED = /^(hidden|password|file|submit|button)$/

  function keyOf(form) { return PREFIX + form.dataset.draft }
  function wipe() {
    Object.keys(localStorage).forEach(function (key) { if (key.indexOf(PREFIX) === 0) localStorage.removeItem(key) })
  }
  function fieldsOf(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && !SKIPPED.test(field.type) && !('noDraft' in field.dataset)
    })
  }
  function keep(form) {
    var kept = fieldsOf(form).map(function (field) {
      var isBox = field.type === 'checkbox' || field.type === 'radio'
      return [field.name, isBox ? field.checked : field.value]
    })
    try { localStorage.setItem(keyOf(form), JSON.stringify({ version: form.dataset.version || '', at: Date.now(), fields: kept })) } catch (full) { /* A full store keeps no draft; the form works on. */ }
  }
  function say(form, text, act, label) {
    var note = form.querySelector('.draft-note') || form.insertBefore(document.createElement('p'), form.firstChild)
    note.className = 'draft-note'
    note.setAttribute('role', 'status')
    note.textContent = text + ' '
    if (!act) return
    var button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn btn-sm'
    button.textContent = label
    button.addEventListener('click', act)
    note.appendChild(button)
  }
  function restore(form) {
    var kept
    try { kept = JSON.parse(localStorage.getItem(keyOf(form))) } catch (broken) { kept = null }
    if (!kept || form.querySelector('.errorlist')) return
    // Somebody has saved a newer version meanwhile: an old draft must not write over it.
    if (kept.version !== (form.dataset.version || '')) { localStorage.removeItem(keyOf(form)); return }
    var fields = fieldsOf(form)
    if (kept.fields.length !== fields.length) return
    kept.fields.forEach(function (pair, at) {
      var field = fields[at]
      if (field.name !== pair[0]) return
      if (typeof pair[1] === 'boolean') field.checked = pair[1]
      else field.value = pair[1]
    })
    form.dataset.changed = '1'
    say(form, '已恢复 ' + new Date(kept.at).toLocaleString('zh-CN') + ' 未提交的草稿。', function () {
      localStorage.removeItem(keyOf(form))
      form.reset()
      delete form.dataset.changed
      say(form, '草稿已放弃。')
    }, '放弃草稿')
  }

  var timer = 0
  document.addEventListener('input', function (event) {
    var form = event.target.form
    if (!form || !form.dataset.draft) return
    clearTimeout(timer)
    timer = setTimeout(keep, 400, form)
  })
  document.addEventListener('submit', function (event) {
    clearTimeout(timer)
    var form = event.target
    if ('signOut' in form.dataset) wipe()
    else if (form.dataset.draft) {
      keep(form)
      sessionStorage.setItem(SENT, keyOf(form))
    }
  })
  document.addEventListener('DOMContentLoaded', function () {
    var forms = Array.prototype.slice.call(document.querySelectorAll('form[data-draft]'))
    // A sent draft goes once another page answers; the same form again means it was refused, or never arrived.
    var sent = sessionStorage.getItem(SENT)
    if (sent && !forms.some(function (form) { return keyOf(form) === sent })) localStorage.removeItem(sent)
    sessionStorage.removeItem(SENT)
    forms.forEach(restore)
  })
})()
