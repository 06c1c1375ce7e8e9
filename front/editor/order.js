// Keeps the document in order after each change: an id for every block and chip, leads in front, tables square.
import { Plugin } from 'prosemirror-state';
import { schema, newBlockId, newChipId } from './schema.js';
import { leadOf } from './manuscript.js';

export const copied = 'copied'; // meta: pairs of a chip's id and the id of its copy

function mendIds(doc, tr, pairs) {
  const blocks = new Map(), chips = new Set();
  doc.descendants((node, pos) => {
    if (node.type === schema.nodes.figure) {
      if (!node.attrs.id || chips.has(node.attrs.id)) {
        const id = newChipId();
        tr.setNodeMarkup(pos, null, { ...node.attrs, id }, node.marks);
        if (node.attrs.id) pairs.push([node.attrs.id, id]);
        chips.add(id);
      } else chips.add(node.attrs.id);
      return false;
    }
    if (node.type.spec.group !== 'block' && node.type !== schema.nodes.bullet) return true;
    const before = node.attrs.id && blocks.get(node.attrs.id);
    if (!node.attrs.id) give(tr, pos, node);
    // Of two halves the one with the words keeps the name: comments are tied to it.
    else if (before && !before.node.content.size && node.content.size) { give(tr, before.pos, before.node); blocks.set(node.attrs.id, { node, pos }); }
    else if (before) give(tr, pos, node);
    else blocks.set(node.attrs.id, { node, pos });
    return true;
  });
  mendLeads(doc, tr, blocks);
}

function give(tr, pos, node) { tr.setNodeMarkup(pos, null, { ...node.attrs, id: newBlockId() }); }

function mendLeads(doc, tr, blocks) {
  const known = new Set(blocks.keys()), { lead } = schema.marks;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const { mark, count } = node.type === schema.nodes.paragraph ? leadOf(node) : { mark: null, count: 0 };
    let at = pos + 1, end = at;
    node.forEach((piece, _, index) => {
      if (index < count) end += piece.nodeSize;
      else if (lead.isInSet(piece.marks)) tr.removeMark(at, at + piece.nodeSize, lead);
      at += piece.nodeSize;
    });
    if (mark && (!mark.attrs.id || known.has(mark.attrs.id))) {
      tr.addMark(pos + 1, end, lead.create({ ...mark.attrs, id: newBlockId() }));
    } else if (mark) known.add(mark.attrs.id);
    return false;
  });
}

function mendTables(doc, tr) {
  doc.forEach((table, offset) => {
    if (table.type !== schema.nodes.table) return;
    const widths = [];
    table.forEach((row, _, index) => { if (index) widths.push(row.childCount); });
    const width = Math.max(...widths);
    if (widths.some((one) => one !== width)) {
      table.forEach((row, at, index) => {
        const missing = index ? width - row.childCount : 0;
        if (!missing) return;
        const kind = index === 1 ? schema.nodes.column : schema.nodes.cell;
        tr.insert(tr.mapping.map(offset + 1 + at + row.nodeSize - 1), Array.from({ length: missing }, () => kind.create()));
      });
    }
    const align = (table.attrs.align + 'l'.repeat(width)).slice(0, width);
    const { chart } = table.attrs, lost = chart && chart.column >= width;
    if (align !== table.attrs.align || lost) {
      const place = tr.mapping.map(offset);
      tr.setNodeMarkup(place, null, { ...tr.doc.nodeAt(place).attrs, align, chart: lost ? null : chart });
    }
  });
}

/** Return the plugin that keeps the document in order. */
export function order() {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      const { $from, empty } = after.selection;
      const pairs = [], tr = after.tr;
      if (transactions.some((one) => one.docChanged)) { mendIds(after.doc, tr, pairs); mendTables(after.doc, tr); }
      if (pairs.length) tr.setMeta(copied, pairs);
      if (tr.docChanged) return tr;
      // Before the first letter of a lead one writes the lead.
      if (empty && $from.parentOffset === 0 && $from.parent.type === schema.nodes.paragraph && !after.storedMarks) {
        const { mark } = leadOf($from.parent);
        if (mark) return after.tr.setStoredMarks([mark]);
      }
      return null;
    },
  });
}
