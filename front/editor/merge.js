// Two people changed one manuscript: what differs, block by block, and what is kept. Nothing here touches the page.
import { newBlockId } from './schema.js';
import { plain } from './manuscript.js';

const TITLE = '·title';

function parts(manuscript) {
  const map = new Map([[TITLE, { id: TITLE, type: 'title', inlines: [{ type: 'text', text: manuscript.title, style: '' }] }]]);
  manuscript.blocks.forEach((block) => map.set(block.id, block));
  return map;
}
const same = (one, other) => JSON.stringify(one || null) === JSON.stringify(other || null);

/**
 * Return the blocks in which mine and theirs differ, in the order of mine: { id, place, mine, theirs, choice }.
 * `choice` is set where only one side changed what both began with (`base`); else it is '' and a person chooses.
 */
export function differences(base, mine, theirs) {
  const [from, own, other] = [base ? parts(base) : new Map(), parts(mine), parts(theirs)];
  const rows = [];
  let place = '标题';
  for (const id of inOrder(own, other)) {
    const [before, here, there] = [from.get(id), own.get(id), other.get(id)];
    const shown = here || there;
    if (id !== TITLE && place === '标题') place = '开头';
    if (shown.type === 'heading') place = plain(shown);
    if (same(here, there)) continue;
    const choice = base && same(there, before) ? 'mine' : base && same(here, before) ? 'theirs' : '';
    rows.push({ id, place, mine: here || null, theirs: there || null, choice });
  }
  return rows;
}

function inOrder(own, other) {
  const order = [...own.keys()], theirs = [...other.keys()];
  theirs.forEach((id, at) => { if (!own.has(id)) order.splice(at ? order.indexOf(theirs[at - 1]) + 1 : 0, 0, id); });
  return order;
}

/** Return the manuscript that the choices make: 'mine', 'theirs' or 'both' for each differing id. */
export function merged(mine, theirs, rows) {
  const own = parts(mine), other = parts(theirs), chosen = new Map(rows.map((row) => [row.id, row.choice]));
  const blocks = [];
  let { title } = mine;
  for (const id of inOrder(own, other)) {
    const choice = chosen.get(id) || 'mine';
    if (id === TITLE) { if (choice === 'theirs') title = theirs.title; continue; }
    if (choice !== 'theirs' && own.has(id)) blocks.push(own.get(id));
    if (choice !== 'mine' && other.has(id)) blocks.push(choice === 'both' && own.has(id) ? { ...other.get(id), id: newBlockId() } : other.get(id));
  }
  return { version: 1, title, blocks };
}
