// What is pasted into an item: words and figures that name their source; marks in plain text are read as marks.
import { Fragment, Slice } from 'prosemirror-model';
import { nodesOf } from './item_doc.js';
import { schema } from './schema.js';
import { named } from './text_form.js';

function plain(node, lost) {
  if (node.isText) return schema.text(node.text);
  if (node.type === schema.nodes.figure) {
    const { ask, text } = node.attrs;
    if (ask && named({ text, source: ask.source })) return node.mark([]);
    lost();
    return schema.text(text);
  }
  return node.copy(within(node.content, lost));
}

function within(fragment, lost) {
  const nodes = [];
  fragment.forEach((node) => nodes.push(plain(node, lost)));
  return Fragment.from(nodes);
}

/** Return what is pasted without faces and leads; a figure that names no source of an item is words, and `lost` is told. */
export function withoutStyle(slice, lost) { return new Slice(within(slice.content, lost), slice.openStart, slice.openEnd); }

/** Return plain text as lines; empty ones are left out, one line alone goes on where the cursor stands. */
export function pasteText(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map((line) => line.replace(/^[\s\u3000]+|\s+$/g, '')).filter(Boolean);
  const nodes = lines.length ? nodesOf(lines.join('\n')) : [];
  const goesOn = nodes.length && nodes[0].type === schema.nodes.paragraph ? 1 : 0;
  return new Slice(Fragment.from(nodes), goesOn, nodes.length > 1 ? 1 : goesOn);
}
