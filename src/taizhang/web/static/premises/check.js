/* A checklist: written into the outbox of this device before it is sent, so that it needs no signal. */
(function () {
  'use strict';
  var PATIENCE = 15000, form = document.getElementById('check'), standing = '';
  if (!form || !window.indexedDB || !taizhang.outbox || !taizhang.outbox.person) return;
  var kept = document.getElementById('kept'), reopened = [];

  function today() { return new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10); }  // in China

  function fault(question, text) {
    var words = document.createElement('p');
    words.className = 'error';
    words.setAttribute('role', 'alert');
    words.textContent = text;
    question.classList.add('wrong');
    question.querySelector('fieldset').insertBefore(words, question.querySelector('.more'));
  }

  function showFaults(errors) {
    form.querySelectorAll('.q .error').forEach(function (words) { words.remove(); });
    form.querySelectorAll('.q.wrong').forEach(function (question) { question.classList.remove('wrong'); });
    Object.keys(errors).forEach(function (name) {
      var question = form.querySelector('.q[data-item="' + name + '"]');
      if (question) fault(question, errors[name]); else say(errors[name], true);
    });
    var first = form.querySelector('.q.wrong input');
    if (first) { first.focus(); first.scrollIntoView({ block: 'center' }); }
  }

  function say(text, bad) {
    kept.textContent = text;
    kept.className = bad ? 'notice bad' : 'notice soon';
    kept.hidden = !text;
    if (text) { kept.focus(); kept.scrollIntoView({ block: 'center' }); }
  }

  function ownFaults() {
    var found = {};
    form.querySelectorAll('.q').forEach(function (question) {
      var code = question.dataset.item, chosen = form.elements['a_' + code].value;
      if (!chosen) found[code] = '请选正常、有问题或不适用。';
      else if (chosen === 'WRONG' && !form.elements['w_' + code].value.trim()) found[code] = '请写明问题。';
      else if (chosen === 'WRONG' && form.elements['f_' + code].files.length > 3) found[code] = '一处问题至多 3 张照片，能看清就够，请少选几张。';
    });
    return found;
  }

  async function item() {
    var now = Date.now(), person = taizhang.outbox.person, told = { title: form.dataset.title }, files = [];
    var before = standing && await taizhang.store.get(standing, person);
    for (const field of Array.from(form.elements)) {
      if (!field.name || /^(csrfmiddlewaretoken|once)$/.test(field.name) || (field.type === 'radio' && !field.checked)) continue;
      if (field.type !== 'file') { told[field.name] = field.value; continue; }
      if (form.elements['a_' + field.name.slice(2)].value !== 'WRONG') continue;
      var fresh = Array.from(field.files);
      // What was chosen before this page was opened again goes along, unless it was chosen anew.
      if (!fresh.length) files = files.concat(reopened.filter(function (file) { return file.field === field.name; }));
      for (const file of await Promise.all(fresh.map(taizhang.shrink))) {
        files.push({ field: field.name, name: file.name, type: file.type, bytes: await new Response(file).arrayBuffer() });
      }
    }
    standing = standing || taizhang.store.newId();
    return {
      id: standing, person: person, told: told, files: files, shown: { kind: form.dataset.kind, unit: form.dataset.unit },
      entered: before ? before.entered : today(), at: before ? before.at : now, changed: now,
      tries: before ? before.tries : 0, state: 'wait', errors: {}, twin: '', address: '', edited: false,
      send: form.dataset.send, open: location.pathname
    };
  }

  function settle(outcome) {
    if (outcome.sent) location.href = outcome.address;
    else if (outcome.errors) { say('还有要补的，已填的都在。', true); showFaults(outcome.errors); }
    else if (outcome.signIn) say('登录已过期。这次检查已存在本机，重新登录后自动上传。');
    else if (outcome.why) say('这次检查已存在本机，还没有传成：' + outcome.why);
    else say('没有信号。这次检查已存在本机，有信号时自动上传；关掉页面也不会丢。');
  }

  async function send() {
    try {
      var one = await item();
      await taizhang.store.put(one);
    } catch (failed) {
      // This browser keeps nothing (a private window, a full disk): then as without scripts.
      if (navigator.onLine) form.submit();
      else taizhang.toast('这台设备存不下了，现在又没有信号：请别关页面，有信号后再按一次。');
      return;
    }
    var late = new Promise(function (done) { setTimeout(done, PATIENCE, {}); });
    settle(await Promise.race([taizhang.outbox.send(one), late]));
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (form.getAttribute('aria-busy')) return;
    var faults = ownFaults();
    say('');
    showFaults(faults);
    if (Object.keys(faults).length) return;
    form.setAttribute('aria-busy', 'true');
    send().finally(function () { form.removeAttribute('aria-busy'); });
  });

  // ---- one that waits, opened again
  async function reopen(id) {
    var one = await taizhang.store.get(id, taizhang.outbox.person);
    if (!one) { taizhang.toast('这次检查已经上传，或已从本机删去。'); return; }
    standing = one.id;
    reopened = one.files;
    Object.keys(one.told).forEach(function (name) { if (form.elements[name]) form.elements[name].value = one.told[name]; });
    if (one.files.length) say('照片 ' + one.files.length + ' 张已在本机，不用再选。');
    if (one.state === 'mend') showFaults(one.errors);
  }

  var asked = new URLSearchParams(location.search).get('waiting');
  if (asked) reopen(asked);
})();
