// The left side: headings with their figures, figures by state, what is open before sending, the date.
import { fill, h, icon } from './dom.js';
import { STATES, accept, choose, chipsIn } from './chips.js';
import { blockPos, lineAt } from './blocks.js';
import { leadOf } from './manuscript.js';
import { schema } from './schema.js';

const DIGITS = '一二三四五六七八九';
function chinese(number) {
  if (number < 10) return DIGITS[number - 1];
  const tens = Math.floor(number / 10), ones = number % 10;
  return `${tens > 1 ? DIGITS[tens - 1] : ''}十${ones ? DIGITS[ones - 1] : ''}`;
}
const SIGNS = [(n) => `${chinese(n)}、`, (n) => `（${chinese(n)}）`, (n) => `${n}. `, (n) => `（${n}）`];

/** Return the headings in order: { level, sign, text, pos, count }; `count` is of the chips under it. */
export function headings(doc) {
  const list = [], numbers = [0, 0, 0, 0];
  doc.forEach((node, pos) => {
    const { mark, count } = node.type === schema.nodes.paragraph ? leadOf(node) : { mark: null };
    const level = node.type === schema.nodes.heading ? node.attrs.level : mark && mark.attrs.level;
    if (level) {
      numbers[level - 1] += 1;
      numbers.fill(0, level);
      let text = '';
      node.forEach((piece, _, index) => { if (!mark || index < count) text += piece.isText ? piece.text : piece.attrs.text; });
      list.push({ level, sign: SIGNS[level - 1](numbers[level - 1]), text: text.replace(/。$/, ''), pos, count: 0 });
    }
    node.descendants((piece) => { if (piece.type === schema.nodes.figure && list.length) list[list.length - 1].count += 1; });
  });
  return list;
}

/** Return under which heading a place stands, for people: 一、主要工作（二）. */
export function placeName(doc, pos) {
  const above = headings(doc).filter((one) => one.pos <= pos);
  const last = above[above.length - 1];
  if (!last) return '开头';
  const top = last.level > 1 && above.filter((one) => one.level === 1).pop();
  return `${top ? top.sign.replace('、', '') : ''}${last.sign}${last.text}`;
}

/** Make the left side. `desk` is { view, findings, dated, mayEdit, go(pos), setDated(), say() }; returns { draw }. */
export function outline(desk, box) {
  const toc = h('ol', { class: 'toc' }), counts = h('ul', { class: 'chk' }), checks = h('ul', { class: 'chk v' });
  const dated = h('input', { type: 'date', id: 'dated', disabled: !desk.mayEdit, onchange: () => desk.setDated(dated.value) });
  dated.value = desk.dated;
  fill(box, h('h2', {}, '提纲'), toc, h('h2', {}, '数字'), counts, h('h2', {}, '送签前校核'), checks,
    h('p', { class: 'asof' }, h('label', { for: 'dated' }, '成文日期'), dated));

  function nextOf(state) {
    const list = chipsIn(desk.view.state).filter((one) => one.state === state);
    if (!list.length) return false;
    const { from } = desk.view.state.selection;
    const next = list.find((one) => one.pos > from) || list[0];
    return choose(desk.view, next.node.attrs.id);
  }
  function tally(list) {
    const of = (state) => list.filter((one) => one.state === state).length;
    fill(counts, Object.entries(STATES).map(([state, { word }]) => {
      const count = of(state), hot = state === 'newer' && count > 0;
      return h('li', { class: hot ? 'warn' : '' }, h('button', { type: 'button', disabled: !count, title: '到下一个', onclick: () => nextOf(state) }, h('span', { class: `sw ${state}` }), word, h('em', { class: 'n' }, String(count))));
    }), of('newer') > 0 && desk.mayEdit && h('li', {}, h('button', { type: 'button', class: 'btn sm', onclick: () => { const n = accept(desk.view); desk.say(`${n} 个数字已换成台账现在的值，Ctrl+Z 可以退回。`); desk.view.focus(); } }, icon('check'), '全部采用新值')));
  }
  function findings(list) {
    const newer = list.filter((one) => one.state === 'newer').length;
    const lines = desk.findings.filter((one) => !(newer && one.kind === 'newer'));
    fill(checks, newer > 0 && h('li', { class: 'warn' }, h('button', { type: 'button', onclick: () => nextOf('newer') }, icon('alert'), h('span', {}, `${newer} 处数字有更新，待确认`))),
      lines.map((one) => h('li', { class: one.kind === 'note' ? '' : 'warn' }, h('button', { type: 'button', onclick: () => goTo(one) }, icon(one.kind === 'note' ? 'history' : 'alert'), h('span', {}, h('b', {}, one.place), one.text)))),
      !newer && !lines.length && h('li', { class: 'ok' }, icon('check'), '没有发现问题'));
  }
  function goTo(finding) {
    if (finding.chip && choose(desk.view, finding.chip)) return;
    const pos = finding.block ? blockPos(desk.view.state.doc, finding.block) : -1;
    if (pos >= 0) desk.go(pos);
    else desk.say(`${finding.place}：${finding.text}`);
  }
  function draw() {
    const { state } = desk.view, list = chipsIn(state), line = lineAt(state);
    const here = headings(state.doc).filter((one) => line && one.pos <= line.pos).pop();
    fill(toc, headings(state.doc).map((one) => h('li', { class: `t${one.level}` }, h('a', { href: '#paper', 'aria-current': here && here.pos === one.pos ? 'true' : null, onclick: (event) => { event.preventDefault(); desk.go(one.pos); } },
      h('span', {}, one.sign + one.text), one.count > 0 && h('em', { class: 'n', title: '数字' }, String(one.count))))));
    tally(list);
    findings(list);
  }
  return { draw, nextNewer: () => nextOf('newer'), setDated: (value) => { dated.value = value; } };
}
