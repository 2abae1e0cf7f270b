// <chip-text> turns its textarea into a paragraph in which 〔39项#3〕 is a chip nobody can type in. The textarea stays what is sent.
(function () {
  'use strict'
  var CHIP = /〔([^〔〕#]*)#([A-Za-z0-9]{1,20})〕|〔([名序日])：((?:[^〔〕]|〔[^〔〕]*〕)+)〕/g
  var last = null
  document.documentElement.classList.add('scripted')

  function chip(token, shown, isMark) {
    var span = document.createElement('span')
    span.className = isMark ? 'marked' : 'figure-chip'
    span.contentEditable = 'false'
    span.dataset.token = token
    span.textContent = shown
    return span
  }
  function drawn(text) {
    var made = document.createDocumentFragment()
    var at = 0
    text.replace(CHIP, function (token, shown, key, sign, words, place) {
      made.append(text.slice(at, place), chip(token, key ? shown : words, !key))
      at = place + token.length
    })
    made.append(text.slice(at))
    return made
  }
  function written(node) {
    return Array.prototype.map.call(node.childNodes, function (child) {
      if (child.nodeType === 3) return child.data
      if (child.dataset && child.dataset.token) return child.dataset.token
      return child.nodeName === 'BR' ? '' : written(child)
    }).join('')
  }

  customElements.define('chip-text', class extends HTMLElement {
    connectedCallback() {
      var area = this.querySelector('textarea')
      if (!area || this.paper) return
      var paper = document.createElement('div')
      this.paper = paper
      paper.className = 'form-control chip-paper'
      // Plain text only: a browser that keeps formatting would write styles the page forbids.
      try { paper.contentEditable = 'plaintext-only' } catch (older) { paper.contentEditable = 'true' }
      paper.setAttribute('role', 'textbox')
      paper.setAttribute('aria-multiline', 'true')
      paper.setAttribute('aria-label', this.querySelector('label').textContent)
      paper.append(drawn(area.value))
      area.hidden = true
      area.before(paper)
      paper.addEventListener('input', function () {
        area.value = written(paper)
        area.dispatchEvent(new Event('input', { bubbles: true }))
      })
      paper.addEventListener('paste', function (event) {
        event.preventDefault()
        document.execCommand('insertText', false, event.clipboardData.getData('text/plain').replace(/\s*\n\s*/g, ''))
      })
      paper.addEventListener('keydown', function (event) {
        if (event.key !== 'Enter') return
        event.preventDefault()
        area.form.requestSubmit()
      })
      paper.addEventListener('focus', function () { last = paper })
    }
    insert(token) {
      this.paper.focus()
      var made = drawn(token)
      var chosen = getSelection()
      if (chosen.rangeCount && this.paper.contains(chosen.anchorNode)) {
        var range = chosen.getRangeAt(0)
        range.deleteContents()
        range.insertNode(made)
        range.collapse(false)
      } else this.paper.append(made)
      this.paper.dispatchEvent(new Event('input', { bubbles: true }))
    }
  })

  document.addEventListener('mousedown', function (event) {
    // The caret must stay where the figure is to go.
    if (event.target.closest('[data-insert]')) event.preventDefault()
  })
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-insert]')
    if (!button) return
    var target = last && last.isConnected ? last.closest('chip-text') : document.querySelector('.para-edit[open] chip-text')
    if (target) target.insert(button.dataset.insert)
  })
})()
