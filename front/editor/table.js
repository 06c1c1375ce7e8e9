// Tables: rows and columns come and go, Tab walks the cells, alignment and the chart are chosen.
import { Selection, TextSelection } from 'prosemirror-state';
import { schema, newBlockId } from './schema.js';

/** Return where the cursor stands in a table: { table, pos, row, column, depth }; null outside. */
export function placeIn(state) {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 0; depth -= 1) {
    if ($head.node(depth).type !== schema.nodes.table) continue;
    const row = $head.index(depth);
    return { table: $head.node(depth), pos: $head.before(depth), row, column: row > 0 ? $head.index(depth + 1) : 0, depth };
  }
  return null;
}

function rowsOf(table) { return Array.from({ length: table.childCount - 1 }, (_, at) => table.child(at + 1)); }
function cellPos(pos, table, row, column) {
  let at = pos + 1;
  for (let index = 0; index < row; index += 1) at += table.child(index).nodeSize;
  if (row === 0) return at + 1;
  at += 1;
  for (let index = 0; index < column; index += 1) at += table.child(row).child(index).nodeSize;
  return at + 1;
}

function replaceTable(view, place, rows, attrs, cursor) {
  const { caption } = schema.nodes;
  const table = schema.nodes.table.create({ ...place.table.attrs, ...attrs }, [place.table.child(0) || caption.create(), ...rows]);
  const tr = view.state.tr.replaceWith(place.pos, place.pos + place.table.nodeSize, table);
  const row = Math.min(cursor.row, table.childCount - 1), column = row ? Math.min(cursor.column, table.child(row).childCount - 1) : 0;
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(cellPos(place.pos, table, row, column)))).scrollIntoView());
  view.focus();
}

const emptyLike = (row) => (row.type === schema.nodes.head ? schema.nodes.column.create() : schema.nodes.cell.create());
const widthOf = (table) => table.child(1).childCount;

/** Put a row under the cursor's, or take the cursor's row away. */
export function addRow(view) {
  const place = placeIn(view.state), rows = rowsOf(place.table), at = Math.max(place.row, 1);
  const cells = Array.from({ length: widthOf(place.table) }, () => schema.nodes.cell.create());
  rows.splice(at, 0, schema.nodes.row.create(null, cells));
  replaceTable(view, place, rows, {}, { row: at + 1, column: 0 });
}
export function removeRow(view) {
  const place = placeIn(view.state), rows = rowsOf(place.table);
  if (place.row < 2 || rows.length < 3) return;
  rows.splice(place.row - 1, 1);
  replaceTable(view, place, rows, {}, { row: Math.max(2, place.row - 1), column: place.column });
}

/** Put a column after the cursor's, or take the cursor's column away. */
export function addColumn(view) {
  const place = placeIn(view.state), at = place.column + 1, { align } = place.table.attrs;
  const rows = rowsOf(place.table).map((row) => {
    const cells = Array.from({ length: row.childCount }, (_, index) => row.child(index));
    cells.splice(at, 0, emptyLike(row));
    return row.type.create(null, cells);
  });
  const { chart } = place.table.attrs;
  const moved = chart && chart.column >= at ? { ...chart, column: chart.column + 1 } : chart;
  replaceTable(view, place, rows, { align: `${align.slice(0, at)}r${align.slice(at)}`, chart: moved }, { row: Math.max(1, place.row), column: at });
}
export function removeColumn(view) {
  const place = placeIn(view.state), { column } = place, { align, chart } = place.table.attrs;
  if (place.row < 1 || widthOf(place.table) < 2) return;
  const rows = rowsOf(place.table).map((row) => row.type.create(null, Array.from({ length: row.childCount }, (_, index) => row.child(index)).filter((_, index) => index !== column)));
  const moved = chart && chart.column - (chart.column > column ? 1 : 0);
  // A chart has its names in the first column: what comes to stand there can be drawn no more.
  const kept = chart && chart.column !== column && moved > 0 ? { ...chart, column: moved } : null;
  replaceTable(view, place, rows, { align: align.slice(0, column) + align.slice(column + 1), chart: kept }, { row: place.row, column: Math.max(0, column - 1) });
}
export function removeTable(view) {
  const place = placeIn(view.state);
  const tr = view.state.tr.delete(place.pos, place.pos + place.table.nodeSize);
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(place.pos, tr.doc.content.size)))));
  view.focus();
}

