// What every htmx request carries, and what a refusal the page cannot show looks like.
(function () {
  'use strict'
  document.addEventListener('htmx:configRequest', function (event) {
    var token = document.querySelector('meta[name="csrf-token"]')
    if (token && event.detail.verb !== 'get') event.detail.headers['X-CSRFToken'] = token.content
  })

  function say(text) {
    var place = document.getElementById('messages')
    if (!place) return
    var line = document.createElement('div')
    line.className = 'alert alert-danger'
    line.textContent = text
    place.replaceChildren(line)
    line.scrollIntoView({ block: 'nearest' })
  }

  var sentences = {
    401: '登录已过期，请重新登录；已填写的内容请先复制保存。',
    403: '您当前的岗位没有办理这件事的权限，系统没有作任何改动。',
    404: '没有找到这项内容，或者它不在您的查看范围内。',
  }
  document.addEventListener('htmx:responseError', function (event) {
    say(sentences[event.detail.xhr.status] || '系统出错了，没有保存这一步的改动，请稍后重试。')
  })
  document.addEventListener('htmx:sendError', function () {
    say('网络不通，没有保存这一步的改动，请检查网络后重试。')
  })
  document.addEventListener('htmx:afterSwap', focusFirst)
  document.addEventListener('DOMContentLoaded', function () { focusFirst({ target: document }) })

  // A refused form takes the reader to what is wrong.
  function focusFirst(event) {
    var wrong = event.target.querySelector && event.target.querySelector('[data-focus]')
    if (wrong) wrong.focus()
  }
})()
