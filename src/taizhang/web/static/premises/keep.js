/* Lets the worker keep the checklists that a list of what is due leads to: they open without a signal then. */
(function () {
  'use strict';
  var links = document.querySelectorAll('a[data-check]'), words = document.getElementById('kept-here');
  if (!links.length || !navigator.serviceWorker || !taizhang.outbox.person || taizhang.outbox.weak()) return;
  navigator.serviceWorker.ready.then(function (ready) {
    ready.active.postMessage({
      person: encodeURIComponent(taizhang.outbox.person),
      keep: Array.from(links).map(function (link) { return link.pathname; })
    });
    words.hidden = false;
  });
})();
