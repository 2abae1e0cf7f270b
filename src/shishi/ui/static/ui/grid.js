// table[data-grid]: cells are inputs with data-cell; a grid inside a grid keeps its own. Arrows and Enter move, and a block copied in Excel fills downwards and to the right.
(function () {
  'use strict'
  function rowsOf(grid) {
    return Array.prototype.map.call(grid.querySelectorAll('tr'), function (row) {
      return Array.prototype.filter.call(row.querySelectorAll('[data-cell]'), function (cell) { return cell.closest('[data-grid]') === grid })
    }).filter(function (cells) { return cells.length })
  }
  function placeOf(rows, cell) {
    for (var row = 0; row < rows.length; row++) {
      var column = rows[row].indexOf(cell)
      if (column !== -1) return { row: row, column: column }
    }
    return null
  }
  function isAtEnd(cell, forward) {
    if (cell.selectionStart === null || cell.selectionStart === undefined) return true
    if (cell.selectionStart === 0 && cell.selectionEnd === cell.value.length) return true
    var at = forward ? cell.value.length : 0
    return cell.selectionStart === at && cell.selectionEnd === at
  }
  function go(cell) {
    if (!cell) return false
    cell.focus()
    if (cell.select) cell.select()
    return true
  }

  document.addEventListener('keydown', function (event) {
    var cell = event.target
    if (!cell.matches || !cell.matches('[data-grid] input[data-cell]') || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    var rows = rowsOf(cell.closest('[data-grid]'))
    var at = placeOf(rows, cell)
    var moved = false
    if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)) moved = go((rows[at.row + 1] || [])[at.column])
    else if (event.key === 'ArrowUp' || event.key === 'Enter') moved = go((rows[at.row - 1] || [])[at.column])
    else if (event.key === 'ArrowLeft' && isAtEnd(cell, false)) moved = go(rows[at.row][at.column - 1])
    else if (event.key === 'ArrowRight' && isAtEnd(cell, true)) moved = go(rows[at.row][at.column + 1])
    // Enter in the last row must not send the form by accident.
    if (moved || event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') event.preventDefault()
  })

  // A cell copied from Excel may be quoted, when it holds a line break or a tab.
  function parse(text) {
    var rows = [[]]
    var cell = ''
    var quoted = false
    for (var at = 0; at < text.length; at++) {
      var c = text[at]
      if (quoted) {
        if (c === '"' && text[at + 1] === '"') { cell += '"'; at++ } else if (c === '"') quoted = false
        else cell += c
      } else if (c === '"' && cell === '') quoted = true
      else if (c === '\t' || c === '\n') {
        rows[rows.length - 1].push(cell)
        cell = ''
        if (c === '\n') rows.push([])
      } else if (c !== '\r') cell += c
    }
    rows[rows.length - 1].push(cell)
    if (rows.length > 1 && rows[rows.length - 1].join('') === '') rows.pop()
    return rows
  }
  function put(cell, text) {
    var value = text.trim()
    if (cell.dataset.cell === 'number') value = value.replace(/[,，\s]/g, '')
    cell.value = value
    cell.dispatchEvent(new Event('input', { bubbles: true }))
    cell.dispatchEvent(new Event('change', { bubbles: true }))
  }
  document.addEventListener('paste', function (event) {
    var cell = event.target
    if (!cell.matches || !cell.matches('[data-grid] [data-cell]')) return
    var text = event.clipboardData.getData('text/plain')
    if (!/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return
    event.preventDefault()
    var rows = rowsOf(cell.closest('[data-grid]'))
    var at = placeOf(rows, cell)
    var filled = 0
    var lost = 0
    parse(text).forEach(function (values, down) {
      values.forEach(function (value, right) {
        var target = (rows[at.row + down] || [])[at.column + right]
        if (target && !target.readOnly && !target.disabled) { put(target, value); filled++ } else lost++
      })
    })
    var note = document.querySelector('[data-grid-note]')
    if (note) note.textContent = '已填入 ' + filled + ' 格' + (lost ? '，有 ' + lost + ' 格放不下，没有填入' : '') + '。'
  })
})()
