// What comes from outside is cleaned: Word and WPS leave their styles behind, chips keep what they ask.
import { Fragment, Slice } from 'prosemirror-model';
import { schema } from './schema.js';

const DROPPED = 'style,script,meta,link,title,xml,o\\:p,img,svg,object,iframe,input,button,del,head';
const NUMBERS = [
  [1, /^[一二三四五六七八九十百]+、\s*/],
  [2, /^[（(][一二三四五六七八九十百]+[）)]\s*/],
  [3, /^\d{1,2}[.．]\s*(?=\D)/],
  [4, /^[（(]\d{1,2}[）)]\s*/],
];

/** Return pasted HTML for a report: without what word processors add to it, numbers of headings as headings. */
export function cleanHtml(html) {
  return cleaned(html, (page) => {
    page.querySelectorAll('h1,h2,h3,h4,h5,h6,p').forEach((one) => { if (!one.hasAttribute('data-id')) numbered(one); });
    squareTables(page);
  });
}

/** Return pasted HTML for an item: the same, but 一、 stays as it is written, a row of a table is a line. */
export function cleanForItem(html) {
  return cleaned(html, (page) => {
    page.querySelectorAll('table').forEach((table) => table.replaceWith(...[...table.rows].map((row) => lineOf(page, row))));
    page.querySelectorAll('li p').forEach((one) => one.replaceWith(...one.childNodes));
  });
}

function lineOf(page, row) {
  const line = page.createElement('p');
  [...row.cells].forEach((cell, at) => line.append(at ? '\u3000' : '', ...cell.childNodes));
  line.querySelectorAll('p').forEach((one) => one.replaceWith(...one.childNodes));
  return line;
}

function cleaned(html, mend) {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  const comments = [], walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((one) => one.remove());
  page.querySelectorAll(DROPPED).forEach((one) => one.remove());
  page.querySelectorAll('br').forEach(breakLine);
  page.querySelectorAll('*').forEach((one) => {
    const own = one.closest('[data-chip]') || one.hasAttribute('data-id') || one.hasAttribute('data-pm-slice') || /^(lead|kai|hei|hd|para)\b/.test(one.className);
    if (/^mso/i.test(one.className)) one.removeAttribute('class');
    [...one.attributes].forEach(({ name }) => { if (!own && !KEPT.has(name)) one.removeAttribute(name); });
  });
  mend(page);
  return page.body.innerHTML;
}

const KEPT = new Set(['data-head', 'class']);
const withoutStyles = (html) => html.replace(/\sstyle=("[^"]*"|'[^']*')/gi, '').replace(/<style[\s\S]*?<\/style>/gi, '');

// A line break is the end of a paragraph: a report knows no lines that are broken by hand.
function breakLine(br) {
  const block = br.closest('p,h1,h2,h3,h4,h5,h6');
  if (!block || br.closest('td,th')) { br.replaceWith(br.closest('td,th') ? ' ' : ''); return; }
  const rest = block.cloneNode(false), range = br.ownerDocument.createRange();
  range.setStartAfter(br);
  range.setEnd(block, block.childNodes.length);
  rest.append(range.extractContents());
  br.remove();
  block.after(rest);
}

// 一、 at the start of a line makes it a heading: the sign itself is made by the compiler.
function numbered(block) {
  const text = block.textContent.trim(), heading = /^H/.test(block.nodeName);
  if (text.length > 40 && !heading) return;
  for (const [level, sign] of NUMBERS) {
    if (!sign.test(text)) continue;
    if (!heading && (level > 2 || /[。；]$/.test(text.replace(/。$/, '')))) return;
    const made = block.ownerDocument.createElement(`h${level + 1}`);
    made.className = `hd l${level}`;
    while (block.firstChild) made.append(block.firstChild);
    const first = made.ownerDocument.createTreeWalker(made, NodeFilter.SHOW_TEXT);
    let left = sign.exec(text)[0].trim();
    while (left && first.nextNode()) {
      const piece = first.currentNode, own = piece.data.replace(/^\s+/, '');
      const cut = Math.min(left.length, own.length);
      if (own.slice(0, cut) === left.slice(0, cut)) { piece.data = own.slice(cut); left = left.slice(cut); } else break;
    }
    block.replaceWith(made);
    return;
  }
}

// Merged cells come apart: each stands once, the others are empty, so that no column moves.
function squareTables(page) {
  page.querySelectorAll('table').forEach((table) => {
    if (table.hasAttribute('data-id')) return;
    const rows = [...table.rows];
    if (!rows.length) { table.remove(); return; }
    rows[0].setAttribute('data-head', '');
    [...rows[0].cells].forEach((cell) => { if (cell.nodeName === 'TD') { const th = page.createElement('th'); th.textContent = cell.textContent.trim(); cell.replaceWith(th); } });
    rows.slice(1).forEach((row) => [...row.cells].forEach((cell) => { if (cell.nodeName === 'TH') { const td = page.createElement('td'); td.append(...cell.childNodes); cell.replaceWith(td); } }));
    if (!table.caption) table.prepend(page.createElement('caption'));
  });
}

/** Return plain text as paragraphs, one a line; empty lines are left out. */
export function parseText(text, $context) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').map((line) => line.replace(/^[\s　]+|\s+$/g, ''));
  const told = lines.filter(Boolean);
  if (told.length < 2) {
    const one = text.replace(/\s*\n\s*/g, '');
    return new Slice(one ? Fragment.from(schema.text(one, $context.marks().filter((mark) => mark.type !== schema.marks.lead))) : Fragment.empty, 0, 0);
  }
  return new Slice(Fragment.from(told.map((line) => schema.nodes.paragraph.create(null, schema.text(line)))), 1, 1);
}
