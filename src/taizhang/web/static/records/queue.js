/* Going through what waits for review by keyboard: A accepts, R opens the reason of a return, S passes over. */
(function () {
  'use strict';

  function typing(event) {
    var target = event.target;
    return event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  }

  function accept() {
    var button = document.querySelector('button[data-deed^=accept]:not([disabled])');
    if (button) button.click();
  }

  function returnWithReason() {
    var box = document.querySelector('details[data-deed^=return]');
    if (!box) return;
    box.open = true;
    box.querySelector('textarea').focus();
  }

  function pass() {
    var link = document.querySelector('[data-step=next]');
    if (link) link.click();
  }

  var DEEDS = { a: accept, r: returnWithReason, s: pass };

  document.addEventListener('keydown', function (event) {
    var deed = DEEDS[event.key.toLowerCase()];
    if (!deed || typing(event)) return;
    event.preventDefault();
    deed();
  });

  // In the reason, Ctrl+Enter sends and Escape closes it again.
  document.addEventListener('keydown', function (event) {
    if (event.isComposing || event.target.tagName !== 'TEXTAREA') return;
    if (event.key === 'Enter' && event.ctrlKey) event.target.form.requestSubmit ? event.target.form.requestSubmit() : event.target.form.submit();
    if (event.key === 'Escape') { event.target.closest('details').open = false; event.target.blur(); }
  });
})();
