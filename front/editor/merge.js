// Two people changed one report: what differs, block by block, and what is kept. Nothing here touches the page.
import { newBlockId } from './schema.js';
import { plain } from './manuscript.js';

const HEADS = { '·title': '标题', '·addressee': '主送机关', '·dated': '成文日期' };

// The title, the addressee and the date are pieces like the blocks of the text.
function parts({ manuscript, addressee, dated }) {
  const told = { '·title': manuscript.title, '·addressee': addressee, '·dated': dated };
  const map = new Map(Object.entries(told).map(([id, text]) => [id, { id, type: 'head', inlines: [{ type: 'text', text, style: '' }] }]));
  manuscript.blocks.forEach((block) => map.set(block.id, block));
  return map;
}
const same = (one, other) => JSON.stringify(one || null) === JSON.stringify(other || null);

/** Whether this is the title, the addressee or the date. */
export const isHead = (id) => id in HEADS;

/**
 * Return the blocks in which mine and theirs differ, in the order of mine: { id, place, mine, theirs, choice }.
 * Each side is { manuscript, addressee, dated }; `base` may be null.
 * `choice` is set where only one side changed what both began with (`base`); else it is '' and a person chooses.
 */
export function differences(base, mine, theirs) {
  const [from, own, other] = [base ? parts(base) : new Map(), parts(mine), parts(theirs)];
  const rows = [];
  let place = '开头';
  for (const id of inOrder(own, other)) {
    const [before, here, there] = [from.get(id), own.get(id), other.get(id)];
    const shown = here || there;
    if (shown.type === 'heading') place = plain(shown);
    if (same(here, there)) continue;
    const choice = base && same(there, before) ? 'mine' : base && same(here, before) ? 'theirs' : '';
    rows.push({ id, place: HEADS[id] || place, mine: here || null, theirs: there || null, choice });
  }
  return rows;
}

function inOrder(own, other) {
  const order = [...own.keys()], theirs = [...other.keys()];
  theirs.forEach((id, at) => { if (!own.has(id)) order.splice(at ? order.indexOf(theirs[at - 1]) + 1 : 0, 0, id); });
  return order;
}

/** Return the report that the choices make: 'mine', 'theirs' or 'both' for each differing id. */
export function merged(mine, theirs, rows) {
  const own = parts(mine), other = parts(theirs), chosen = new Map(rows.map((row) => [row.id, row.choice]));
  const blocks = [], heads = {};
  for (const id of inOrder(own, other)) {
    const choice = chosen.get(id) || 'mine';
    if (isHead(id)) { heads[id] = (choice === 'theirs' ? other : own).get(id).inlines[0].text; continue; }
    if (choice !== 'theirs' && own.has(id)) blocks.push(own.get(id));
    if (choice !== 'mine' && other.has(id)) blocks.push(choice === 'both' && own.has(id) ? { ...other.get(id), id: newBlockId() } : other.get(id));
  }
  return { manuscript: { version: 1, title: heads['·title'], blocks }, addressee: heads['·addressee'], dated: heads['·dated'] };
}
