// Menus are <details>; a click elsewhere, Escape or another menu closes them.
(function () {
  'use strict'
  function closeAll(except) {
    document.querySelectorAll('details.menu[open], details.behind[open]').forEach(function (menu) {
      if (menu !== except && !(except && menu.contains(except))) menu.open = false
    })
  }
  document.addEventListener('click', function (event) {
    closeAll(event.target.closest('details.menu, details.behind'))
  })
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return
    var open = event.target.closest('details.menu[open], details.behind[open]')
    closeAll(null)
    if (open) open.querySelector('summary').focus()
  })
})()
