// The keyboard of the editor, and the care that a chosen chip is not typed over.
import { NodeSelection, Plugin, Selection, TextSelection } from 'prosemirror-state';
import { baseKeymap, chainCommands, splitBlock } from 'prosemirror-commands';
import { closeHistory, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from './schema.js';
import { setLevel } from './blocks.js';
import { chosen } from './chips.js';
import { placeIn, tableKeys } from './table.js';

// A report begins with its title and its addressee; an item has neither.
const begins = (state, index) => state.doc.type === schema.nodes.doc && index < 2;

// In the title Enter breaks the line; at its end, and in the addressee, it leads on.
function onward(state, dispatch) {
  const { $head, empty } = state.selection, top = $head.depth ? $head.index(0) : -1;
  if (top < 0 || !begins(state, top)) return false;
  const atEnd = top === 1 || ($head.index(1) === $head.node(1).childCount - 1 && $head.parentOffset === $head.parent.content.size);
  if (!atEnd || !empty) return top === 1 ? true : splitBlock(state, dispatch);
  if (dispatch) dispatch(state.tr.setSelection(Selection.near(state.doc.resolve($head.after(1)))).scrollIntoView());
  return true;
}

function besideChip(view, side) {
  const { selection } = view.state;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, side < 0 ? selection.from : selection.to)));
}
const onChip = (state) => state.selection instanceof NodeSelection && state.selection.node.type === schema.nodes.figure;

// Writing begins after a chosen chip, and in one cell where several are chosen.
function makeRoom(view) {
  const { state } = view, place = placeIn(state);
  if (onChip(state)) besideChip(view, 1);
  else if (place && !state.selection.empty && !state.selection.$from.sameParent(state.selection.$to)) {
    view.dispatch(state.tr.setSelection(Selection.near(state.selection.$head)));
  }
}

/** Return the plugins of the keyboard. `deeds` are what the page does: palette, save, panel, accept, next, and comment where it can. */
export function keys(deeds) {
  const own = {
    'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo,
    'Mod-k': () => { deeds.palette(); return true; },
    'Mod-/': () => { deeds.palette(); return true; },
    'Mod-s': () => { deeds.save(); return true; },
    'Alt-m': () => { if (!deeds.comment) return false; deeds.comment(); return true; },
    'Alt-Enter': () => deeds.accept(),
    F8: () => deeds.next(),
    Enter: chainCommands((state) => { if (!chosen(state)) return false; deeds.panel(); return true; }, onward),
    'Shift-Enter': (state, dispatch) => (placeIn(state) ? true : splitBlock(state, dispatch)),
  };
  [0, 1, 2, 3, 4].forEach((level) => { own[`Mod-Alt-${level}`] = (state, dispatch, view) => { setLevel(view, level); return true; }; });
  const writing = new Plugin({
    props: {
      handleTextInput(view, from, to, text) {
        const { state } = view;
        if (onChip(state)) { besideChip(view, 1); view.dispatch(view.state.tr.insertText(text)); return true; }
        if (text === '/' && from === to && !view.composing) {
          const before = state.doc.resolve(from).parent.textBetween(0, state.doc.resolve(from).parentOffset, '', '0').slice(-1);
          if (placeIn(state) && !placeIn(state).row) return false;
          if (begins(state, state.doc.resolve(from).index(0)) || /[\w.:/]/.test(before)) return false;
          deeds.palette();
          return true;
        }
        return false;
      },
      handleDOMEvents: {
        compositionstart: (view) => { makeRoom(view); view.dispatch(closeHistory(view.state.tr)); return false; },
        keydown: (view, event) => { if (event.keyCode === 229) makeRoom(view); return false; },
      },
    },
  });
  return [writing, keymap(own), keymap(tableKeys), keymap(baseKeymap)];
}