/** Align the cursor's column: l, c or r. */
export function alignColumn(view, letter) {
  const place = placeIn(view.state), { align } = place.table.attrs;
  setAttrs(view, place, { align: align.slice(0, place.column) + letter + align.slice(place.column + 1) });
}
/** Choose the chart above the table: null, or { kind, column, caption }. */
export function chooseChart(view, chart) { setAttrs(view, placeIn(view.state), { chart }); }
function setAttrs(view, place, attrs) {
  view.dispatch(view.state.tr.setNodeMarkup(place.pos, null, { ...place.table.attrs, ...attrs }));
}

/** Insert a table of two columns and two rows after the cursor's block. */
export function insertTable(view) {
  const { $to } = view.state.selection, { table, caption, head, column, row, cell } = schema.nodes;
  const at = $to.index(0) < 2 ? view.state.doc.child(0).nodeSize + view.state.doc.child(1).nodeSize : $to.after(1);
  const cells = () => row.create(null, [cell.create(), cell.create()]);
  const made = table.create({ id: newBlockId(), align: 'lr' }, [caption.create(), head.create(null, [column.create(), column.create()]), cells(), cells()]);
  const tr = view.state.tr.insert(at, made);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
  view.focus();
}

function step(direction) {
  return (state, dispatch, view) => {
    const place = placeIn(state);
    if (!place) return false;
    const width = widthOf(place.table), last = place.table.childCount - 1;
    const flat = (place.row === 0 ? -1 : (place.row - 1) * width + place.column) + direction;
    if (flat < -1) return false;
    if (flat >= last * width) { if (view) addRow(view); return true; }
    const row = flat < 0 ? 0 : Math.floor(flat / width) + 1, column = flat < 0 ? 0 : flat % width;
    const at = cellPos(place.pos, place.table, row, column);
    const cell = row ? place.table.child(row).child(column) : place.table.child(0);
    if (dispatch) dispatch(state.tr.setSelection(TextSelection.create(state.doc, at, at + cell.content.size)).scrollIntoView());
    return true;
  };
}

function below(state, dispatch, view) {
  const place = placeIn(state);
  if (!place) return false;
  if (place.row === place.table.childCount - 1) { if (view) addRow(view); return true; }
  const at = cellPos(place.pos, place.table, place.row + 1, place.column);
  if (dispatch) dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at))).scrollIntoView());
  return true;
}

// Out of the table and on with the text: to what stands after it, or to a new paragraph.
function out(onlyAtEnd) {
  return (state, dispatch) => {
    const place = placeIn(state);
    if (!place) return false;
    const end = place.pos + place.table.nodeSize, last = end === state.doc.content.size;
    if (onlyAtEnd && (!last || place.row < place.table.childCount - 1)) return false;
    const tr = onlyAtEnd || last || state.doc.resolve(end).nodeAfter.type === schema.nodes.table ? state.tr.insert(end, schema.nodes.paragraph.create()) : state.tr;
    if (dispatch) dispatch(tr.setSelection(Selection.near(tr.doc.resolve(end + 1))).scrollIntoView());
    return true;
  };
}

// Deleting over several cells empties them; the cells stay where they are.
function emptyCells(state, dispatch) {
  const { $from, $to, empty } = state.selection, place = placeIn(state);
  if (empty || !place || $from.sharedDepth($to.pos) > place.depth + 1) return false;
  if ($from.depth < place.depth || $from.node(place.depth) !== place.table) return false;
  const tr = state.tr;
  state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
    if (!node.isTextblock) return true;
    const from = Math.max($from.pos, pos + 1), to = Math.min($to.pos, pos + node.nodeSize - 1);
    if (to > from) tr.delete(tr.mapping.map(from), tr.mapping.map(to));
    return false;
  });
  if (dispatch) dispatch(tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map($from.pos)))));
  return true;
}

export const tableKeys = { Tab: step(1), 'Shift-Tab': step(-1), Enter: below, 'Mod-Enter': out(false), ArrowDown: out(true), Backspace: emptyCells, Delete: emptyCells };
