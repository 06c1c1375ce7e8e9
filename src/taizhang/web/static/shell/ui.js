/* What every page does: size of text, keyboard, forms that keep what was typed. */
(function () {
  'use strict';
  var SIZES = ['normal', 'large', 'huge'];
  var root = document.documentElement;

  function typing(event) {
    var target = event.target;
    return event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  }

  function toast(text) {
    var box = document.getElementById('toast');
    if (!box) return;
    box.textContent = text;
    box.classList.add('on');
    setTimeout(function () { box.classList.remove('on'); }, 4000);
  }

  // ---- size of text: at once, and kept by a cookie as the form without scripts keeps it
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('[data-act=size]');
    if (!button) return;
    event.preventDefault();
    var next = SIZES[(SIZES.indexOf(root.dataset.size) + 1) % SIZES.length];
    root.dataset.size = next;
    document.cookie = 'size=' + next + ';path=/;max-age=31536000;samesite=lax';
  });

  // ---- keyboard
  function rows() { return Array.prototype.slice.call(document.querySelectorAll('[data-row]')); }
  function current(list) { return list.findIndex(function (row) { return row.classList.contains('cur'); }); }
  function go(step) {
    var list = rows(), at = current(list);
    if (!list.length) return;
    if (at > -1) list[at].classList.remove('cur');
    at = Math.max(0, Math.min(list.length - 1, at + step));
    list[at].classList.add('cur');
    list[at].scrollIntoView({ block: 'nearest' });
  }
  document.addEventListener('keydown', function (event) {
    if (typing(event)) return;
    var list = rows(), at = current(list), key = event.key, link, box;
    if (key === '/') { box = document.querySelector('.find input'); if (box) { box.focus(); event.preventDefault(); } }
    else if (key === 'n' || key === 'N') { link = document.querySelector('[data-key=n]'); if (link) location.href = link.href; }
    else if (key === 'ArrowLeft' || key === 'ArrowRight') { link = document.querySelector('[data-key=' + key + ']'); if (link) location.href = link.href; }
    else if (key === 'j' || key === 'J') go(1);
    else if (key === 'k' || key === 'K') go(-1);
    else if (key === '?') { box = document.getElementById('keys'); if (box && box.showModal) box.showModal(); }
    else if (key === 'Enter' && at > -1 && event.target === document.body) { link = list[at].querySelector('a[href]'); if (link) link.click(); }
    else if ((key === 'x' || key === 'X') && at > -1) { box = list[at].querySelector('input[type=checkbox]'); if (box) box.click(); }
  });

  // ---- what is shown once is copied by a button, that stands only where a script runs
  document.querySelectorAll('[data-copy]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      document.getElementById(button.dataset.copy).select();
      toast(document.execCommand('copy') ? '已复制。' : '没能复制，请手工选中后复制。');
    });
  });

  // ---- a form is sent once
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = '1';
    if (form.hasAttribute('data-keep')) keep(form);
  });
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-sent]').forEach(function (form) { delete form.dataset.sent; });
  });

  // ---- a part that tells how far long work has come replaces itself, until the work has arrived
  function again() {
    var part = document.querySelector('[data-again]');
    if (!part) return;
    fetch(part.dataset.again, { credentials: 'same-origin', redirect: 'manual' }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').body.firstElementChild;
      if (!fresh || fresh.hasAttribute('data-arrived')) { location.reload(); return; }
      part.replaceWith(fresh);
      setTimeout(again, 1000);
    }).catch(function () { setTimeout(again, 5000); });
  }
  setTimeout(again, 1000);

  // ---- what was typed is not lost when the session has ended: kept in this tab until the page says it is saved
  function slot(form) { return 'typed:' + document.body.dataset.person + ':' + location.pathname + ':' + (form.id || form.dataset.keep); }
  function keep(form) {
    var told = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || /^(csrfmiddlewaretoken|once|seen)$/.test(field.name)) return;
      if (/^(file|password|hidden|submit|button)$/.test(field.type)) return;
      if (/^(checkbox|radio)$/.test(field.type)) { if (field.checked) (told[field.name] = told[field.name] || []).push(field.value); }
      else (told[field.name] = told[field.name] || []).push(field.value);
    });
    try {
      sessionStorage.setItem(slot(form), JSON.stringify(told));
      sessionStorage.setItem('sent', slot(form));
    } catch (fault) { /* private windows keep nothing */ }
  }
  // The page after a sending tells whether it was lost; only then is what was typed kept.
  function settle() {
    var sent = null;
    try { sent = sessionStorage.getItem('sent'); sessionStorage.removeItem('sent'); } catch (fault) { return; }
    if (sent && !document.querySelector('[data-lost]')) sessionStorage.removeItem(sent);
  }
  function restore(form) {
    var text = null;
    try { text = sessionStorage.getItem(slot(form)); sessionStorage.removeItem(slot(form)); } catch (fault) { return; }
    if (!text || form.hasAttribute('data-bound')) return;
    var told = JSON.parse(text), seen = {}, changed = false;
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!(field.name in told) || /^(file|password|hidden)$/.test(field.type)) return;
      if (/^(checkbox|radio)$/.test(field.type)) { field.checked = told[field.name].indexOf(field.value) > -1; return; }
      var index = seen[field.name] = (seen[field.name] || 0), value = told[field.name][index];
      seen[field.name] += 1;
      if (value !== undefined && field.value !== value) { field.value = value; changed = true; }
    });
    if (changed) toast('已恢复上次没有保存的内容，请核对后再提交。');
  }
  settle();
  document.querySelectorAll('form[data-keep]').forEach(restore);

  window.taizhang = { toast: toast };
})();
