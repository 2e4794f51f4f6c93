// What the page knows: the newest views, whole; where the person is; how this device looks. It decides nothing
// that the core decides. Called by every screen.
import { flushSync } from 'svelte';
import { Client } from './host/client';
import type { Reply, Standing } from './host/messages';
import { keptWords, type Look } from './host/own_words';
import type { Home, IntentName, Intents, QuestionName, Questions, Refusal, Today, Views } from './door/views';
import { concern } from './concern';
import { t } from './copy';
import { hourOf, type Hour } from './hour';
import type { Lack } from './lacking';
import { draft, emptyDraft } from './draft.svelte';

export type Tab = 'today' | 'talk' | 'us' | 'me' | 'shelter';
export type Place =
  | Tab
  | 'welcome' | 'limits' | 'begin' | 'recover' | 'join' | 'answer'
  | 'history' | 'entry' | 'unlock' | 'pair' | 'style' | 'learn' | 'methods' | 'words' | 'unsaid'
  | 'settings' | 'settings/lock' | 'settings/devices' | 'settings/sharing' | 'settings/relay'
  | 'settings/look' | 'settings/export' | 'settings/import' | 'settings/unpair' | 'settings/erase' | 'settings/about';

const IDLE_MS = 120_000; // CC-13
const LOOK_MS = 1_000; // how often the page looks at the clock: a device that slept ran no timer
const TELL_MS = 30_000; // how often the core hears that the person is here, for it counts two minutes of its own
const FIT_MS = 10_000; // after a look at estimates, before the core fits its pace to the days
const WIPE_MS = 2_000; // how long the core may take to wipe its keys before its worker ends all the same
/** Places that nobody finds again after my room was shut: they show it, or tell of a plan. */
const ROOM: Place[] = ['unsaid', 'words', 'me', 'history', 'entry', 'answer', 'methods', 'settings/export', 'settings/import', 'settings/devices', 'settings/unpair', 'settings/erase'];
/** Places that a lock leaves as they are: the paper key is shown once, and a breath is not cut short. */
const WHOLE: Place[] = ['begin', 'recover', 'join', 'shelter'];

class App {
  views = $state.raw<Views>({ home: { state: 'none' } });
  standing = $state<Standing | 'starting' | 'broken' | 'unsupported'>('starting');
  lacks = $state.raw<Lack[]>([]);
  sample = $state(false);
  place = $state<Place>('welcome');
  /** What a screen was opened with, such as the id of an entry. */
  about = $state('');
  /** A link that somebody followed to come here; it stays in memory only. */
  link = $state('');
  look = $state<Look>({ name: 'Bothy', country: '', light: 'system', hour: 'system' });
  hour = $state<Hour>(hourOf(new Date()));
  update = $state('');
  /** Whether the host offers a release that its keepers did not sign. */
  unsigned = $state(false);
  /** Whether a part of the store could not be read at the start. */
  damaged = $state(false);
  relayIsNewer = $state(false);
  /** Rises when something came in that nobody here asked for. */
  news = $state(0);
  /** Grows when screens begin anew, without what was typed into them. */
  turn = $state(0);
  /** The country somebody chose among the help lines; in memory, until they are away. */
  helpCountry: string | undefined;
  #client!: Client;
  #seen = Date.now(); // the last sign of the person
  #told = 0; // when the core last heard of one
  #away = false;
  #shutting = false;
  #fitted = ''; // the day on which the core was last asked to fit its pace
  #fit: ReturnType<typeof setTimeout> | undefined; // the asking that still waits

