// What the page knows: the newest views, whole; where the person is; how this device looks. It decides nothing
// that the core decides. Called by every screen.
import { Client } from './host/client';
import type { Reply, Standing } from './host/messages';
import { keptWords, type Look } from './host/own_words';
import type { Home, IntentName, Intents, QuestionName, Questions, Refusal, Today, Views } from './door/views';
import { t } from './copy';
import { hourOf, type Hour } from './hour';
import { draft, emptyDraft } from './draft.svelte';

export type Tab = 'today' | 'talk' | 'us' | 'me' | 'shelter';
export type Place =
  | Tab
  | 'welcome' | 'limits' | 'begin' | 'recover' | 'join' | 'answer'
  | 'history' | 'entry' | 'unlock' | 'pair' | 'style'
  | 'settings' | 'settings/lock' | 'settings/devices' | 'settings/sharing' | 'settings/relay'
  | 'settings/look' | 'settings/export' | 'settings/import' | 'settings/unpair' | 'settings/erase' | 'settings/about';

const IDLE_MS = 120_000; // CC-13

class App {
  views = $state.raw<Views>({ home: { state: 'none' } });
  standing = $state<Standing | 'starting' | 'broken'>('starting');
  sample = $state(false);
  place = $state<Place>('welcome');
  /** What a screen was opened with, such as the id of an entry. */
  about = $state('');
  /** A link that somebody followed to come here; it stays in memory only. */
  link = $state('');
  look = $state<Look>({ name: 'Bothy', country: '', light: 'system', hour: 'system' });
  hour = $state<Hour>(hourOf(new Date()));
  update = $state('');
  #client!: Client;
  #idle: ReturnType<typeof setTimeout> | undefined;

  async start(): Promise<void> {
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
    return this.#take(await this.#client.ask(name, args ?? {}, bytes));
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
    void this.#client.wish({ verb: 'hurry' });
  }

  /** Shuts my room: the core wipes its keys, and the worker's whole memory goes with it. */
  async lock(): Promise<void> {
    if (this.home.has_lock !== true || this.home.locked === true || this.sample) return;
    const room: Place[] = ['me', 'history', 'entry', 'answer', 'settings/export', 'settings/import', 'settings/devices'];
    if (room.includes(this.place)) this.go('today');
    // Who locks has a reason: words on their way are not left on the screen.
    Object.assign(draft, emptyDraft());
    await this.#client.act('lock');
    this.#client.end();
    await this.#begin(false, true);
  }

  /** Everything this page holds, gone at once: no goodbye, no waiting. */
  vanish(): void {
    this.#client.end();
    this.views = { home: { state: 'none' } };
  }

  personIsHere(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.lock(), IDLE_MS);
  }

  async #begin(sample: boolean, stay = false): Promise<void> {
    this.#client = new Client(
      (views) => (this.views = views),
      (standing) => (this.standing = standing),
    );
    const reply = await this.#client.wish({ verb: 'start', sample });
    this.#arrive(reply, stay);
  }

  #arrive(reply: Reply, stay = false): void {
    if (reply.error?.name === 'elsewhere') return;
    if (reply.error?.name === 'broken') {
      this.standing = 'broken';
      return;
    }
    this.standing = 'leading';
    this.#take(reply);
    if (stay) return;
    if (this.link !== '') this.go(this.home.state === 'none' ? 'join' : 'pair');
    else this.go(this.home.state === 'none' ? 'welcome' : 'today');
  }

  #take(reply: Reply): Reply {
    if (reply.views.home !== undefined) this.views = reply.views;
    return reply;
  }
}

export const app = new App();

/** What went wrong, in the words of the app. */
export function sentence(error: Refusal): string {
  const known = (t.errors as Record<string, string>)[error.name];
  return known ?? (error.say === '' ? t.errors.broken : error.say);
}
