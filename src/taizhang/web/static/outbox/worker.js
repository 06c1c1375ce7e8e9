/* Keeps the entry form and the outbox of the person signed in, the checklists they looked at or are to fill in, and the
   files these stand on, for when there is no signal.
   TOLD, written before this by the server: version, files, pages, places, offline, signin, header. */
'use strict';
const FILES = 'taizhang-files-' + TOLD.version;
const PAGES = 'taizhang-pages-';
const ANYWAY = { ignoreSearch: true, ignoreVary: true };
const HOUR = 3600000;
let turns = 0;  // how often somebody signed in or out: what was asked for before is not kept after

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(look(event.data.person, event.data.keep || [])));
self.addEventListener('fetch', (event) => {
  const request = event.request, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const travels = request.mode === 'navigate';
  if (travels && request.method === 'POST' && url.pathname.startsWith(TOLD.signin)) event.respondWith(signing(request));
  else if (travels && request.method === 'GET') event.respondWith(page(event, url));
  else if (request.method === 'GET' && TOLD.files.includes(url.pathname)) event.respondWith(file(request));
});

async function install() {
  const cache = await caches.open(FILES);
  await cache.addAll([...TOLD.files, TOLD.offline].map((address) => new Request(address, { cache: 'reload' })));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith('taizhang-files-') && name !== FILES) await caches.delete(name);
  }
  await self.clients.claim();
  await refresh(TOLD.pages).catch(() => {});
}

// A page tells who is on it, and which checklists lie ahead: fetch that person's pages where they are missing or an hour old.
async function look(person, more) {
  const cache = await caches.open(PAGES + person), stale = [];
  for (const address of TOLD.pages.concat(more.filter(ours))) {
    const answer = await cache.match(address, ANYWAY);
    if (!answer || Date.now() - Date.parse(answer.headers.get('Date')) >= HOUR) stale.push(address);
  }
  await refresh(stale).catch(() => {});
}

function ours(path) {
  return TOLD.pages.includes(path) || (path.startsWith(TOLD.places) && path.endsWith('/check/'));
}

async function refresh(addresses) {
  for (const address of addresses) {
    const turn = turns;
    await keep(address, await fetch(address, { credentials: 'same-origin', cache: 'no-store' }), turn);
  }
}

// The answer itself says whose page it is; another person's pages go before it is kept.
async function keep(address, answer, turn) {
  const person = answer.ok && !answer.redirected && answer.headers.get(TOLD.header);
  if (!person || turn !== turns) return;
  await forget(PAGES + person);
  await (await caches.open(PAGES + person)).put(address, answer);
  if (turn !== turns) await caches.delete(PAGES + person);
}

async function forget(but) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== but) await caches.delete(name);
  }
}

// Signing in or out was done: from now on nobody's pages are kept until they are fetched anew.
async function signing(request) {
  const answer = await fetch(request);
  if (answer.type === 'opaqueredirect') {
    turns += 1;
    await forget('');
  }
  return answer;
}

async function page(event, url) {
  const own = ours(url.pathname);
  const kept = own && await caches.match(url.pathname, ANYWAY), turn = turns;
  try {
    const answer = await (kept ? within(fetch(event.request), 6000) : fetch(event.request));
    if (kept && [502, 503, 504].includes(answer.status)) return kept;
    if (own && !url.search) event.waitUntil(keep(url.pathname, answer.clone(), turn));
    return answer;
  } catch (fault) {
    return kept || await caches.match(TOLD.offline, ANYWAY) || Response.error();
  }
}

async function file(request) {
  const kept = await caches.match(request, ANYWAY);
  try {
    const answer = await (kept ? within(fetch(request), 4000) : fetch(request));
    return answer.ok || !kept ? answer : kept;
  } catch (fault) {
    return kept || Response.error();
  }
}

// A weak signal is worse than none: what is kept is better than a page that never comes.
function within(answer, patience) {
  return Promise.race([answer, new Promise((done, failed) => setTimeout(failed, patience))]);
}
