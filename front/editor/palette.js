// Insert a figure: search the rule, choose unit and period, see what the ledger has, put it in. By keyboard too.
import { fill, h, openDialog } from './dom.js';

const FORMS = {
  value: '数值', difference: '与另一时间相差多少', growth: '比另一时间增长百分之几', share: '占全单位的百分之几',
};

/** Return what is asked of the ledger. A difference prints without sign: `up` says which way the words go. */
function askOf({ rule, unit, own, period, form, than, thanWords, up }) {
  const plain = { rule, unit, own, period };
  if (form === 'difference' || form === 'growth') return { derive: form, of: [plain, { rule, unit, own, period: than }], than: thanWords, up };
  if (form === 'share') return { derive: 'share', of: [plain, { rule, unit: null, own: false, period }] };
  return plain;
}

/** Open the palette. `desk` is { api, insert(ask, chip), slash() }; its last choice of unit and period is kept on `desk.last`. */
export function openPalette(desk) {
  const last = desk.last || { unit: '', period: '', form: 'value', than: '' };
  let rules = [], at = 0, chip = null, ask = null, turn = 0, asking = 0, wait = null;
  const query = h('input', { id: 'pal-q', type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: false, 'aria-expanded': 'true', 'aria-controls': 'pal-list', 'aria-autocomplete': 'list', placeholder: '找口径：活动、人次、宣讲……' });
  const list = h('ul', { id: 'pal-list', role: 'listbox', tabindex: '-1', 'aria-label': '口径' });
  const unit = h('select', { id: 'pal-unit' }), period = h('select', { id: 'pal-period' }), than = h('select', { id: 'pal-than' });
  const form = h('select', { id: 'pal-form' }, Object.entries(FORMS).map(([value, words]) => h('option', { value }, words)));
  form.value = last.form;
  const live = h('p', { class: 'live', role: 'status' }), definition = h('p', { class: 'help' });
  const go = h('button', { class: 'btn pri', type: 'button', disabled: true, onclick: insert }, '插入');
  const thanField = h('div', { class: 'f' }, h('label', { for: 'pal-than' }, '和哪段时间比'), than);
  const dialog = openDialog({
    title: '插入数字', name: 'palette', done: () => desk.back(),
    body: h('div', { class: 'inside' }, h('label', { class: 'vh', for: 'pal-q' }, '找口径'), query, list, definition,
      h('div', { class: 'fs' }, h('div', { class: 'f' }, h('label', { for: 'pal-unit' }, '单位'), unit), h('div', { class: 'f' }, h('label', { for: 'pal-period' }, '时间'), period),
        h('div', { class: 'f' }, h('label', { for: 'pal-form' }, '取什么'), form), thanField),
      h('footer', {}, live, go), h('p', { class: 'help keys-line' }, '↑↓ 选口径，Tab 到单位和时间，Enter 插入，Esc 返回；要打一个“/”，再按一次 /')),
  });

  function options(select, told, value) {
    fill(select, told.map(([code, words]) => h('option', { value: code }, words)));
    select.value = told.some(([code]) => code === value) ? value : told[0][0];
  }
  function mark() {
    [...list.children].forEach((line, index) => line.setAttribute('aria-selected', String(index === at)));
    const line = list.children[at];
    if (line && rules[at]) { line.scrollIntoView({ block: 'nearest' }); query.setAttribute('aria-activedescendant', line.id); } else query.removeAttribute('aria-activedescendant');
    definition.textContent = rules[at] ? rules[at].definition : '';
    value();
  }
  async function search(first) {
    const mine = turn += 1;
    let told;
    try { told = await desk.api.rules(query.value.trim()); } catch (fault) { live.textContent = `没有取到口径：${fault.message}。`; return; }
    if (mine !== turn) return;
    rules = told.rules;
    at = 0;
    fill(list, rules.length ? rules.map((one, index) => h('li', { id: `pal-${index}`, role: 'option', onclick: () => { at = index; mark(); }, ondblclick: insert }, h('b', {}, one.label), h('small', {}, one.unit))) : h('li', { class: 'none', role: 'option', 'aria-selected': 'false' }, `没有叫“${query.value}”的口径，换个说法试试`));
    if (first) {
      const own = told.periods.find((one) => !one.text);
      options(unit, [...(own ? [['|', '本报告的单位']] : []), ...told.units.map((one) => [`${one.id}|${one.own ? 'own' : ''}`, one.name])], last.unit);
      const others = told.periods.filter((one) => one.text).map((one) => [one.text, one.label]);
      options(period, [...(own ? [['', own.label]] : []), ...others], last.period);
      // What is compared with is another time than the first that is offered.
      const earlier = own ? others : others.slice(1);
      options(than, earlier.length ? earlier : [['', '没有可比的时间']], last.than);
    }
    mark();
  }
  function value() {
    thanField.hidden = !['difference', 'growth'].includes(form.value);
    clearTimeout(wait);
    chip = null;
    asking += 1;
    go.disabled = true;
    if (!rules[at]) { live.textContent = ''; return; }
    live.textContent = '正在取数……';
    wait = setTimeout(fetchValue, 120);
  }
  async function fetchValue() {
    const [id, own] = unit.value.split('|');
    const thanWords = than.selectedOptions.length ? than.selectedOptions[0].textContent.replace(/（.*/, '') : '';
    const wanted = { rule: rules[at].code, unit: id ? Number(id) : null, own: !!own, period: period.value || null, form: form.value, than: than.value, thanWords, up: true };
    const mine = asking += 1;
    const fetched = async (question) => { try { return (await desk.api.figures([question])).figures[0]; } catch (fault) { return { error: fault.message }; } };
    let question = askOf(wanted), told = await fetched(question);
    if (question.up && Number(told.value) < 0) { question = askOf({ ...wanted, up: false }); told = await fetched(question); }
    if (mine !== asking || !dialog.box.isConnected) return;
    if (told.error) { live.textContent = told.error; return; }
    ask = question;
    chip = told;
    go.disabled = false;
    fill(live, question.derive && question.derive !== 'share' ? told.label : '台账现在是', ' ', h('b', { class: 'n' }, told.text), ` ${told.unit || ''}`, h('small', {}, [told.unit_name, told.period].filter(Boolean).join(' ')));
  }
  function insert() {
    if (!chip) return;
    desk.last = { unit: unit.value, period: period.value, form: form.value, than: than.value };
    const [question, told] = [ask, chip];
    dialog.close();
    desk.insert(question, told);
  }

  query.addEventListener('input', (event) => {
    if (query.value === '/') { dialog.close(); desk.slash(); return; }
    if (event.isComposing) return;
    clearTimeout(wait);
    wait = setTimeout(search, 150);
  });
  query.addEventListener('compositionend', () => search());
  query.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || !step || !rules.length) return;
    event.preventDefault();
    at = (at + step + rules.length) % rules.length;
    mark();
  });
  dialog.box.addEventListener('keydown', (event) => { if (event.key === 'Enter' && !event.isComposing && event.target.tagName !== 'BUTTON') { event.preventDefault(); insert(); } });
  [unit, period, than, form].forEach((one) => one.addEventListener('change', value));
  query.focus();
  search(true);
}
