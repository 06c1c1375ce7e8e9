// What the bars of both editors are made of: what the line is, insert a figure, undo and redo.
import { redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { h, icon } from './dom.js';
import { setLevel } from './blocks.js';

const still = (event) => event.preventDefault(); // the cursor stays in the text

/** Return a button with an icon, named for readers. */
export function button(words, name, onclick, more = {}) {
  return h('button', { type: 'button', onmousedown: still, onclick, 'aria-label': words, title: words, ...more }, name ? icon(name) : null);
}

/** Return a button with a word on it, named more fully for readers. */
export function word(words, label, onclick, more = {}) {
  const one = button(label, null, onclick, more);
  one.append(words);
  return one;
}

/** Return the choice of what the line is: { select, draw }. `levels` are pairs of a level and its word. */
export function levelChoice(desk, levels) {
  const chosen = () => (select.value === 'list' ? 'list' : Number(select.value));
  const select = h('select', { 'aria-label': '这一行是', onchange: () => setLevel(desk.view, chosen()) }, levels.map(([value, words]) => h('option', { value }, words)));
  function draw(line) {
    select.disabled = !line;
    select.value = line ? String(line.level) : '0';
  }
  return { select, draw };
}

/** Return the button that inserts a figure. */
export function figureButton(desk) {
  return h('button', { type: 'button', class: 'key', onmousedown: still, onclick: () => desk.palette() }, icon('hash'), '插入数字', h('kbd', {}, 'Ctrl K'));
}

/** Return the buttons that take back and do again: { buttons, draw }. */
export function undoButtons(desk) {
  const deed = (step) => () => { step(desk.view.state, desk.view.dispatch); desk.view.focus(); };
  const back = button('撤销', 'back', deed(undo)), again = button('重做', 'redo', deed(redo));
  function draw(state) {
    back.disabled = !undoDepth(state);
    again.disabled = !redoDepth(state);
  }
  return { buttons: [back, again], draw };
}
