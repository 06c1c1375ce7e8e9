// The editor of a report: the paper, and around it where its figures come from and whether it is saved.
import { EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { history } from 'prosemirror-history';
import { server } from './api.js';
import { blockPos } from './blocks.js';
import { accept, alone, chips, chipsIn, choose, chosen, follow, insertFigure, learn } from './chips.js';
import { commentPanel } from './comments.js';
import { showConflict } from './conflict.js';
import { fill, h, toast } from './dom.js';
import { keys } from './keys.js';
import { fromDoc, toDoc } from './manuscript.js';
import { savedState } from './notice.js';
import { order } from './order.js';
import { outline, placeName } from './outline.js';
import { openPalette } from './palette.js';
import { figurePanel } from './panel.js';
import { cleanHtml, parseText } from './paste.js';
import { showPaper } from './preview.js';
import { Saving } from './saving.js';
import { shelf } from './shelf.js';
import { toolbar } from './toolbar.js';

const REFRESHED = 60000;
const byId = (id) => document.getElementById(id);
const faultyOf = (findings) => new Set(findings.filter((one) => one.chip && one.kind !== 'note').map((one) => one.chip));

class Desk {
  constructor(root, draft) {
    const { base, edits, login } = root.dataset;
    Object.assign(this, { root, base, findings: draft.findings, comments: draft.comments, position: draft.position, dated: draft.dated || '', count: draft.pages });
    this.mayEdit = edits === '1';
    this.api = server(base);
    this.last = null;
    this.view = this.makeView(draft);
    this.saving = new Saving({
      api: this.api, shelf: shelf(login, draft.report), draft, read: () => this.read(), busy: () => this.view.composing,
      told: (state, more) => this.showSaved(state, more), learned: (answer) => this.learned(answer),
    });
    this.saving.begin(this.read());
    this.panel = figurePanel(this, byId('panel-figure'));
    this.notes = commentPanel(this, byId('panel-notes'));
    this.outline = outline(this, byId('outline'));
    this.bar = this.mayEdit ? toolbar(this, byId('bar')) : null;
    learn(this.view, draft.chips, faultyOf(draft.findings));
    this.listen();
    this.showDated();
    this.draw();
    if (this.mayEdit) this.unshelve(draft);
  }

  makeView(draft) {
    const deeds = {
      palette: () => this.palette(), save: () => this.saving.flush(), panel: () => this.openPanel('figure', true), comment: () => this.comment(),
      accept: () => { const one = chosen(this.view.state); return !!(one && one.newer && accept(this.view, one.node.attrs.id)); }, next: () => this.outline.nextNewer(),
    };
    const notes = new Plugin({ props: { decorations: (state) => this.noted(state) } });
    return new EditorView(byId('paper'), {
      state: EditorState.create({ doc: toDoc(draft.manuscript, draft.addressee || ''), plugins: [chips(), order(), history({ newGroupDelay: 800 }), notes, ...keys(deeds)] }),
      editable: () => this.mayEdit,
      attributes: { 'aria-label': '报告正文', role: 'textbox', 'aria-multiline': 'true', spellcheck: 'false' },
      transformPastedHTML: cleanHtml,
      clipboardTextParser: parseText,
      dispatchTransaction: (tr) => this.dispatch(tr),
    });
  }

  dispatch(tr) {
    const before = this.view.state;
    this.view.updateState(before.apply(tr));
    if (!this.saving) return;
    if (this.view.state.doc !== before.doc) this.saving.changed();
    if (!this.drawing) this.drawing = requestAnimationFrame(() => { this.drawing = 0; this.draw(); });
  }

  draw() {
    const one = chosen(this.view.state);
    if (this.bar) this.bar.draw();
    this.outline.draw();
    if (one && this.root.dataset.panel !== 'figure') this.openPanel('figure');
    if (this.root.dataset.panel === 'figure' && !this.panel.show()) this.openPanel('');
    if (one) this.uncover(one.pos);
    if (this.root.dataset.panel === 'notes') this.notes.draw();
    const open = this.comments.filter((comment) => !comment.done_at).length;
    byId('notes-count').textContent = open ? String(open) : '';
  }

  // What is seen but not kept: which blocks have comments, how the columns of a table stand.
  noted(state) {
    const list = [];
    state.doc.forEach((table, pos) => {
      if (table.type.name !== 'table') return;
      table.forEach((row, at, index) => {
        if (index > 1) row.forEach((cell, inside, column) => list.push(Decoration.node(pos + at + inside + 2, pos + at + inside + 2 + cell.nodeSize, { class: `a${table.attrs.align[column] || 'l'}` })));
      });
    });
    const open = new Set(this.comments.filter((one) => !one.done_at && one.block).map((one) => blockPos(state.doc, one.block)));
    open.forEach((pos) => { if (pos >= 0) list.push(Decoration.node(pos, pos + state.doc.nodeAt(pos).nodeSize, { class: 'noted' })); });
    return DecorationSet.create(state.doc, list);
  }

  read() { return { ...fromDoc(this.view.state.doc), dated: this.dated }; }
  say(text) { toast(text); }
  place(pos) { return placeName(this.view.state.doc, pos); }
  pages() { return this.count ? `上一稿 ${this.count} 页` : ''; }
  setDated(value) { this.dated = value; this.saving.changed(); this.showDated(); }
  showDated() { const [year, month, day] = this.dated.split('-').map(Number); byId('dated-text').textContent = day ? `${year}年${month}月${day}日` : ''; }
  saved() { return this.saving.flush(); }

  // On a phone the panel covers the lower half: the chosen chip is kept above it.
  uncover(pos) {
    if (pos === this.shown || !window.matchMedia('(max-width:720px)').matches) { this.shown = pos; return; }
    this.shown = pos;
    const dom = this.view.nodeDOM(pos), bottom = dom ? dom.getBoundingClientRect().bottom : 0;
    if (bottom > window.innerHeight * 0.42) window.scrollBy(0, bottom - window.innerHeight * 0.36);
  }

  /** Put the cursor into the block at that place and bring it into sight. */
  go(pos) {
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.near(this.view.state.doc.resolve(pos + 1))));
    const dom = this.view.nodeDOM(pos);
    this.root.classList.remove('show-outline');
    if (dom && dom.scrollIntoView) dom.scrollIntoView({ block: 'center' });
    if (this.mayEdit) this.view.focus();
  }

  openPanel(name, focus) {
    this.root.dataset.panel = name;
    byId('panel-figure').hidden = name !== 'figure';
    byId('panel-notes').hidden = name !== 'notes';
    byId('panel-empty').hidden = !!name;
    if (name === 'notes') this.notes.draw();
    if (focus && name === 'figure') this.panel.focus();
  }
  closePanel() { this.panel.leave(); this.openPanel(''); this.view.dispatch(this.view.state.tr.setSelection(TextSelection.near(this.view.state.selection.$to))); this.view.focus(); }
  comment() { this.openPanel('notes'); this.notes.write(); }
  changedComments() { this.view.updateState(this.view.state); this.draw(); }

  palette() {
    if (!this.mayEdit || document.querySelector('dialog.palette')) return;
    const desk = this;
    openPalette({
      api: this.api, get last() { return desk.last; }, set last(told) { desk.last = told; },
      insert: (ask, chip) => insertFigure(this.view, ask, chip), slash: () => { this.view.dispatch(this.view.state.tr.insertText('/')); this.view.focus(); }, back: () => this.view.focus(),
    });
  }

  learned(answer) {
    this.findings = answer.findings;
    this.position = answer.position;
    learn(this.view, answer.chips, faultyOf(answer.findings));
    this.panel.forget();
    this.draw();
  }

  /** Ask what the ledger and the others say now; where nothing waits to be saved, take the newest manuscript. */
  async refresh() {
    if (document.visibilityState !== 'visible' || this.saving.state !== 'saved' || this.saving.open) return;
    const draft = await this.api.draft().catch(() => null);
    if (!draft || this.saving.state !== 'saved' || this.saving.open) return;
    this.comments.splice(0, this.comments.length, ...draft.comments);
    if (draft.version !== this.saving.version && this.mayEdit) {
      this.saving.version = draft.version;
      this.take(draft);
      this.saving.begin(this.read());
      this.say('这份报告在别处改过，已换成最新的一稿；Ctrl+Z 可以看原来的。');
    }
    this.learned(draft);
    this.changedComments();
  }

  showSaved(state, more) {
    savedState({ line: byId('saved'), strip: byId('strip') }, state, more, { again: () => this.saving.flush(), compare: () => this.compare() });
    if (state === 'conflict') { this.by = (more.theirs && more.theirs.by) || ''; this.compare(); }
  }

  /** Show what others saved beside what stands here, and save what is chosen of both. */
  async compare() {
    const draft = await this.api.draft().catch((fault) => { this.saving.failed(fault); return null; });
    if (!draft || document.querySelector('dialog.conflict')) return;
    // The server may write its keys in another order; what is compared is what the editor holds.
    const theirs = { ...fromDoc(toDoc(draft.manuscript, draft.addressee || '')), dated: draft.dated || '' };
    showConflict({ base: this.saving.base, mine: this.read(), theirs, by: this.by, settle: (told) => { this.take(told); this.saving.settled(draft.version, theirs); } });
  }

  /** Take another manuscript, addressee and date in the place of these. */
  take({ manuscript, addressee, dated }) {
    this.dated = dated || '';
    this.outline.setDated(this.dated);
    this.showDated();
    this.replace(manuscript, addressee || '');
  }

  /** Put another manuscript in the place of this one, as one step that can be undone. */
  replace(manuscript, addressee) {
    const doc = toDoc(manuscript, addressee), old = this.view.state.doc;
    if (old.eq(doc)) return;
    alone(this.view, this.view.state.tr.replaceWith(0, old.content.size, doc.content));
  }

  /** Bring back what could not be saved the last time. */
  unshelve(draft) {
    const kept = this.saving.shelf.take();
    if (!kept) return;
    const { manuscript, addressee, dated, version, base } = kept;
    if (JSON.stringify({ manuscript, addressee, dated }) === JSON.stringify(this.read())) { this.saving.shelf.clear(); return; }
    this.take(kept);
    if (version === draft.version) { this.say('上次没有存上的文字已经放回来了，Ctrl+Z 可以退回。'); return; }
    this.saving.base = base;
    this.saving.say('conflict');
  }

  /** Save, and compile what is saved; return what the server says. Raises the refusal in words. */
  async compile() {
    if (!await this.saved()) throw new Error('文字还没有存上，请先按上面的提示处理。');
    let told;
    try { told = await this.api.compile(this.saving.version); } catch (fault) {
      if (fault.told && fault.told.manuscript) this.saving.failed(fault);
      throw fault;
    }
    const texts = {};
    told.manuscript.blocks.forEach((block) => (block.rows ? block.rows.flat(2) : block.inlines).forEach((piece) => { if (piece.type === 'figure') texts[piece.id] = piece.text; }));
    this.saving.version = told.version;
    told.followed = follow(this.view, texts);
    this.saving.begin(this.read());
    this.saving.flush();
    this.count = told.pages;
    this.learned(told);
    return told;
  }

  newer() { return chipsIn(this.view.state).filter((one) => one.newer); }

  /** Compile, and send for signature where nothing is open. */
  async send() {
    const button = byId('send-button');
    button.disabled = true;
    try {
      if (!await this.saved()) throw new Error('文字还没有存上，请先按上面的提示处理。');
      this.learned(await this.api.draft());
      const newer = this.newer();
      if (newer.length) { choose(this.view, newer[0].node.attrs.id); this.say(`有 ${newer.length} 处数字有更新，请先确认。`); return; }
      const told = await this.compile(), stops = told.findings.filter((one) => one.kind !== 'note');
      if (told.followed) { this.say(`编的时候台账又有变动，${told.followed} 个数字已换成新值，请看过再送。`); return; }
      if (stops.length) { this.root.classList.add('show-outline'); this.say(`还有 ${stops.length} 处没有完成，见左边的校核。`); return; }
      const form = byId('send');
      form.elements.seen.value = told.run;
      form.submit();
    } catch (fault) { this.say(`没有送出：${fault.message}`); } finally { button.disabled = false; }
  }

  listen() {
    const { saving } = this, on = (id, deed) => { const one = byId(id); if (one) one.addEventListener('click', deed); };
    on('outline-button', () => this.root.classList.toggle('show-outline'));
    on('notes-button', () => (this.root.dataset.panel === 'notes' ? this.closePanel() : this.openPanel('notes')));
    on('print-button', () => window.print());
    on('preview-button', () => showPaper({ base: this.base, newer: this.newer().length, compile: () => this.compile() }));
    on('send-button', () => this.send());
    this.view.dom.addEventListener('blur', () => { if (saving.state === 'changed') saving.flush(); });
    window.addEventListener('focus', () => { saving.resume(); this.refresh(); });
    setInterval(() => this.refresh(), REFRESHED);
    document.querySelector('.src').addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) this.closePanel(); });
    window.addEventListener('online', () => saving.resume());
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') saving.leave(); else saving.resume(); });
    window.addEventListener('pagehide', () => saving.leave());
    window.addEventListener('beforeunload', (event) => { if (saving.open && !['saved', 'changed', 'saving'].includes(saving.state)) { event.preventDefault(); event.returnValue = ''; } });
    document.addEventListener('keydown', (event) => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey || this.view.hasFocus() || document.querySelector('dialog[open]')) return;
      if (event.key === 'k' || event.key === '/') { event.preventDefault(); this.palette(); }
      if (event.key === 's') { event.preventDefault(); saving.flush(); }
    });
  }
}

/** Fetch the manuscript and open the desk; say in words where that cannot be done. */
async function open() {
  const root = byId('editor');
  if (!root) return;
  let draft;
  try { draft = await server(root.dataset.base).draft(); } catch (fault) {
    fill(byId('waiting'), h('p', { class: 'notice bad', role: 'alert' }, `稿子没有取到：${fault.message}。请刷新页面再试。`));
    return;
  }
  byId('waiting').remove();
  root.classList.add('open');
  // What needs the editor appears with it.
  document.querySelectorAll('.rtop [hidden]').forEach((one) => { one.hidden = false; });
  root.desk = new Desk(root, draft);
}

open();
