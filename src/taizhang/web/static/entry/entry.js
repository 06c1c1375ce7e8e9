/* The entry form: makes photos smaller, changes with the kind, and writes a new record into the outbox before it is sent. */
(function () {
  'use strict';
  var PATIENCE = 15000, form = document.getElementById('entry');
  if (!form) return;
  var input = form.elements.files, list = document.getElementById('picked'), extra = document.getElementById('extra');
  var own = form.hasAttribute('data-outbox') && !!window.indexedDB && !!taizhang.outbox;
  var picked = [], pressed = null, busy = false, standing = null;

  // ---- photos
  function show() {
    if (window.DataTransfer) {
      var bag = new DataTransfer();
      picked.forEach(function (one) { bag.items.add(one.file); });
      input.files = bag.files;
    }
    list.textContent = '';
    picked.forEach(function (one) {
      var line = document.createElement('li'), drop = document.createElement('button');
      line.textContent = one.file.name + '（' + Math.max(1, Math.round(one.file.size / 1024)) + ' kB）';
      drop.type = 'button'; drop.className = 'btn sm'; drop.textContent = '不要';
      drop.setAttribute('aria-label', '不要 ' + one.file.name);
      drop.addEventListener('click', function () { picked.splice(picked.indexOf(one), 1); show(); input.focus(); });
      line.appendChild(drop);
      list.appendChild(line);
    });
  }

  input.addEventListener('change', function () {
    var chosen = Array.from(input.files);
    Promise.all(chosen.map(taizhang.shrink)).then(function (files) {
      files.forEach(function (file, place) {
        var key = chosen[place].name + ':' + chosen[place].size + ':' + chosen[place].lastModified;
        // One photo after another adds up; the same one chosen again does not.
        if (!picked.some(function (one) { return one.key === key; })) picked.push({ key: key, file: file });
      });
      show();
    });
  });

  // ---- another kind has other fields: they are in the page, so that no server is needed
  function kind() {
    return form.querySelector('template[data-kind="' + form.elements.kind.value + '"]');
  }

  function changeKind() {
    var told = {};
    extra.querySelectorAll('[name]').forEach(function (field) { told[field.name] = field.value; });
    extra.textContent = '';
    extra.appendChild(kind().content.cloneNode(true));
    extra.querySelectorAll('[name]').forEach(function (field) { field.value = told[field.name] || ''; });
    document.getElementById('files_rule').textContent = kind().dataset.rule;
  }
  form.elements.kind.addEventListener('change', changeKind);
  if (!own) return;

  // ---- faults, beside their fields as the server would show them
  function fault(name, text) {
    var field = form.elements[name], box = field && field.closest && field.closest('.field');
    var words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.setAttribute('data-fault', '');
    words.textContent = text;
    if (!box) { words.className = 'errors'; form.insertBefore(words, form.firstChild); return; }
    words.className = 'error';
    words.id = field.id + '_error';
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', words.id);
    box.classList.add('wrong');
    box.appendChild(words);
  }

  function showFaults(errors, twin) {
    form.querySelectorAll('[data-fault], .errors, .field > .error').forEach(function (words) { words.remove(); });
    form.querySelectorAll('.wrong').forEach(function (box) { box.classList.remove('wrong'); });
    form.querySelectorAll('[aria-invalid]').forEach(function (field) {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    });
    Object.keys(errors).forEach(function (name) { fault(name, errors[name]); });
    var box = document.getElementById('twin');
    box.hidden = !twin;
    if (twin) box.querySelector('a').href = box.dataset.record.replace('0', twin);
    if (form.querySelector('details .wrong')) form.querySelector('details').open = true;
    var first = form.querySelector('.wrong [name]') || form.querySelector('.errors');
    if (first) { first.focus(); first.scrollIntoView({ block: 'center' }); }
  }

  function ownFaults(then) {
    var found = {}, rule = kind().dataset;
    form.querySelectorAll('.field [required]').forEach(function (field) {
      if (!field.value.trim()) found[field.name] = '请填写' + field.closest('.field').querySelector('label').firstChild.textContent.trim() + '。';
    });
    if (picked.length > +rule.ceiling) found.files = '“' + rule.label + '”的佐证至多 ' + rule.ceiling + ' 份，够用即可，请去掉几份。';
    else if (then === 'submit' && picked.length < +rule.required) found.files = '“' + rule.label + '”提交审核至少要有 ' + rule.required + ' 份佐证，请拍照或选文件；也可以先保存草稿。';
    return found;
  }

  // ---- into the outbox, then to the server
  function today() { return new Date(Date.now() + 8 * 3600000); }  // in China, whatever the device thinks

  function told(then) {
    var texts = { then: then === 'another' ? 'keep' : then };
    Array.from(form.elements).forEach(function (field) {
      if (!field.name || /^(csrfmiddlewaretoken|once|seen|client|then|show|files)$/.test(field.name)) return;
      if (field.type !== 'checkbox' || field.checked) texts[field.name] = field.value;
    });
    return texts;
  }

  async function item(then) {
    var id = form.elements.client.value || taizhang.store.newId(), person = taizhang.outbox.person;
    var before = await taizhang.store.get(id, person), now = Date.now();
    var files = await Promise.all(picked.map(async function (one) {
      return { name: one.file.name, type: one.file.type, bytes: await new Response(one.file).arrayBuffer() };
    }));
    function label(name) { var field = form.elements[name]; return field.options[field.selectedIndex].text; }
    form.elements.client.value = id;
    return {
      id: id, person: person, told: told(then), files: files, shown: { kind: label('kind'), unit: label('unit') },
      entered: before ? before.entered : today().toISOString().slice(0, 10), at: before ? before.at : now, changed: now,
      tries: before ? before.tries : 0, state: 'wait', errors: {}, twin: '', address: '',
      // An earlier telling of it may have arrived: the server must not take this one for the same.
      edited: standing === id && (!before || before.edited || before.tries > 0)
    };
  }

  function fresh(words) {
    showFaults({}, '');
    form.querySelectorAll('.field [name]').forEach(function (field) {
      if (!/^(kind|unit|place|on)$/.test(field.name) && field.type !== 'file') field.value = '';
    });
    form.elements.anyway.checked = false;
    form.elements.client.value = '';
    standing = null;
    picked = [];
    show();
    var kept = document.getElementById('kept');
    kept.textContent = words;
    kept.hidden = false;
    kept.focus();
    window.scrollTo(0, 0);
  }

  function settle(outcome, then) {
    if (outcome.sent && then !== 'another') { location.href = outcome.address; return; }
    if (outcome.sent) fresh('已保存，编号 ' + outcome.number + '。可以接着记下一条。');
    else if (outcome.errors) { standing = form.elements.client.value; showFaults(outcome.errors, outcome.twin); }
    else if (outcome.signIn) fresh('登录已过期。这条已存在本机，重新登录后自动上传。');
    else if (outcome.why) fresh('这条已存在本机，还没有传成：' + outcome.why);
    else fresh('没有信号。这条已存在本机，有信号时自动上传；关掉页面也不会丢。可以接着记下一条。');
  }

  form.addEventListener('click', function (event) {
    var button = event.target.closest('button[name=then]');
    if (button) pressed = button;
  });

  async function send(then) {
    var kept;
    try {
      kept = await item(then);
      await taizhang.store.put(kept);
    } catch (failed) {
      // This browser keeps nothing (a private window, a full disk): then as without scripts.
      if (!navigator.onLine) { taizhang.toast('这台设备存不下了，现在又没有信号：请别关页面，有信号后再按一次。'); return; }
      var chosen = document.createElement('input');
      chosen.type = 'hidden'; chosen.name = 'then'; chosen.value = then;
      form.appendChild(chosen);
      form.submit();
      return;
    }
    var late = new Promise(function (done) { setTimeout(done, PATIENCE, {}); });
    settle(await Promise.race([taizhang.outbox.send(kept), late]), then);
  }

  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (busy) return;
    var then = (event.submitter || pressed || { value: 'submit' }).value, faults = ownFaults(then);
    document.getElementById('kept').hidden = true;
    if (Object.keys(faults).length) { showFaults(faults, ''); return; }
    busy = true;
    form.setAttribute('aria-busy', 'true');
    send(then).finally(function () { busy = false; form.removeAttribute('aria-busy'); });
  });

  // ---- one that waits, opened again
  async function reopen(id) {
    var kept = await taizhang.store.get(id, taizhang.outbox.person);
    if (!kept) { taizhang.toast('这条已经上传，或已从本机删去。'); return; }
    form.elements.kind.value = kept.told.kind;
    changeKind();
    Object.keys(kept.told).forEach(function (name) {
      var field = form.elements[name];
      if (field && field.type === 'checkbox') field.checked = true;
      else if (field && field.closest && field.closest('.field')) field.value = kept.told[name];
    });
    form.elements.client.value = standing = kept.id;
    picked = kept.files.map(function (file, place) {
      return { key: String(place), file: new File([file.bytes], file.name, { type: file.type }) };
    });
    show();
    if (kept.state === 'mend') showFaults(kept.errors, kept.twin);
  }

  var asked = new URLSearchParams(location.search).get('waiting');
  if (asked) reopen(asked);
  else if (form.hasAttribute('data-fresh')) {
    // The page may have been kept since yesterday.
    var day = today();
    form.elements.on.value = day.getUTCFullYear() + '年' + (day.getUTCMonth() + 1) + '月' + day.getUTCDate() + '日';
  }
  var weak = document.getElementById('weak');
  weak.textContent = taizhang.outbox.weak();
  weak.hidden = !weak.textContent;
})();
