// Asking the server. Every answer is JSON; what stops one from saving has a kind of its own.

/** The session has ended: `signin` is where to sign in again. */
export class SignedOut extends Error { constructor(signin) { super('登录已过期'); this.signin = signin; } }
/** The server cannot be reached. */
export class Offline extends Error { constructor() { super('连不上服务器'); } }
/** The server said no, in words for the person: `status`, `told`. */
export class Refused extends Error {
  constructor(status, told) {
    super((told && told.error) || (status >= 500 ? '服务器出了错，请稍后再试' : `没有办成（${status}），请刷新页面再试`));
    this.status = status;
    this.told = told || {};
  }
}

const token = () => (/(?:^|; )csrftoken=([^;]*)/.exec(document.cookie) || [])[1] || document.getElementById('editor').dataset.token;

/** Return a way to ask the server about one report; `base` is the report's own address. */
export function server(base) {
  async function ask(method, path, body, more = {}) {
    const headers = { Accept: 'application/json' };
    if (method !== 'GET') { headers['X-CSRFToken'] = token(); headers['Content-Type'] = 'application/json'; }
    let answer;
    try {
      answer = await fetch(base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', ...more });
    } catch (fault) { throw new Offline(); }
    const json = (answer.headers.get('Content-Type') || '').startsWith('application/json');
    const told = json ? await answer.json().catch(() => null) : null;
    const here = encodeURIComponent(location.pathname);
    if (answer.status === 401 || (answer.redirected && !json)) throw new SignedOut((told && told.signin) || `/signin/?next=${here}`);
    if (!answer.ok || told === null) throw new Refused(answer.status, told);
    return told;
  }
  return {
    draft: () => ask('GET', 'draft.json'),
    save: (body, more) => ask('POST', 'draft.json', body, more),
    figures: (asks) => ask('POST', 'figures.json', { asks }),
    rules: (query) => ask('GET', `rules.json?q=${encodeURIComponent(query)}`),
    figure: (question) => ask('GET', `figure.json?ask=${encodeURIComponent(JSON.stringify(question))}`),
    compile: (version) => ask('POST', 'compile/', { version }),
    comment: (told) => ask('POST', 'comments/', told),
    commentDone: (id) => ask('POST', `comments/${id}/done/`, {}),
  };
}
