// The side panel of the chosen chip: what it counts, where it comes from, and what one may do with it.
import { bar, fill, h, icon } from './dom.js';
import { accept, chipById, choose, chosen, learn, lock, typeByHand, unlock } from './chips.js';

const button = (name, words, onclick, more = {}) => h('button', { class: 'btn sm', type: 'button', onclick, ...more }, name && icon(name), words);

function standing(one) {
  if (one.state === 'newer') return h('div', { class: 'st soon' }, icon('alert'), `台账现在是 ${one.newer.text}`);
  if (one.state === 'typed') return h('div', { class: 'st mut' }, icon('edit'), '手填');
  if (one.state === 'locked') return h('div', { class: 'st mut' }, icon('lock'), `锁定在账本第 ${one.node.attrs.position} 位`);
  return one.known ? h('div', { class: 'st ok' }, icon('check'), '与台账一致') : h('div', { class: 'st mut' }, '保存后核对');
}

function facts(one, chip) {
  if (one.state === 'typed') return h('dl', {}, h('dt', {}, '出处'), h('dd', {}, one.node.attrs.typed_source || '没有注明'), h('dt', {}, '说明'), h('dd', {}, '不随台账变动；附件“数据来源”里列为手填。'));
  if (!chip) return null;
  return h('dl', {},
    h('dt', {}, '口径'), h('dd', {}, chip.definition), h('dt', {}, '时间'), h('dd', { class: 'n' }, chip.period),
    h('dt', {}, '单位'), h('dd', {}, chip.unit_name), chip.position > 0 && [h('dt', {}, '账本'), h('dd', { class: 'n' }, `第 ${chip.position} 位`)]);
}

function breakdown(told) {
  const numbers = told.breakdown.map((one) => Number(String(one.value).replace(/,/g, '')) || 0), most = Math.max(...numbers, 0);
  if (!told.breakdown.length) return null;
  return [h('h3', {}, '分单位'), h('table', { class: 'byu' }, h('caption', { class: 'vh' }, '分单位'),
    told.breakdown.map((one, at) => h('tr', {}, h('th', { scope: 'row' }, one.unit), h('td', { 'aria-hidden': 'true' }, bar(most ? Math.max(0, numbers[at]) / most : 0)), h('td', { class: 'r n' }, one.value == null ? '—' : one.value))))];
}

function sources(told) {
  const all = told.sources.length + (told.more || 0);
  if (!told.sources.length) return h('p', { class: 'none' }, '没有来源记录。');
  return [h('h3', {}, '来源记录', h('span', { class: 'n' }, told.more ? `${all} 条，列出 ${told.sources.length} 条` : `${all} 条`)),
    h('table', { class: 'rcs' }, h('caption', { class: 'vh' }, '来源记录'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, '日期'), h('th', { scope: 'col' }, '记录'))),
      h('tbody', {}, told.sources.map((one) => h('tr', {}, h('td', { class: 'n' }, String(one.on).slice(5)), h('td', {}, h('a', { href: one.address, target: '_blank', rel: 'noopener' }, one.title), h('small', {}, one.unit)))))),
    told.address && h('a', { class: 'all', href: told.address, target: '_blank', rel: 'noopener' }, '在汇总里打开这个数字')];
}

// What a figure was worked out from, each with its own value now.
function bases(figures) {
  return [h('h3', {}, '由这些数字算得'), h('table', { class: 'byu' }, h('caption', { class: 'vh' }, '由这些数字算得'),
    figures.filter((one) => !one.error).map((one) => h('tr', {}, h('th', { scope: 'row' }, `${one.unit_name}${one.period}${one.label}`), h('td', { class: 'r n' }, `${one.text}${one.unit}`))))];
}

