// The bar above the paper: what the line is, faces, tables, figures, comments, undo.
import { fill, h, openDialog } from './dom.js';
import { faces, lineAt, toggleFace, toggleRunIn } from './blocks.js';
import { button, figureButton, levelChoice, undoButtons, word } from './tools.js';
import { addColumn, addRow, alignColumn, chooseChart, insertTable, placeIn, removeColumn, removeRow, removeTable } from './table.js';

const LEVELS = [['0', '正文'], ['1', '一、标题'], ['2', '（一）标题'], ['3', '1. 标题'], ['4', '（1）标题']];
const KEYS = [
  ['Ctrl+K 或 /', '插入数字'], ['← →', '走到数字上就选中它'], ['Enter', '选中数字时，到右边看来源'], ['Alt+Enter', '采用选中数字的新值'], ['F8', '下一处有更新的数字'],
  ['Alt+M', '批注选中的字'], ['Ctrl+S', '马上保存'], ['Ctrl+Z、Ctrl+Y', '撤销、重做'], ['Ctrl+Alt+0 至 4', '正文、一至四级标题'], ['Tab', '表格里到下一格'], ['Ctrl+Enter', '从表格里出来，接着写'],
];

function showKeys(desk) {
  openDialog({ title: '快捷键', name: 'keys-help', done: () => desk.view.focus(), body: h('div', { class: 'inside' }, h('dl', {}, KEYS.map(([key, words]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, words)]))) });
}

/** Make the toolbar. `desk` is { view, palette(), comment(), say(), pages() }; returns { draw }. */
export function toolbar(desk, box) {
  const level = levelChoice(desk, LEVELS);
  const runIn = word('接排', '标题后面接着排正文', () => { if (!toggleRunIn(desk.view)) desk.say('把光标放在标题里，再点“接排”。'); }, { class: 'wide' });
  const kai = word('楷', '楷体', () => toggleFace(desk.view, 'kai'), { class: 'face-kai wide' }), hei = word('黑', '黑体', () => toggleFace(desk.view, 'hei'), { class: 'face-hei wide' });
  const table = button('插入表格', 'table', () => insertTable(desk.view), { class: 'wide' });
  const figure = figureButton(desk);
  const note = button('批注', 'comment', () => desk.comment());
  const undoing = undoButtons(desk);
  const pages = h('span', { class: 'pg n' });
  const chart = h('select', { 'aria-label': '表上面的图', onchange: pickChart });
  const align = h('select', { 'aria-label': '这一列对齐', onchange: () => alignColumn(desk.view, align.value) }, [['l', '左'], ['c', '中'], ['r', '右']].map(([value, words]) => h('option', { value }, words)));
  const inTable = h('span', { class: 'in-table', hidden: true }, word('加行', '在下面加一行', () => addRow(desk.view)), word('删行', '删去这一行', () => removeRow(desk.view)), word('加列', '在右边加一列', () => addColumn(desk.view)), word('删列', '删去这一列', () => removeColumn(desk.view)), align, chart, word('删表', '删去整张表', () => removeTable(desk.view)));
  const bar = () => h('i', {});
  fill(box, level.select, runIn, kai, hei, bar(), table, inTable, bar(), figure, note, bar(), undoing.buttons, h('span', { class: 'sp' }), pages, button('快捷键', 'keyboard', () => showKeys(desk), { class: 'wide' }));

  function pickChart() {
    if (!chart.value) { chooseChart(desk.view, null); return; }
    const [kind, column] = chart.value.split(':'), { table: node } = placeIn(desk.view.state);
    const own = node.attrs.chart && node.attrs.chart.caption;
    chooseChart(desk.view, { kind, column: Number(column), caption: own || node.child(0).textContent });
  }
  function drawTable(place) {
    inTable.hidden = !place;
    if (!place) return;
    const names = [], { chart: told, align: letters } = place.table.attrs;
    place.table.child(1).forEach((cell, _, at) => names.push([at, cell.textContent || `第${at + 1}列`]));
    fill(chart, h('option', { value: '' }, '不画图'), names.slice(1).flatMap(([at, name]) => [h('option', { value: `bar:${at}` }, `柱形图：${name}`), h('option', { value: `line:${at}` }, `折线图：${name}`)]));
    chart.value = told ? `${told.kind}:${told.column}` : '';
    align.value = letters[place.column] || 'l';
  }
  function draw() {
    const { state } = desk.view, line = lineAt(state), face = faces(state);
    level.draw(line);
    runIn.disabled = !line || !line.level;
    runIn.setAttribute('aria-pressed', String(!!(line && line.runIn)));
    kai.setAttribute('aria-pressed', String(face.kai));
    hei.setAttribute('aria-pressed', String(face.hei));
    undoing.draw(state);
    pages.textContent = desk.pages();
    drawTable(placeIn(state));
  }
  return { draw };
}
