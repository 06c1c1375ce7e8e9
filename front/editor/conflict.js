// Somebody else changed the same manuscript: both are shown, and the person chooses, block by block.
import { fill, h, openDialog } from './dom.js';
import { differences, isHead, merged } from './merge.js';
import { plain } from './manuscript.js';

const NAMES = { mine: '用我的', theirs: '用对方的', both: '两段都要' };
const text = (block) => (block ? plain(block) : '');

// The middle in which two lines differ, marked; what they begin and end with alike is left plain.
function marked(own, other, tag) {
  let start = 0, end = 0;
  while (start < own.length && own[start] === other[start]) start += 1;
  while (end < own.length - start && end < other.length - start && own[own.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const middle = own.slice(start, own.length - end);
  return [own.slice(0, start), middle && h(tag, {}, middle), own.slice(own.length - end)];
}

function side(name, block, other, tag) {
  return h('div', { class: 'side' }, h('b', {}, name), h('p', {}, block ? marked(text(block), text(other), tag) : h('em', {}, '没有这一段')));
}

function choiceRow(row, at, changed) {
  const options = row.mine && row.theirs && !isHead(row.id) ? ['mine', 'theirs', 'both'] : ['mine', 'theirs'];
  const radios = options.map((value) => h('label', {},
    h('input', { type: 'radio', name: `choice-${at}`, value, checked: row.choice === value, onchange: () => { row.choice = value; changed(); } }), NAMES[value]));
  return h('li', {}, h('fieldset', {}, h('legend', {}, `${at + 1}．${row.place}`),
    h('div', { class: 'sides' }, side('我的', row.mine, row.theirs, 'ins'), side('对方的', row.theirs, row.mine, 'del')),
    h('div', { class: 'choices' }, radios)));
}

/**
 * Show both and let the person choose. `mine`, `theirs` and `base`, what both began with, are { manuscript, addressee,
 * dated }; `by` is who changed theirs. `settle(told)` gets what was chosen; closing without choosing calls `later()`.
 */
export function showConflict({ base, mine, theirs, by, settle, later }) {
  const rows = differences(base, mine, theirs);
  if (!rows.length) { settle(mine); return; }
  let done = false;
  const left = h('p', { class: 'help', role: 'status' });
  const go = h('button', { class: 'btn pri', type: 'button', onclick: () => { done = true; dialog.close(); settle(merged(mine, theirs, rows)); } }, '这样合并，保存');
  const list = h('ol', { class: 'rows' });
  const all = (value) => () => { rows.forEach((row) => { row.choice = value; }); draw(); };
  function changed() {
    const open = rows.filter((row) => !row.choice).length;
    go.disabled = open > 0;
    left.textContent = open ? `还有 ${open} 处两边都改了，请选一样。` : '都选好了。合并以后按 Ctrl+Z 可以退回。';
  }
  function draw() { fill(list, rows.map((row, at) => choiceRow(row, at, changed))); changed(); }
  const who = by ? `${by}也改了这份报告` : '这份报告在别处改过';
  const dialog = openDialog({
    title: who, name: 'conflict', done: () => { if (!done && later) later(); },
    body: h('div', { class: 'inside' },
      h('p', {}, '两边的文字都还在。只有一边改过的已经替您选好；两边都改了的，请您选。'),
      h('div', { class: 'bar-acts' }, h('button', { class: 'btn sm', type: 'button', onclick: all('mine') }, '全部用我的'), h('button', { class: 'btn sm', type: 'button', onclick: all('theirs') }, '全部用对方的')),
      list, h('footer', {}, left, go, h('button', { class: 'btn', type: 'button', onclick: () => dialog.close() }, '先不决定'))),
  });
  draw();
  list.querySelector('input').focus();
}
