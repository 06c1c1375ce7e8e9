// Saving by itself: two seconds after the last change, on leaving the text, and before leaving the page.
import { Offline, Refused, SignedOut } from './api.js';

const PAUSE = 2000, AGAIN = 10000, KEEPALIVE = 60000;

/**
 * The state of saving. `read()` returns { manuscript, addressee, dated }; `busy()` whether a word is being composed;
 * `told(state, more)` hears of every change of state: saved, changed, saving, signedout, stranger, offline, refused,
 * conflict; `learned(answer)` hears what the server answers.
 */
export class Saving {
  constructor({ api, shelf, read, busy, told, learned, draft }) {
    Object.assign(this, { api, shelf, read, busy, told, learned });
    this.version = draft.version;
    this.person = draft.person;
    this.state = 'saved';
    this.begin({ manuscript: draft.manuscript, addressee: draft.addressee, dated: draft.dated });
  }

  /** Take this as what the server has; `told` is { manuscript, addressee, dated }. */
  begin(told) { this.base = told; this.kept = JSON.stringify(told); }

  say(state, more = {}) { this.state = state; this.told(state, more); }

  /** Whether there is something the server does not have. */
  get open() { return JSON.stringify(this.read()) !== this.kept; }

  /** Hear that something changed. */
  changed() {
    if (this.state === 'conflict') { this.keep(); return; }
    if (['saved', 'saving', 'changed'].includes(this.state)) { if (this.state === 'saved') this.say('changed'); } else this.keep();
    this.later(PAUSE);
  }

  later(pause) { clearTimeout(this.timer); this.timer = setTimeout(() => (this.busy() ? this.later(500) : this.flush()), pause); }

  keep() { return this.shelf.put({ ...this.read(), version: this.version, base: this.base, at: new Date().toISOString() }); }

  /** Save what is not saved; return a promise of whether all is saved. */
  flush() {
    clearTimeout(this.timer);
    if (this.state === 'conflict') return Promise.resolve(false);
    if (this.running) return this.running.then(() => this.flush());
    if (!this.open) { this.shelf.clear(); if (this.state !== 'saved') this.say('saved'); return Promise.resolve(true); }
    // One at a time: the next is saved over the version this one makes.
    this.running = this.send(this.read()).then((done) => { this.running = null; return done; });
    return this.running;
  }

  async send(told) {
    const failing = !['saved', 'changed', 'saving'].includes(this.state);
    if (!failing) this.say('saving');
    try {
      if (this.state === 'signedout' || this.state === 'stranger') {
        const now = await this.api.draft();
        if (now.person !== this.person) { this.keep(); this.say('stranger', { name: now.person }); return false; }
      }
      const body = { version: this.version, ...told };
      // A small one outlives the page it was sent from.
      const answer = await this.api.save(body, { keepalive: new Blob([JSON.stringify(body)]).size < KEEPALIVE });
      this.version = answer.version;
      this.begin(told);
      this.shelf.clear();
      this.learned(answer);
      this.say('saved', { at: answer.saved_at });
      if (this.open) { this.say('changed'); this.later(PAUSE); }
      return true;
    } catch (fault) { this.failed(fault); return false; }
  }

  failed(fault) {
    const kept = this.keep();
    if (fault instanceof SignedOut) this.say('signedout', { signin: fault.signin, kept });
    else if (fault instanceof Offline) { this.say('offline', { kept }); this.later(AGAIN); }
    else if (fault instanceof Refused && fault.status === 409 && fault.told.manuscript) this.say('conflict', { theirs: fault.told, kept });
    else if (fault instanceof Refused) { this.say('refused', { why: fault.message, kept }); if (fault.status >= 500) this.later(AGAIN); }
    else throw fault;
  }

  /** Go on after a conflict was settled: `theirs` is what the server had as `version`. */
  settled(version, theirs) {
    this.version = version;
    this.begin(theirs);
    this.say('changed');
    return this.flush();
  }

  /** Try again where the net was gone or the session ended. */
  resume() { if (['signedout', 'stranger', 'offline'].includes(this.state)) this.flush(); }

  /**
   * Save on leaving the page, as far as the browser lets one; what it does not is on the shelf. Who only looked at
   * another window goes on writing over the version this made.
   */
  leave() {
    if (this.state === 'saved' || !this.open) return;
    this.keep();
    if (this.state === 'changed') this.flush();
  }
}
