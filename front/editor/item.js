// The editor of an item's text: it stands over the form's field and writes what it holds back into it.
// What is posted, kept and checked is the field; where this does not run, the field is typed in.
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { history } from 'prosemirror-history';
import { server } from './api.js';
import { lineAt } from './blocks.js';
import { accept, alone, chips, chipsIn, choose, chosen, insertFigure, learn } from './chips.js';
import { fill, h, toast } from './dom.js';
import { figureLine } from './figure_line.js';
import { fromDoc, toDoc } from './item_doc.js';
import { itemKeys } from './item_keys.js';
import { pasteText, withoutStyle } from './item_paste.js';
import { keys } from './keys.js';
import { order } from './order.js';
import { openPalette } from './palette.js';
import { cleanForItem } from './paste.js';
import { figureButton, levelChoice, undoButtons } from './tools.js';

const LEVELS = [['0', '正文'], ['1', '一级标题'], ['2', '二级标题'], ['3', '三级标题'], ['4', '四级标题'], ['list', '列表']];
const HELP = '一行一段。标题、列表从上面选，或者在行首打“# ”“- ”；按 Ctrl+K 或 / 插入台账里的数字。';

class ItemDesk {
  constructor(root, field) {
    Object.assign(this, { root, field, last: null, asked: 0 });
    const bar = h('div', { class: 'bar2', role: 'toolbar', 'aria-label': '编辑正文' }), line = h('div', { class: 'figline', role: 'group', 'aria-label': '数字来源', hidden: true });
    const paper = h('div', { class: 'item-paper' });
    fill(root, h('div', { class: 'item-head' }, bar, line), paper);
    field.before(root);
    this.begin(field.value);
    this.view = this.makeView(paper);
    this.level = levelChoice(this, LEVELS);
    this.undoing = undoButtons(this);
    fill(bar, this.level.select, h('i', {}), figureButton(this), h('i', {}), this.undoing.buttons);
    this.line = figureLine(this, line);
    this.draw();
    // Going back, a browser may put what was typed into the field after this has run.
    window.addEventListener('pageshow', () => this.follow());
    const unit = document.getElementById('id_unit');
    if (unit) unit.addEventListener('change', () => this.look());
  }

  makeView(paper) {
    const { field } = this, label = document.querySelector(`label[for=${field.id}]`), help = document.getElementById(`${field.id}_help`);
    label.id = `${field.id}_label`;
    label.addEventListener('click', () => this.view.focus());
    if (help) help.textContent = HELP;
    const told = { 'aria-labelledby': label.id, role: 'textbox', 'aria-multiline': 'true', spellcheck: 'false' };
    for (const name of ['aria-describedby', 'aria-invalid']) if (field.hasAttribute(name)) told[name] = field.getAttribute(name);
    const deeds = {
      palette: () => this.palette(), save: () => field.form.querySelector('.bar-acts .btn.pri').click(), panel: () => this.line.focus(), next: () => this.next(),
      accept: () => { const one = chosen(this.view.state); return !!(one && one.newer && accept(this.view, one.node.attrs.id)); },
    };
    field.hidden = true;
    return new EditorView(paper, {
      state: EditorState.create({ doc: toDoc(field.value), plugins: [chips(), order(), history({ newGroupDelay: 800 }), ...itemKeys(), ...keys(deeds)] }),
      attributes: told,
      transformPastedHTML: (html) => cleanForItem(html),
      transformPasted: (slice) => withoutStyle(slice, () => this.say('从报告里贴来的数字按文字放进来了；要取自台账，请用“插入数字”。')),
      clipboardTextParser: (text) => pasteText(text),
      dispatchTransaction: (tr) => this.dispatch(tr),
    });
  }

  /** Remember the text as it was laid in: while it stands so, the field keeps its very letters. */
  begin(text) { this.laid = text; this.written = fromDoc(toDoc(text)); }

  dispatch(tr) {
    const before = this.view.state;
    this.view.updateState(before.apply(tr));
    if (this.view.state.doc !== before.doc) this.write();
    if (!this.drawing) this.drawing = requestAnimationFrame(() => { this.drawing = 0; this.draw(); });
  }

  write() {
    const text = fromDoc(this.view.state.doc);
    this.field.value = text === this.written ? this.laid : text;
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  follow() {
    const text = fromDoc(this.view.state.doc), { value } = this.field;
    if (value === text || (value === this.laid && text === this.written)) return;
    const doc = toDoc(value), { tr } = this.view.state;
    alone(this.view, tr.replaceWith(0, tr.doc.content.size, doc.content));
  }

  draw() {
    const { state } = this.view;
    this.level.draw(lineAt(state));
    this.undoing.draw(state);
    this.line.draw();
    // What was pasted or typed as a mark is looked up once the hands rest; where that failed it stays unknown.
    const unknown = chipsIn(state).filter((one) => !one.known).map((one) => one.node.attrs.id).join();
    if (!unknown || unknown === this.sought) return;
    this.sought = unknown;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.look(), 400);
  }

  say(text) { toast(text); }
  api() { const unit = document.getElementById('id_unit'); return server(`${this.root.dataset.base}${(unit && unit.value) || this.root.dataset.unit}/`); }

  /** Ask what the ledger tells now of every figure in the text. */
  async look() {
    const list = chipsIn(this.view.state), mine = this.asked += 1;
    if (!list.length) return;
    let told;
    try { told = (await this.api().figures(list.map(({ node }) => ({ source: node.attrs.ask.source })))).figures; } catch (fault) { return; }
    if (mine !== this.asked) return;
    const known = {}, faulty = new Set();
    list.forEach(({ node }, at) => {
      const { id, text } = node.attrs, one = told[at];
      if (one.error) faulty.add(id);
      known[id] = one.error ? { label: one.error, error: one.error, newer: null } : { ...one, newer: one.text === text ? null : { text: one.text, value: one.value } };
    });
    learn(this.view, known, faulty);
  }

  next() {
    const list = chipsIn(this.view.state).filter((one) => one.newer), at = this.view.state.selection.from;
    if (list.length) choose(this.view, (list.find((one) => one.pos > at) || list[0]).node.attrs.id);
    return true;
  }

  palette() {
    if (document.querySelector('dialog.palette')) return;
    const desk = this, back = () => this.view.focus();
    openPalette({
      api: this.api(), get last() { return desk.last; }, set last(told) { desk.last = told; }, back,
      insert: (ask, chip) => insertFigure(this.view, { source: chip.source }, chip), slash: () => { this.view.dispatch(this.view.state.tr.insertText('/')); back(); },
    });
  }
}

const root = document.getElementById('editor'), field = document.getElementById('id_text');
if (root && field) root.desk = new ItemDesk(root, field);