  async start(): Promise<void> {
    setInterval(() => this.#lookAtClock(), LOOK_MS);
    this.look = keptWords();
    await this.#begin(false);
  }

  /** Ninety days of two made-up people, in memory alone; `false` goes back to one's own home. */
  async showSample(on: boolean): Promise<void> {
    this.#client.end();
    this.sample = on;
    await this.#begin(on);
  }

  async leadHere(): Promise<void> {
    this.#client = this.#worker();
    this.#arrive(await this.#client.wish({ verb: 'lead' }));
  }

  go(place: Place, about = ''): void {
    this.place = place;
    this.about = about;
  }

  get home(): Home {
    return this.views.home;
  }

  /** The core's today; before a home is open there is only the calendar's. */
  get today(): Today {
    return this.views.today ?? { day: new Date().toISOString().slice(0, 10), theirs: {} };
  }

  async act<N extends IntentName>(name: N, args?: Intents[N], bytes?: Uint8Array): Promise<Reply> {
    return this.#take(await this.#client.act(name, args ?? {}, bytes));
  }

  async ask<N extends QuestionName>(name: N, args?: Questions[N]['args'], bytes?: Uint8Array): Promise<Reply> {
    const reply = this.#take(await this.#client.ask(name, args ?? {}, bytes));
    if (reply.error === undefined && (name === 'us' || name === 'state' || name === 'patterns')) this.#fitSoon();
    return reply;
  }

  // Once a day, when estimates were looked at and nobody waits: it may take the core a second.
  #fitSoon(): void {
    const { day } = this.today;
    if (this.#fitted === day) return;
    this.#fitted = day;
    this.#fit = setTimeout(() => void this.#client.act('refit'), FIT_MS);
  }

  // What waited was for a worker that goes now; the next look at estimates asks anew.
  #dropFit(): void {
    clearTimeout(this.#fit);
    this.#fitted = '';
  }

  async check(what: 'verify' | 'mend'): Promise<Reply> {
    return this.#take(await this.#client.wish({ verb: what }));
  }

  /** Talks to a relay from now on, and at every start. Null: to none. */
  async dial(origin: string | null): Promise<void> {
    if (!this.sample) await this.act('set', { key: 'relay', value: origin ?? '-' });
    this.#take(await this.#client.wish({ verb: 'dial', origin }));
  }

  hurry(): void {
    void this.#client.wish({ verb: 'hurry' }).then((reply) => reply.error === undefined && this.#take(reply));
  }

  /** Shuts my room: screens forget first, the core wipes its keys, and the worker's whole memory goes with it.
      With the room shut already, what was typed goes all the same: a passphrase half typed, a line for oneself. */
  async lock(): Promise<void> {
    if (this.home.has_lock !== true || this.sample) return;
    this.#dropFit();
    Object.assign(draft, emptyDraft());
    const shuts = this.home.locked !== true && !this.#shutting;
    if (shuts) {
      this.#shutting = true;
      const { mine: _, ...today } = this.today;
      this.views = { home: { ...this.home, locked: true }, today, shared: this.views.shared ?? [], answers: this.views.answers ?? [] };
      // A step of its own: a screen that is made in the same one would keep hold of the views from before.
      flushSync();
    }
    if (ROOM.includes(this.place)) this.go('today');
    if (!WHOLE.includes(this.place)) this.turn += 1;
    if (!shuts) return;
    await Promise.race([this.#client.act('lock'), new Promise((late) => setTimeout(late, WIPE_MS))]);
    this.#client.end();
    this.#shutting = false;
    await this.#begin(false, true);
  }

  /** Everything this page shows and holds, gone at once: no goodbye, no waiting. */
  vanish(): void {
    document.documentElement.dataset['gone'] = 'yes';
    document.body.replaceChildren();
    this.#dropFit();
    this.#client?.end();
    this.views = { home: { state: 'none' } };
    Object.assign(draft, emptyDraft());
    this.link = '';
  }

  personIsHere(): void {
    this.#lookAtClock();
    this.#seen = Date.now();
    this.#away = false;
    if (this.home.has_lock !== true || this.home.locked === true || this.#seen - this.#told < TELL_MS) return;
    this.#told = this.#seen;
    void this.#client.ask('views').then((reply) => reply.error === undefined && this.#take(reply));
  }

  // By the time of day and not by a timer, so that two minutes of sleep count too.
  #lookAtClock(): void {
    if (this.#away || Date.now() - this.#seen < IDLE_MS) return;
    this.#away = true;
    // Nobody finds an open help page, nor the country it was read for, nor a card that stood.
    this.helpCountry = undefined;
    concern.rests();
    if (this.place === 'shelter' && !/^(settle)?$/.test(this.about)) this.go(this.home.state === 'none' ? 'welcome' : 'today');
    void this.lock();
  }

  async #begin(sample: boolean, stay = false): Promise<void> {
    this.#dropFit();
    this.#client = this.#worker();
    const reply = await this.#client.wish({ verb: 'start', sample });
    this.#arrive(reply, stay);
  }

  #worker(): Client {
    const client = new Client(
      (views, relayIsNewer) => {
        this.relayIsNewer = relayIsNewer;
        this.#show(views);
        this.news += 1;
      },
      (standing) => {
        // Leading is said once the home is open too: an earlier first tap would be undone by the answer.
        if (standing === 'leading') return;
        this.standing = standing;
        // Another tab has the home now. What this one knew of it goes, and so does the worker that knew it.
        if (this.home.has_lock === true) Object.assign(draft, emptyDraft());
        this.views = { home: { state: 'none' } };
        client.end();
      },
    );
    return client;
  }

  #arrive(reply: Reply, stay = false): void {
    if (reply.error?.name === 'elsewhere') return;
    if (reply.error?.name === 'broken') {
      this.standing = 'broken';
      return;
    }
    this.standing = 'leading';
    this.damaged = (reply.views.damage?.length ?? 0) > 0;
    this.#take(reply);
    if (stay) return;
    if (this.link !== '') this.go(this.home.state === 'none' ? 'join' : 'pair');
    else this.go(this.home.state === 'none' ? 'welcome' : 'today');
  }

  #take(reply: Reply): Reply {
    if (reply.views.home !== undefined) this.#show(reply.views);
    return reply;
  }

  #show(views: Views): void {
    const open = this.home.has_lock === true && this.home.locked !== true;
    if (this.#shutting && views.home.locked !== true) return; // said before it shut
    const here = Date.now() - this.#seen < IDLE_MS - TELL_MS;
    // The core shut my room by its own clock: the page forgets too. With the person here it did not: it began anew, for the
    // disk had no room, and what is being written stays.
    if (open && views.home.locked === true && (!here || ROOM.includes(this.place))) void this.lock();
    else this.views = views;
  }
}

export const app = new App();

/** What went wrong, in the words of the app. */
export function sentence(error: Refusal): string {
  const known = (t.errors as Record<string, string>)[error.name];
  return known ?? (error.say === '' ? t.errors.broken : error.say);
}
