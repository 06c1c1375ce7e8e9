// Figures in the text: how a chip is drawn, what the server knows of it, and what one may do to it.
import { NodeSelection, Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { closeHistory } from 'prosemirror-history';
import { schema, newChipId } from './schema.js';
import { copied } from './order.js';

export const key = new PluginKey('chips');

export const STATES = {
  auto: { word: '自动取数', mark: '' },
  newer: { word: '有更新，待确认', mark: '新' },
  typed: { word: '手填，已注明来源', mark: '手' },
  locked: { word: '已锁定', mark: '锁' },
};

/** Return the value that the ledger has now where it is not the one that is printed; else null. */
export function newerOf(node, known) {
  if (node.attrs.state !== 'auto' || !known || !known.newer) return null;
  return known.newer.text === node.attrs.text ? null : known.newer;
}

/** Return every chip of a document: { node, pos, state, newer, known }. */
export function chipsIn(state) {
  const told = key.getState(state), list = [];
  state.doc.descendants((node, pos) => { if (node.type === schema.nodes.figure) list.push(seen(node, pos, told)); });
  return list;
}

function seen(node, pos, told) {
  const known = told.chips.get(node.attrs.id), newer = newerOf(node, known);
  return { node, pos, known, newer, state: newer ? 'newer' : node.attrs.state };
}

/** Return the chip that is chosen; null for none. */
export function chosen(state) {
  const { selection } = state;
  if (!(selection instanceof NodeSelection) || selection.node.type !== schema.nodes.figure) return null;
  return seen(selection.node, selection.from, key.getState(state));
}

class FigureView {
  constructor(node, decorations) {
    this.dom = document.createElement('span');
    this.dom.setAttribute('role', 'img');
    this.draw(node, decorations);
  }
  draw(node, decorations) {
    const told = decorations.map((one) => one.spec).find((spec) => spec.chip) || {};
    const state = told.newer ? 'newer' : node.attrs.state, { word } = STATES[state];
    this.node = node;
    this.dom.className = `fg ${state}${told.faulty ? ' faulty' : ''}${this.picked ? ' cur' : ''}`;
    this.dom.dataset.id = node.attrs.id;
    this.dom.textContent = node.attrs.text;
    const label = told.label ? `，${told.label}` : '';
    this.dom.setAttribute('aria-label', `${node.attrs.text}，${word}${label}${told.newer ? `，台账现在是 ${told.newer}` : ''}`);
    this.dom.dataset.mark = STATES[state].mark;
  }
  update(node, decorations) {
    if (node.type !== this.node.type) return false;
    this.draw(node, decorations);
    return true;
  }
  selectNode() { this.picked = true; this.dom.classList.add('cur'); }
  deselectNode() { this.picked = false; this.dom.classList.remove('cur'); }
  ignoreMutation() { return true; }
}

function decorations(state) {
  const told = key.getState(state);
  const list = chipsIn(state).map(({ node, pos, known, newer }) => Decoration.node(pos, pos + 1, {}, {
    chip: true, newer: newer ? newer.text : '', label: known ? known.label : node.attrs.typed_source, faulty: told.faulty.has(node.attrs.id),
  }));
  return DecorationSet.create(state.doc, list);
}

function chooseClicked(view, pos, node, at) {
  if (node.type !== schema.nodes.figure) return false;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
  return true;
}

/** Return the plugin that holds what the server knows of each chip, and draws the chips. */
export function chips() {
  return new Plugin({
    key,
    state: {
      init: () => ({ chips: new Map(), faulty: new Set() }),
      apply(tr, told) {
        const pairs = tr.getMeta(copied), news = tr.getMeta(key);
        if (!pairs && !news) return told;
        const known = news && news.all ? new Map(news.chips) : new Map([...told.chips, ...((news && news.chips) || [])]);
        (pairs || []).forEach(([from, to]) => { if (known.has(from)) known.set(to, known.get(from)); });
        return { chips: known, faulty: (news && news.faulty) || told.faulty };
      },
    },
    // One click chooses a chip by itself; of the clicks that follow quickly none may put the cursor before it.
    props: { decorations, handleDoubleClickOn: chooseClicked, handleTripleClickOn: chooseClicked, nodeViews: { figure: (node, view, getPos, told) => new FigureView(node, told) } },
  });
}

/** Tell the editor what the server says of its chips: { id: Chip }, and which have a finding. */
export function learn(view, chips, faulty) {
  view.dispatch(view.state.tr.setMeta(key, { chips: Object.entries(chips), faulty }).setMeta('addToHistory', false));
}

/** Make a change that is undone by itself, not together with what was written before or after it. */
export function alone(view, tr) {
  view.dispatch(closeHistory(tr));
  view.dispatch(closeHistory(view.state.tr));
}

/** Return the chip with that id; null where it is gone. */
export function chipById(state, id) { return chipsIn(state).find((one) => one.node.attrs.id === id) || null; }

function change(view, id, attrs) {
  const one = chipById(view.state, id);
  if (!one) return;
  const tr = view.state.tr.setNodeMarkup(one.pos, null, { ...one.node.attrs, ...attrs }, one.node.marks);
  alone(view, tr.setSelection(NodeSelection.create(tr.doc, one.pos)));
}

/** Print what the ledger has now, in one chip or in all of them; return how many changed. */
export function accept(view, only) {
  const list = chipsIn(view.state).filter((one) => one.newer && (!only || one.node.attrs.id === only));
  return printed(view, list.map((one) => [one, one.newer.text]));
}

function printed(view, list) {
  if (!list.length) return 0;
  const { tr, selection } = view.state;
  list.forEach(([{ node, pos }, text]) => tr.setNodeMarkup(pos, null, { ...node.attrs, text }, node.marks));
  if (selection instanceof NodeSelection) tr.setSelection(NodeSelection.create(tr.doc, selection.from));
  alone(view, tr);
  return list.length;
}

/** Print what was compiled: { id: text } of chips that follow the ledger; return how many changed. */
export function follow(view, texts) {
  const list = chipsIn(view.state).filter(({ node }) => node.attrs.state === 'auto' && texts[node.attrs.id] !== undefined && texts[node.attrs.id] !== node.attrs.text);
  return printed(view, list.map((one) => [one, texts[one.node.attrs.id]]));
}

export function lock(view, id, position) { change(view, id, { state: 'locked', position }); }
export function unlock(view, id) { change(view, id, { state: 'auto', position: null }); }
export function typeByHand(view, id, text, source) { change(view, id, { state: 'typed', ask: null, position: null, text, typed_source: source }); }

/** Put a figure where the cursor is, or in the place of the chip that is chosen. */
export function insertFigure(view, ask, chip) {
  const id = newChipId(), { state } = view;
  const node = schema.nodes.figure.create({ id, ask, state: 'auto', text: chip.text, position: null });
  const tr = state.tr.setMeta(key, { chips: [[id, chip]] });
  alone(view, tr.replaceSelectionWith(node, true).scrollIntoView());
  view.focus();
}

/** Choose the chip with that id and bring it into view; return whether it is there. */
export function choose(view, id) {
  const found = chipById(view.state, id);
  if (!found) return false;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, found.pos)).scrollIntoView());
  view.focus();
  return true;
}
