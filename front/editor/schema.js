// What a manuscript may hold while it is edited, and how each piece stands on the paper.
import { Schema } from 'prosemirror-model';

const LEVELS = ['h2', 'h3', 'h4', 'h5'];

/** Return the attributes of a chip that a piece of pasted HTML carries; false where it carries none. */
function chipOf(dom) {
  let told;
  try { told = JSON.parse(dom.getAttribute('data-chip')); } catch (fault) { return false; }
  if (!told || typeof told.text !== 'string' || !told.text) return false;
  const state = ['auto', 'locked', 'typed'].includes(told.state) ? told.state : 'typed';
  if (state !== 'typed' && (!told.ask || typeof told.ask !== 'object')) return false;
  return {
    id: String(told.id || ''), ask: state === 'typed' ? null : told.ask, state, text: told.text,
    position: Number.isInteger(told.position) ? told.position : null,
    typed_source: String(told.typed_source || ''),
  };
}

function levelOf(dom) {
  const told = /\bl([1-4])\b/.exec(dom.className);
  return told ? Number(told[1]) : Math.min(4, Number(dom.nodeName[1]) || 1);
}

const idOf = (dom) => dom.getAttribute('data-id') || null;

const nodes = {
  doc: { content: 'title addressee block+' },
  // What goes out on a channel: lines without a title of their own, for that stands in a field.
  item_doc: { content: '(paragraph | heading | bullet)+' },
  bullet: {
    content: 'inline*', defining: true, attrs: { id: { default: null } },
    parseDOM: [{ tag: 'li', context: 'item_doc//' }, { tag: 'p.bullet', priority: 60, context: 'item_doc//', getAttrs: (dom) => ({ id: idOf(dom) }) }],
    toDOM: (node) => ['p', { class: 'bullet', 'data-id': node.attrs.id }, 0],
  },
  title: { content: 'title_line+', parseDOM: [{ tag: 'header.doc-title' }], toDOM: () => ['header', { class: 'doc-title' }, 0] },
  title_line: { content: 'text*', marks: '', parseDOM: [{ tag: 'p.title-line', priority: 60 }], toDOM: () => ['p', { class: 'title-line' }, 0] },
  addressee: { content: 'text*', marks: '', parseDOM: [{ tag: 'p.addressee', priority: 60 }], toDOM: (node) => ['p', { class: node.content.size ? 'addressee' : 'addressee none' }, 0] },
  paragraph: {
    group: 'block', content: 'inline*', attrs: { id: { default: null } },
    parseDOM: [{ tag: 'p', getAttrs: (dom) => ({ id: idOf(dom) }) }],
    toDOM: (node) => ['p', { class: 'para', 'data-id': node.attrs.id }, 0],
  },
  heading: {
    group: 'block', content: 'inline*', defining: true,
    attrs: { id: { default: null }, level: { default: 1 }, run_in: { default: false } },
    parseDOM: [{ tag: 'h1,h2,h3,h4,h5,h6', getAttrs: (dom) => ({ id: idOf(dom), level: levelOf(dom) }) }],
    toDOM: (node) => [LEVELS[node.attrs.level - 1], { class: `hd l${node.attrs.level}`, 'data-id': node.attrs.id }, 0],
  },
  table: {
    group: 'block', content: 'caption head row+', isolating: true, defining: true,
    attrs: { id: { default: null }, align: { default: '' }, chart: { default: null } },
    parseDOM: [{ tag: 'table', getAttrs: (dom) => ({ id: idOf(dom), align: dom.getAttribute('data-align') || '', chart: JSON.parse(dom.getAttribute('data-chart') || 'null') }) }],
    toDOM: (node) => ['table', { class: node.attrs.chart ? 'tb charted' : 'tb', 'data-id': node.attrs.id, 'data-align': node.attrs.align, 'data-chart': JSON.stringify(node.attrs.chart) }, 0],
  },
  caption: { content: 'text*', marks: '', isolating: true, parseDOM: [{ tag: 'caption' }], toDOM: () => ['caption', 0] },
  head: { content: 'column+', parseDOM: [{ tag: 'tr[data-head]', priority: 60 }], toDOM: () => ['tr', { 'data-head': '' }, 0] },
  column: { content: 'text*', marks: '', isolating: true, parseDOM: [{ tag: 'th' }], toDOM: () => ['th', { scope: 'col' }, 0] },
  row: { content: 'cell+', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
  cell: { content: 'inline*', isolating: true, parseDOM: [{ tag: 'td' }], toDOM: () => ['td', 0] },
  text: { group: 'inline' },
  figure: {
    group: 'inline', inline: true, atom: true, selectable: true, draggable: false,
    attrs: { id: {}, ask: { default: null }, state: { default: 'auto' }, text: {}, position: { default: null }, typed_source: { default: '' } },
    leafText: (node) => node.attrs.text,
    parseDOM: [{ tag: 'span[data-chip]', priority: 60, getAttrs: chipOf }],
    toDOM: (node) => ['span', { class: `fg ${node.attrs.state}`, 'data-chip': JSON.stringify(node.attrs) }, node.attrs.text],
  },
};

const marks = {
  // A heading on whose line the paragraph goes on: the first words of a paragraph bear it.
  lead: {
    attrs: { id: { default: null }, level: { default: 2 } }, inclusive: false, excludes: '_',
    parseDOM: [{ tag: 'span.lead', getAttrs: (dom) => ({ id: idOf(dom), level: levelOf(dom) }) }],
    toDOM: (mark) => ['span', { class: `lead l${mark.attrs.level}`, 'data-id': mark.attrs.id }, 0],
  },
  kai: { excludes: 'hei', parseDOM: [{ tag: 'span.kai' }], toDOM: () => ['span', { class: 'kai' }, 0] },
  hei: { excludes: 'kai', parseDOM: [{ tag: 'span.hei' }], toDOM: () => ['span', { class: 'hei' }, 0] },
};

export const schema = new Schema({ nodes, marks });

/** Return a new id of a block, as manuscripts keep them. */
export function newBlockId() { return random('abcdefghijklmnopqrstuvwxyz0123456789', 8); }

/** Return a new id of a chip. */
export function newChipId() { return `c${random('0123456789abcdef', 8)}`; }

function random(letters, length) {
  const dice = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(dice, (number) => letters[number % letters.length]).join('');
}
