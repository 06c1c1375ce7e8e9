// Writing lines of an item: # and - at the start of a line make it a heading or a line of a list; Enter goes on.
import { Plugin, TextSelection } from 'prosemirror-state';
import { keymap } from 'prosemirror-keymap';
import { alone } from './chips.js';
import { schema } from './schema.js';

const { bullet, heading, paragraph } = schema.nodes;

// The space is typed first, so that one step back brings the mark as it was typed.
function marked(view, from, to, text) {
  const { state } = view, { parent, parentOffset } = state.doc.resolve(from);
  if (text !== ' ' || from !== to || view.composing || parent.type !== paragraph) return false;
  const sign = parent.textBetween(0, parentOffset, '', '\ufffc');
  if (sign !== '-' && !/^#{1,4}$/.test(sign)) return false;
  view.dispatch(state.tr.insertText(text));
  const start = from - parentOffset, { id } = parent.attrs, tr = view.state.tr.delete(start, from + 1);
  alone(view, sign === '-' ? tr.setNodeMarkup(start - 1, bullet, { id }) : tr.setNodeMarkup(start - 1, heading, { id, level: sign.length }));
  return true;
}

// In a list Enter begins the next line of it; in an empty line it leaves the list.
function nextLine(state, dispatch) {
  const { $from } = state.selection;
  if ($from.parent.type !== bullet) return false;
  if (!dispatch) return true;
  if (!$from.parent.content.size) dispatch(state.tr.setNodeMarkup($from.before(), paragraph, $from.parent.attrs));
  else {
    const tr = state.tr.deleteSelection();
    dispatch(tr.split(tr.mapping.map($from.pos), 1, [{ type: bullet, attrs: { id: null } }]).scrollIntoView());
  }
  return true;
}

// At the start of a heading or of a line of a list Backspace makes it a paragraph first.
function plainAgain(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || !(state.selection instanceof TextSelection) || $from.parentOffset || $from.parent.type === paragraph) return false;
  if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(), paragraph, { id: $from.parent.attrs.id }));
  return true;
}

/** Return the plugins that go before those of the keyboard. */
export function itemKeys() {
  return [new Plugin({ props: { handleTextInput: marked } }), keymap({ Enter: nextLine, Backspace: plainAgain })];
}