/** Make the panel. `desk` is { view, api, mayEdit, position, place(pos), saved(), palette() }; returns { show, focus }. */
export function figurePanel(desk, box) {
  const kept = new Map();
  let shown = '', current = '';
  const head = h('h2', {}), where = h('p', {}), value = h('div', { class: 'val' }), body = h('div', { class: 'what' }), foot = h('footer', {});
  fill(box, h('header', {}, h('div', {}, head, where), h('button', { class: 'tool', type: 'button', 'aria-label': '关闭', onclick: () => desk.closePanel() }, icon('close'))), value, body, foot);

  async function look(one) {
    const question = JSON.stringify(one.node.attrs.ask);
    if (kept.has(question)) return kept.get(question);
    const { ask } = one.node.attrs, told = await desk.api.figure(ask);
    if (Array.isArray(ask.of)) told.bases = (await desk.api.figures(ask.of)).figures;
    kept.set(question, told);
    setTimeout(() => kept.delete(question), 20000);
    return told;
  }

  // Locked is what was sealed: the server counts again at that position, and what differs is not locked.
  async function lockIt(one) {
    const { id, text } = one.node.attrs;
    lock(desk.view, id, desk.position);
    desk.view.focus();
    if (!await desk.saved()) return;
    const now = chipById(desk.view.state, id);
    if (!now || now.node.attrs.state !== 'locked' || !now.known || now.known.text === text) return;
    unlock(desk.view, id);
    desk.say(`上一稿封账时这个数是 ${now.known.text}，和现在的 ${text} 不同。请先“编一稿看纸面”，再锁定。`);
  }

  function handForm(one) {
    const number = h('input', { id: 'hand-text', required: true, maxLength: 40 }), from = h('input', { id: 'hand-source', required: true, maxLength: 200, placeholder: '如 县统计局2025年公报' });
    number.value = one.node.attrs.text;
    from.value = one.node.attrs.typed_source;
    const wrong = h('p', { class: 'errors', role: 'alert', hidden: true });
    const form = h('form', { class: 'hand', novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      const told = number.value.trim(), source = from.value.trim();
      wrong.hidden = !!(told && source);
      wrong.textContent = told ? '请写明这个数字的出处。' : '请填写数字。';
      if (told && source) { typeByHand(desk.view, one.node.attrs.id, told, source); desk.view.focus(); }
    } }, h('label', { for: 'hand-text' }, '数字'), number, h('label', { for: 'hand-source' }, '出处'), from, wrong,
    h('div', { class: 'bar-acts' }, h('button', { class: 'btn sm pri' }, '手填这个数'), button('', '取消', () => { shown = ''; show(); })));
    fill(foot, form);
    number.focus();
    number.select();
  }

  function deeds(one) {
    const again = button('', '改为手填', () => handForm(one));
    if (one.state === 'newer') return [button('check', `采用 ${one.newer.text}`, () => { accept(desk.view, one.node.attrs.id); desk.view.focus(); }, { class: 'btn sm pri' }), button('lock', '锁定原数', () => lockIt(one)), again];
    if (one.state === 'typed') return [button('edit', '修改', () => handForm(one)), button('hash', '换成台账的数', () => { choose(desk.view, one.node.attrs.id); desk.palette(); })];
    if (one.state === 'locked') return [button('unlock', '解除锁定', () => { unlock(desk.view, one.node.attrs.id); desk.view.focus(); }), again];
    return [button('lock', '锁定此值', () => lockIt(one)), again];
  }

  /** Show the chosen chip, or what became of the one that was; return whether there is one. */
  function show() {
    const one = chosen(desk.view.state) || chipById(desk.view.state, current);
    current = one ? one.node.attrs.id : '';
    if (one) draw(one);
    return !!one;
  }

  async function draw(one) {
    const sign = JSON.stringify([one.node.attrs, one.newer, !!one.known]);
    if (sign === shown) return;
    shown = sign;
    head.textContent = (one.known && one.known.label) || '数字';
    where.textContent = desk.place(one.pos);
    fill(value, h('b', { class: 'n' }, one.node.attrs.text), h('span', {}, one.known && one.state !== 'typed' ? one.known.unit : ''), standing(one));
    fill(body, facts(one, one.known));
    fill(foot, desk.mayEdit ? deeds(one) : null);
    foot.hidden = !desk.mayEdit;
    if (!one.node.attrs.ask) return;
    let told;
    try { told = await look(one); } catch (fault) { if (shown === sign) body.append(h('p', { class: 'none' }, `来源没有取到：${fault.message}。`)); return; }
    if (shown !== sign) return;
    head.textContent = told.chip.label;
    fill(body, facts(one, one.state === 'locked' && one.known ? one.known : told.chip), told.bases ? bases(told.bases) : [breakdown(told), sources(told)]);
    if (one.node.attrs.state === 'auto' && told.chip.text !== one.node.attrs.text && !(one.newer && one.newer.text === told.chip.text)) {
      learn(desk.view, { [one.node.attrs.id]: { ...(one.known || told.chip), newer: { text: told.chip.text, value: told.chip.value } } });
    }
  }
  return { show, forget: () => { shown = ''; kept.clear(); }, leave: () => { shown = current = ''; }, focus: () => { const first = foot.querySelector('button,input') || box.querySelector('a,button'); if (first) first.focus(); } };
}
