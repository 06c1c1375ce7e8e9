// An item's text as its lines, and as the editor holds it: there and back.
import { schema, newBlockId, newChipId } from './schema.js';
import { linesOf, textOf } from './text_form.js';

const { item_doc, heading, paragraph, bullet, figure } = schema.nodes;

const inline = ({ text, source }) => (source ? figure.create({ id: newChipId(), ask: { source }, text }) : schema.text(text));

function node({ sort, level, pieces }) {
  const content = pieces.map(inline), id = newBlockId();
  if (sort === 'heading') return heading.create({ id, level }, content);
  return (sort === 'bullet' ? bullet : paragraph).create({ id }, content);
}

/** Return the lines of a text as nodes. */
export function nodesOf(text) { return linesOf(text).map(node); }

/** Return the editor's document of a text. */
export function toDoc(text) { return item_doc.create(null, nodesOf(text)); }

function piecesOf(block) {
  const pieces = [];
  block.forEach((one) => {
    const last = pieces[pieces.length - 1];
    if (one.type === figure) pieces.push({ text: one.attrs.text, source: one.attrs.ask.source });
    else if (last && !last.source) last.text += one.text;
    else pieces.push({ text: one.text });
  });
  return pieces;
}

/** Return the text that the editor holds. */
export function fromDoc(doc) {
  const lines = [];
  doc.forEach((block) => lines.push({ sort: block.type.name, level: block.attrs.level || 0, pieces: piecesOf(block) }));
  return textOf(lines);
}
