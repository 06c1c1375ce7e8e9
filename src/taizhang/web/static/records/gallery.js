/* The evidence looked at one after another: a picture opens in place, arrows turn, Escape closes.
   Where the browser knows no dialog, the links open the files as they do without scripts. */
(function () {
  'use strict';
  var box = document.getElementById('viewer');
  if (!box || !box.showModal) return;
  var links = Array.prototype.slice.call(document.querySelectorAll('.gallery a[data-picture]'));
  var picture = box.querySelector('img'), words = box.querySelector('[data-words]'), whole = box.querySelector('[data-whole]');
  var at = 0;

  function show(place) {
    at = (place + links.length) % links.length;
    var name = links[at].dataset.picture;
    picture.src = links[at].href;
    picture.alt = name;
    words.textContent = name + '（第 ' + (at + 1) + ' 张，共 ' + links.length + ' 张）';
    whole.href = links[at].href;
  }

  links.forEach(function (link, place) {
    link.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(place);
      box.showModal();
    });
  });
  box.addEventListener('click', function (event) {
    var step = event.target.closest('[data-step]');
    if (step) show(at + Number(step.dataset.step));
    else if (event.target === box) box.close();
  });
  box.addEventListener('keydown', function (event) {
    var steps = { ArrowRight: 1, ArrowLeft: -1, j: 1, k: -1 };
    if (event.key in steps) show(at + steps[event.key]);
    else if (event.key === 'Home') show(0);
    else if (event.key === 'End') show(links.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  box.addEventListener('close', function () { picture.removeAttribute('src'); links[at].focus(); });
})();
