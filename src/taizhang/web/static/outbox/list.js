/* The page of the outbox: lists what waits on this device, opens, deletes, exports it. */
(function () {
  'use strict';
  var list = document.getElementById('waiting');
  if (!list) return;
  var line = document.getElementById('line'), none = document.getElementById('none'), deeds = document.getElementById('deeds');
  var open = list.dataset.open, drawn = '', waiting = [];

  function moment(at) {
    var day = new Date(at);
    return (day.getMonth() + 1) + '月' + day.getDate() + '日 ' + String(day.getHours()).padStart(2, '0') + ':' + String(day.getMinutes()).padStart(2, '0');
  }

  function reasons(item) { return Object.keys(item.errors || {}).map(function (name) { return item.errors[name]; }); }

  function element(item) {
    var row = line.content.cloneNode(true).firstElementChild, told = item.told;
    function put(part, text) { var place = row.querySelector('[data-part=' + part + ']'); place.textContent = text; place.hidden = !text; return place; }
    var title = put('title', told.title || '（没有名称）'), edit = row.querySelector('[data-part=edit]');
    title.href = edit.href = (item.open || open) + '?waiting=' + item.id;
    put('about', [item.shown.kind, told.on, item.shown.unit, told.place, item.files.length ? item.files.length + ' 份照片或文件' : ''].filter(Boolean).join('　'));
    put('at', moment(item.at) + ' 存在本机，' + (item.send ? '上传后算作检查' : told.then === 'submit' ? '上传后提交审核' : '上传后存为草稿'));
    put('why', item.state === 'mend' ? reasons(item).join(' ') : '');
    row.querySelector('[data-part=wait]').hidden = item.state === 'mend';
    row.querySelector('[data-part=mend]').hidden = item.state !== 'mend';
    edit.setAttribute('aria-label', '打开修改 ' + told.title);
    var known = put('known', item.address ? '打开已上传的那条' : '');
    if (item.address) known.href = item.address;
    var ask = row.querySelector('[data-part=ask]'), sure = row.querySelector('[data-part=sure]'), drop = row.querySelector('[data-part=drop]');
    drop.setAttribute('aria-label', '删去 ' + told.title);
    drop.addEventListener('click', function () { sure.hidden = false; ask.hidden = true; sure.querySelector('[data-part=no]').focus(); });
    row.querySelector('[data-part=no]').addEventListener('click', function () { sure.hidden = true; ask.hidden = false; drop.focus(); });
    row.querySelector('[data-part=yes]').addEventListener('click', function () {
      taizhang.store.remove(item.id).then(taizhang.outbox.flush).then(function () { document.getElementById('main').focus(); });
    });
    return row;
  }

  document.addEventListener('taizhang:outbox', function (event) {
    waiting = event.detail;
    none.hidden = waiting.length > 0;
    deeds.hidden = !waiting.length;
    // A list drawn anew under a finger would take its question back: only when something changed.
    var now = JSON.stringify(waiting.map(function (item) { return [item.id, item.changed, item.state, item.errors]; }));
    if (now === drawn) return;
    drawn = now;
    list.textContent = '';
    waiting.forEach(function (item) { list.appendChild(element(item)); });
  });

  // What is no record says where it is sent: it is an inspection of the place in that address.
  function records(items) { return items.filter(function (item) { return !item.send; }); }

  function inspections(items) { return items.filter(function (item) { return item.send; }); }

  function placeOf(item) { return Number((item.send.match(/\/premises\/(\d+)\/check\/send\/$/) || [])[1]); }

  function account(items) {
    return items.map(function (item, place) {
      var told = item.told, said = item.send ? ['日期：' + item.entered, '备注：' + (told.note || '')] :
        ['日期：' + told.on, '地点：' + (told.place || ''), '人数：' + (told.people || ''), '备注：' + (told.note || '')];
      return (place + 1) + '. ' + told.title + '\r\n' + ['类型：' + item.shown.kind, '单位：' + item.shown.unit].concat(said).join('\r\n');
    }).join('\r\n\r\n');
  }

  function exported(items, now) {
    var utf8 = new TextEncoder(), files = [];
    function packed(item) {
      return { id: item.id, told: Object.assign({ entered: item.entered }, item.told), files: item.files.map(function (file, place) {
        var path = 'files/' + item.id + '/' + (place + 1) + (file.name.match(/\.\w+$/) || [''])[0];
        files.push({ path: path, bytes: new Uint8Array(file.bytes) });
        return Object.assign({ name: file.name, path: path }, file.field ? { field: file.field } : {});
      }) };
    }
    var index = {
      format: 'taizhang-outbox', version: 2, person: taizhang.outbox.person, exported: now.toISOString(),
      records: records(items).map(packed),
      inspections: inspections(items).map(function (item) { return Object.assign({ place: placeOf(item) }, packed(item)); })
    };
    var text = '这是没有上传的记录和检查，共 ' + items.length + ' 条。到台账的“待上传”页，用“导入未上传记录”原样传上去；已经传过的不会重复。\r\n\r\n' + account(items);
    return taizhang.zip([
      { path: 'records.json', bytes: utf8.encode(JSON.stringify(index, null, 1)) },
      { path: '说明.txt', bytes: utf8.encode('\ufeff' + text) }
    ].concat(files), now);
  }

  document.getElementById('export').addEventListener('click', function () {
    var now = new Date(), link = document.createElement('a');
    link.href = URL.createObjectURL(exported(waiting, now));
    link.download = '未上传记录-' + now.getFullYear() + String(now.getMonth() + 1).padStart(2, '0') + String(now.getDate()).padStart(2, '0') + '.zip';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  });
  document.getElementById('send').addEventListener('click', function () { taizhang.outbox.flush(); });

  var weak = document.getElementById('weak');
  weak.textContent = taizhang.outbox.weak();
  weak.hidden = !weak.textContent;
})();
