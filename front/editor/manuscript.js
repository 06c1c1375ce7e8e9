// A manuscript as the server keeps it, and as the editor holds it: there and back, nothing lost.
import { schema, newBlockId } from './schema.js';

const STYLES = ['kai', 'hei'];

function inlineNode(inline, marks = []) {
  if (inline.type === 'figure') {
    const { id, ask, state, text, position, typed_source } = inline;
    return schema.nodes.figure.create({ id, ask: ask || null, state, text, position: position == null ? null : position, typed_source: typed_source || '' }, null, marks);
  }
  const own = marks.length || !STYLES.includes(inline.style) ? marks : [schema.marks[inline.style].create()];
  return inline.text ? schema.text(inline.text, own) : null;
}

const content = (inlines, marks) => inlines.map((inline) => inlineNode(inline, marks)).filter(Boolean);
const words = (text) => (text ? [schema.text(text)] : []);

function tableNode(block) {
  const { caption, column, head, row, cell, table } = schema.nodes;
  const { id, align, chart } = block;
  return table.create({ id, align, chart: chart || null }, [
    caption.create(null, words(block.caption)),
    head.create(null, block.columns.map((text) => column.create(null, words(text)))),
    ...block.rows.map((cells) => row.create(null, cells.map((inlines) => cell.create(null, content(inlines))))),
  ]);
}

function blockNodes(blocks) {
  const nodes = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at], next = blocks[at + 1];
    if (block.type === 'table') nodes.push(tableNode(block));
    else if (block.type === 'paragraph') nodes.push(schema.nodes.paragraph.create({ id: block.id }, content(block.inlines)));
    else if (block.run_in && block.inlines.length && next && next.type === 'paragraph') {
      const lead = schema.marks.lead.create({ id: block.id, level: block.level });
      nodes.push(schema.nodes.paragraph.create({ id: next.id }, [...content(block.inlines, [lead]), ...content(next.inlines)]));
      at += 1;
    } else nodes.push(schema.nodes.heading.create({ id: block.id, level: block.level, run_in: !!block.run_in }, content(block.inlines)));
  }
  return nodes.length ? nodes : [schema.nodes.paragraph.create({ id: newBlockId() })];
}

/** Return the editor's document of a manuscript and its addressee. */
export function toDoc(manuscript, addressee) {
  const { doc, title, title_line, addressee: to } = schema.nodes;
  const lines = manuscript.title.split('\n').map((text) => title_line.create(null, words(text)));
  return doc.create(null, [title.create(null, lines), to.create(null, words(addressee)), ...blockNodes(manuscript.blocks)]);
}

function inlinesOf(nodes) {
  const inlines = [];
  for (const node of nodes) {
    if (node.type === schema.nodes.figure) { inlines.push({ type: 'figure', ...node.attrs }); continue; }
    const style = STYLES.find((name) => schema.marks[name].isInSet(node.marks)) || '';
    const last = inlines[inlines.length - 1];
    if (last && last.type === 'text' && last.style === style) last.text += node.text;
    else inlines.push({ type: 'text', text: node.text, style });
  }
  return inlines;
}

const children = (node) => Array.from({ length: node.childCount }, (_, at) => node.child(at));

/** Return the lead mark that a paragraph begins with, and how many of its pieces bear it. */
export function leadOf(paragraph) {
  const pieces = children(paragraph);
  const mark = pieces.length ? schema.marks.lead.isInSet(pieces[0].marks) : null;
  if (!mark) return { mark: null, count: 0 };
  const end = pieces.findIndex((piece) => !mark.isInSet(piece.marks));
  return { mark, count: end < 0 ? pieces.length : end };
}

function blocksOf(node) {
  const { id } = node.attrs;
  if (node.type === schema.nodes.heading) {
    return [{ id, type: 'heading', level: node.attrs.level, run_in: node.attrs.run_in, inlines: inlinesOf(children(node)) }];
  }
  if (node.type === schema.nodes.table) {
    const [caption, head, ...rows] = children(node);
    return [{
      id, type: 'table', caption: caption.textContent, columns: children(head).map((one) => one.textContent),
      align: node.attrs.align, rows: rows.map((row) => children(row).map((cell) => inlinesOf(children(cell)))), chart: node.attrs.chart,
    }];
  }
  const pieces = children(node), { mark, count } = leadOf(node);
  const paragraph = { id, type: 'paragraph', inlines: inlinesOf(pieces.slice(count)) };
  if (!mark) return [paragraph];
  return [{ id: mark.attrs.id, type: 'heading', level: mark.attrs.level, run_in: true, inlines: inlinesOf(pieces.slice(0, count)) }, paragraph];
}

/** Return what the editor holds as the server keeps it: the manuscript and the addressee. */
export function fromDoc(doc) {
  const [title, addressee, ...blocks] = children(doc);
  return {
    manuscript: {
      version: 1,
      title: children(title).map((line) => line.textContent).join('\n'),
      blocks: blocks.flatMap(blocksOf),
    },
    addressee: addressee.textContent,
  };
}

/** Return a block of a manuscript as a reader sees it. */
export function plain(block) {
  const line = (inlines) => inlines.map((inline) => inline.text).join('');
  if (block.type !== 'table') return line(block.inlines);
  return [block.caption, block.columns.join(' | '), ...block.rows.map((row) => row.map(line).join(' | '))].join('\n');
}
