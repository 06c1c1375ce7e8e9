// The one form of an item's text, as the server reads it (ledgers/publication/rules/marked_text.py): there and back.
// A line is { sort, level, pieces }, a piece { text } or { text, source }. A test holds the two together.
const FIGURE = /(\\*)\[([^[\]\n]{1,80})\]\(口径:([0-9A-Za-z_.@/\u4e00-\u9fff-]{1,300})\)/gu;
const LOOKS_MARKED = /^\\*(?:#|- |-$)/;

function piecesOf(told) {
  const pieces = [];
  let words = '', place = 0;
  for (const found of told.matchAll(FIGURE)) {
    const [whole, signs, text, source] = found;
    words += told.slice(place, found.index) + '\\'.repeat(signs.length >> 1);
    place = found.index + whole.length;
    if (signs.length % 2) { words += whole.slice(signs.length); continue; }
    if (words) pieces.push({ text: words });
    pieces.push({ text, source });
    words = '';
  }
  words += told.slice(place);
  if (words) pieces.push({ text: words });
  return pieces;
}

function lineOf(line) {
  const heading = /^(#+)[ \t\u3000]*([^]*)$/.exec(line), bullet = /^-(?: [ \t\u3000]*([^]*))?$/.exec(line);
  if (heading) return { sort: 'heading', level: Math.min(heading[1].length, 4), pieces: piecesOf(heading[2]) };
  if (bullet) return { sort: 'bullet', level: 0, pieces: piecesOf(bullet[1] || '') };
  return { sort: 'paragraph', level: 0, pieces: piecesOf(/^\\+(?:#|- |-$)/.test(line) ? line.slice(1) : line) };
}

/** Return the lines of a text. */
export function linesOf(text) { return text.replace(/\r\n?/g, '\n').split('\n').map(lineOf); }

function written(piece, before) {
  if (piece.source) return `[${piece.text}](口径:${piece.source})`;
  const told = piece.text.replace(FIGURE, (whole, signs) => '\\'.repeat(signs.length + 1) + whole);
  return before ? told + /\\*$/.exec(told)[0] : told;
}

function lineText({ sort, level, pieces }) {
  const told = pieces.map((piece, at) => written(piece, at + 1 < pieces.length)).join('');
  if (sort === 'heading') return '#'.repeat(level) + (told ? ` ${told}` : '');
  if (sort === 'bullet') return told ? `- ${told}` : '-';
  return LOOKS_MARKED.test(told) ? `\\${told}` : told;
}

/** Return the text of lines. */
export function textOf(lines) { return lines.map(lineText).join('\n'); }

/** Return whether a figure can be written: its source is one, and its words hold no brackets. */
export function named({ text, source }) { return typeof source === 'string' && piecesOf(written({ text, source })).some((piece) => piece.source === source && piece.text === text); }
