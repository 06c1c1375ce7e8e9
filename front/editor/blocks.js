// What a line of the report is: paragraph or heading of a level, on its own line or with the text going on.
import { TextSelection } from 'prosemirror-state';
import { toggleMark } from 'prosemirror-commands';
import { schema, newBlockId } from './schema.js';
import { leadOf } from './manuscript.js';

const { paragraph, heading, bullet } = schema.nodes;
const LINES = new Set([paragraph, heading, bullet]);

/** Return the line the cursor stands in: { node, pos, index, level, runIn }; null outside paragraphs, headings and lists. */
export function lineAt(state) {
  const { $head } = state.selection;
  if ($head.depth < 1) return null;
  const node = $head.node(1), pos = $head.before(1), index = $head.index(0);
  if (node.type === heading) return { node, pos, index, level: node.attrs.level, runIn: false };
  if (node.type === bullet) return { node, pos, index, level: 'list', runIn: false };
  if (node.type !== paragraph) return null;
  const { mark } = leadOf(node);
  return { node, pos, index, level: mark ? mark.attrs.level : 0, runIn: !!mark };
}

function leadEnd(line) {
  let end = line.pos + 1;
  const { count } = leadOf(line.node);
  for (let at = 0; at < count; at += 1) end += line.node.child(at).nodeSize;
  return end;
}

/** Make the chosen lines headings of a level, paragraphs (level 0) or lines of a list (level 'list'). */
export function setLevel(view, level) {
  const { state } = view, { from, to } = state.selection, tr = state.tr;
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (!LINES.has(node.type)) return node.type === schema.nodes.doc;
    const { id } = node.attrs, { mark } = node.type === paragraph ? leadOf(node) : { mark: null };
    if (mark) {
      const end = leadEnd({ node, pos });
      if (level) tr.addMark(pos + 1, end, schema.marks.lead.create({ id: mark.attrs.id, level }));
      else tr.removeMark(pos + 1, end, schema.marks.lead);
    } else if (level === 'list') tr.setNodeMarkup(pos, bullet, { id });
    else if (level) tr.setNodeMarkup(pos, heading, { id, level, run_in: false });
    else tr.setNodeMarkup(pos, paragraph, { id });
    return false;
  });
  if (tr.docChanged) view.dispatch(tr);
  view.focus();
}

/** Let the text go on after the heading, or put the heading on its own line. Return whether it could be done. */
export function toggleRunIn(view) {
  const { state } = view, line = lineAt(state), { lead } = schema.marks;
  if (!line || !line.level) return false;
  const tr = state.tr;
  if (line.runIn) {
    const end = leadEnd(line), { mark, count } = leadOf(line.node);
    const rest = Array.from({ length: line.node.childCount - count }, (_, at) => line.node.child(count + at));
    const head = heading.create({ id: mark.attrs.id, level: mark.attrs.level, run_in: false }, line.node.content.cut(0, end - line.pos - 1));
    tr.replaceWith(line.pos, line.pos + line.node.nodeSize, [head, paragraph.create(line.node.attrs, rest)]);
    tr.removeMark(line.pos, line.pos + head.nodeSize, lead);
    tr.setSelection(TextSelection.create(tr.doc, line.pos + 1 + head.content.size));
  } else {
    const next = state.doc.maybeChild(line.index + 1);
    if (!line.node.content.size) return false;
    const goesOn = next && next.type === paragraph && !leadOf(next).mark;
    const content = goesOn ? line.node.content.append(next.content) : line.node.content;
    const made = paragraph.create({ id: goesOn ? next.attrs.id : newBlockId() }, content);
    const end = line.pos + 1 + line.node.content.size;
    tr.replaceWith(line.pos, line.pos + line.node.nodeSize + (goesOn ? next.nodeSize : 0), made);
    tr.addMark(line.pos + 1, end, lead.create({ id: line.node.attrs.id, level: line.level }));
    tr.setSelection(TextSelection.create(tr.doc, end));
  }
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}

/** Set the chosen words in 楷体 or 黑体, or take that back. */
export function toggleFace(view, name) {
  toggleMark(schema.marks[name])(view.state, view.dispatch);
  view.focus();
}

/** Return which faces the chosen words have. */
export function faces(state) {
  const { from, to, empty, $from } = state.selection;
  const has = (mark) => (empty ? !!mark.isInSet(state.storedMarks || $from.marks()) : state.doc.rangeHasMark(from, to, mark));
  return { kai: has(schema.marks.kai), hei: has(schema.marks.hei) };
}

/** Return the ids of the block the cursor stands in; a lead and its paragraph are two. */
export function blockIdsAt(state) {
  const { $head } = state.selection;
  if ($head.depth < 1) return [];
  const node = $head.node(1), { mark } = node.type === paragraph ? leadOf(node) : { mark: null };
  return [node.attrs.id, mark && mark.attrs.id].filter(Boolean);
}

/** Return where the block with that id begins; -1 where there is none. */
export function blockPos(doc, id) {
  let found = -1;
  doc.forEach((node, pos) => {
    const { mark } = node.type === paragraph ? leadOf(node) : { mark: null };
    if (found < 0 && (node.attrs.id === id || (mark && mark.attrs.id === id))) found = pos;
  });
  return found;
}
