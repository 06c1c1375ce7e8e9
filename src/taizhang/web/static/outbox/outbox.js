/* Sends what waits on this device, and shows on every page how much waits. */
(function () {
  'use strict';
  var EVERY = 20000, PATIENCE = 120000, DAY = 86400000, DAYS = 7;
  var body = document.body, person = body.dataset.person, strip = document.getElementById('outbox');
  var outcomes = {}, running = null, again = false, signIn = false, cut = false;

  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : '';
  }

  function form(item) {
    var data = new FormData();
    Object.keys(item.told).forEach(function (name) { data.set(name, item.told[name]); });
    data.set('id', item.id);
    data.set('person', item.person);
    data.set('entered', item.entered);
    if (item.edited) data.set('edited', '1');
    item.files.forEach(function (file) {
      data.append(file.field || 'files', new File([file.bytes], file.name, { type: file.type }));
    });
    return data;
  }

  async function ask(item) {
    var stop = new AbortController(), clock = setTimeout(function () { stop.abort(); }, PATIENCE);
    try {
      var answer = await fetch(item.send || body.dataset.send, {
        method: 'POST', body: form(item), signal: stop.signal, credentials: 'same-origin',
        headers: { 'X-CSRFToken': token() }
      });
      var json = /json/.test(answer.headers.get('Content-Type') || '');
      return { status: answer.status, told: json ? await answer.json() : {} };
    } finally {
      clearTimeout(clock);
    }
  }

  // What the answer means for the item: gone only if the server named its id.
  async function send(item) {
    // Before the first byte leaves: from here on the server may have it.
    if (!await taizhang.store.settle(item, function (now) { now.tries += 1; return now; })) return 'changed';
    var answer;
    try { answer = await ask(item); } catch (fault) { return 'cut'; }
    var told = answer.told, same = told.id === item.id;
    if (answer.status === 200 && same) {
      await taizhang.store.settle(item, function () { return null; });
      outcomes[item.id] = { sent: true, number: told.number, address: told.address };
      return 'sent';
    }
    // Without its cookies the browser is refused before anybody asks who is there.
    if (answer.status === 401 || (answer.status === 403 && !token())) return 'signin';
    if ((answer.status === 422 || answer.status === 409) && same) {
      await mend(item, told, answer.status === 422);
      return 'mend';
    }
    if (answer.status === 413) {
      await mend(item, { errors: { __all__: '照片和文件太大，没有传成，请去掉几份再存。' } }, true);
      return 'mend';
    }
    outcomes[item.id] = { why: answer.status === 403 ? '没有填报的权限，或页面放得太久，请刷新页面再试。' : '服务器没有收下，稍后自动再传。' };
    return 'refused';
  }

  async function mend(item, told, unsaved) {
    outcomes[item.id] = { errors: told.errors, twin: told.twin, number: told.number, address: told.address };
    await taizhang.store.settle(item, function (now) {
      now.state = 'mend';
      now.errors = told.errors;
      now.twin = told.twin || '';
      now.address = told.address || '';
      if (unsaved) { now.tries = 0; now.edited = false; }
      return now;
    });
  }

  async function round() {
    var tried = {}, next;
    signIn = cut = false;
    do {
      again = false;
      var items = await taizhang.store.all(person);
      next = items.find(function (item) { return item.state === 'wait' && !tried[item.id]; });
      if (!next) continue;
      tried[next.id] = true;
      var end = await send(next);
      signIn = end === 'signin';
      cut = end === 'cut';
      await show();
    } while ((next || again) && !signIn && !cut);
  }

  // One tab at a time sends; the server would see through it, the photos would still go twice.
  function alone(deed) {
    if (!navigator.locks) return deed();
    return navigator.locks.request('taizhang-outbox', { ifAvailable: true }, function (lock) { return lock ? deed() : null; });
  }

  function flush() {
    if (!person || !navigator.onLine) return show();
    if (running) { again = true; return running; }
    running = alone(round).catch(function () { cut = true; }).then(function () { running = null; return show(); });
    show();
    return running;
  }

  function words(items) {
    var mending = items.filter(function (item) { return item.state === 'mend'; }).length;
    var left = DAYS - Math.floor((Date.now() - items[0].at) / DAY);
    var text = '本机有 ' + items.length + ' 条记录还没上传' + (mending ? '，其中 ' + mending + ' 条要修改' : '') + '。';
    if (signIn) return text + '登录已过期，登录后自动上传。';
    if (mending === items.length) return text;
    if (running && navigator.onLine && !cut) return text + '正在上传……';
    return text + '有信号时自动上传，' + (left > 0 ? '请在 ' + left + ' 天内联网。' : '已超过 7 天，请尽快联网或导出。');
  }

  async function show() {
    var text = '', items = [];
    try {
      if (person) {
        items = await taizhang.store.all(person);
        text = items.length ? words(items) : navigator.onLine ? '' : '现在没有信号，照常记，先存在本机。';
      } else {
        var count = await taizhang.store.count();
        text = count ? '这台设备上有 ' + count + ' 条记录还没上传：本人登录、有信号时自动上传。' : '';
      }
    } catch (fault) { /* no store in this browser: nothing waits in it */ }
    if (strip) {
      var line = strip.querySelector('span'), link = strip.querySelector('[data-signin]');
      if (line.textContent !== text) line.textContent = text;
      strip.hidden = !text;
      link.hidden = !signIn;
      if (signIn) link.href = link.pathname + '?next=' + encodeURIComponent(location.pathname);
    }
    document.dispatchEvent(new CustomEvent('taizhang:outbox', { detail: items }));
  }

  /* Return what this browser cannot do, in the words of the page; "" where it can do everything. */
  function weak() {
    if (/MicroMessenger/i.test(navigator.userAgent)) return '微信里没有离线功能：没有信号时别关这个页面，有信号后自动上传。建议点右上角“···”，选“在浏览器打开”。';
    if (!navigator.serviceWorker) return '这个网址没有离线功能（要 https 才有）：没有信号时，页面开着可以照常记；关掉以后，要等有信号才打得开。';
    return '';
  }

  function worker() {
    if (weak() || !person) return;
    navigator.serviceWorker.register(body.dataset.worker).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (ready) {
      ready.active.postMessage({ person: encodeURIComponent(person) });
    }).catch(function () { /* without a worker the outbox works while the page is open */ });
  }

  taizhang.outbox = {
    person: person,
    flush: flush,
    weak: weak,
    /* Send an item that was just kept, and tell what became of it: sent, errors, why, signIn, or nothing yet. */
    send: async function (item) {
      delete outcomes[item.id];
      await flush();
      return outcomes[item.id] || { signIn: signIn };
    }
  };

  window.addEventListener('online', flush);
  window.addEventListener('offline', show);
  document.addEventListener('visibilitychange', function () { if (!document.hidden) flush(); });
  setInterval(flush, EVERY);
  worker();
  flush();
})();
