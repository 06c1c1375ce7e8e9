// One line under the bar: where the chosen figure comes from, and what one may do with it.
import { accept, alone, chipsIn, chosen } from './chips.js';
import { fill, h, icon } from './dom.js';
import { schema } from './schema.js';

const act = (words, onclick, more = {}) => h('button', { type: 'button', class: 'btn sm', onclick, ...more }, words);

function standing({ known, newer }) {
  if (!known) return h('span', { class: 'st mut' }, '还没有核对');
  if (known.error) return h('span', { class: 'st soon' }, icon('alert'), known.error);
  if (newer) return h('span', { class: 'st soon' }, icon('alert'), `台账现在是 ${newer.text}`);
  return h('span', { class: 'st ok' }, icon('check'), '与台账一致');
}

/** Make the line. `desk` is { view, next() }; returns { draw, focus }. */
export function figureLine(desk, box) {
  let shown = '';
  const done = (deed) => () => { deed(); desk.view.focus(); };

  // Its words stay in the text; only that they come from the ledger is given up.
  function asWords({ node, pos }) { alone(desk.view, desk.view.state.tr.replaceWith(pos, pos + 1, schema.text(node.attrs.text))); }

  function figure(one) {
    const { known, newer, node } = one, told = known && !known.error ? `${known.unit_name}${known.period}${known.label}` : '';
    return [
      h('b', { class: 'n' }, node.attrs.text), told && h('span', {}, told), standing(one),
      newer && act(`采用 ${newer.text}`, done(() => accept(desk.view, node.attrs.id)), { class: 'btn sm pri' }),
      act('改成文字', done(() => asWords(one))),
      known && known.address && h('a', { href: known.address, target: '_blank', rel: 'noopener' }, '看来源'),
    ];
  }

  function draw() {
    const one = chosen(desk.view.state), newer = chipsIn(desk.view.state).filter((chip) => chip.newer);
    const sign = JSON.stringify(one ? [one.node.attrs, one.known, one.pos] : newer.length);
    if (sign === shown) return;
    shown = sign;
    box.hidden = !one && !newer.length;
    fill(box, one ? figure(one) : newer.length ? [h('span', { class: 'st soon' }, icon('alert'), `有 ${newer.length} 个数字，台账现在不同`), act('看下一处', done(() => desk.next()))] : []);
  }
  return { draw, focus: () => { const first = box.querySelector('button,a'); if (first) first.focus(); } };
}
