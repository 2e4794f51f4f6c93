// One open home: the door over a disk and a socket, in the order that is law - keep, offer, show (docs/door.md).
// It decides nothing about what is kept or said. Called by worker.ts.
import { Door } from './door';
import { joined, ownWords, type Disk, type Write } from './disk';
import type { Args, Reply } from './messages';
import { RelayLink } from './relay';
import type { Refusal, Views } from '../door/views';
import type { LaneNeed, Reply as DoorReply } from '../door/types';

const TICK_MS = 15 * 60_000; // docs/door.md: a tick at the start and every quarter of an hour
const MEET_MS = 3_000; // who waits for a meeting asks again
const SHOW_MS = 40; // news from the relay is shown at most this often
const PUT = 0x05;
const NOTHING = new Uint8Array(0);

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const entropy = () => hex(crypto.getRandomValues(new Uint8Array(32)));
const part = (tail: Uint8Array<ArrayBuffer>, where: { at?: number; len?: number }) =>
  tail.slice(where.at ?? 0, (where.at ?? 0) + (where.len ?? 0));

/** What the disk said, as an error of the one shape. */
function diskTrouble(error: unknown): Refusal {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError';
  return { name: full ? 'disk_full' : 'disk', say: String(error) };
}

/** The device's secret, made once; it lies beside the store and opens nothing alone. */
async function deviceSecret(): Promise<string> {
  const words = await ownWords();
  try {
    const known: unknown = await words.get('words', 'secret');
    if (typeof known === 'string') return known;
    const fresh = entropy();
    await words.put('words', fresh, 'secret');
    return fresh;
  } finally {
    words.close();
  }
}

export class Home {
  #door: Door | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #link: RelayLink | null = null;
  #views: Views = { home: { state: 'none' } };
  #ticked = false;
  #relayIsNewer = false;
  #cut = false; // the disk took nothing, and the relay was not told anything since
  #ticking: ReturnType<typeof setInterval> | undefined;
  #meeting: ReturnType<typeof setInterval> | undefined;
  #showing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly core: WebAssembly.Module,
    readonly disk: Disk,
    readonly show: (views: Views, relayIsNewer: boolean) => void,
  ) {}

  /** Opens what lies on the disk. */
  open(): Promise<Reply> {
    return this.#inTurn(() => this.#open());
  }

  /** An intent of the person, or a question. `bytes` are the binary tail. */
  call(verb: 'act' | 'ask', name: string, args: Args, bytes: Uint8Array = NOTHING): Promise<Reply> {
    return this.#inTurn(async () => {
      const request = verb === 'act' ? { do: 'act', intent: name, args } : { do: 'ask', what: name, args };
      const reply = await this.#ask(request, bytes);
      const need = reply.views.need;
      const fed = need !== undefined && reply.error === undefined ? await this.#feed(need) : reply;
      if (verb === 'act' && (name === 'unlock' || name === 'init') && reply.error === undefined) this.#link?.again();
      return fed;
    });
  }

  /** Every stored frame through the door: `verify` says what is whole, `mend` fetches the rest again. */
  check(what: 'verify' | 'mend'): Promise<Reply> {
    return this.#inTurn(async () => {
      const parts: Uint8Array[] = [];
      for (const lane of await this.disk.lanes()) for await (const frames of this.disk.frames(lane, 0)) parts.push(frames);
      const all = joined(parts);
      const args = { frames: { at: 0, len: all.length } };
      return this.#ask(what === 'mend' ? { do: 'act', intent: what, args } : { do: 'ask', what, args }, all);
    });
  }

  /** Talks to this relay from now on, or to none. */
  dial(origin: string | null): void {
    if (this.#link?.origin === origin) return this.#link?.hurry();
    this.#link?.stop();
    this.#link = null;
    if (origin === null) return;
    this.#link = new RelayLink(origin, {
      opened: (at) => {
        this.#ticked = this.#relayIsNewer = false;
        void this.#inTurn(() => this.#ask({ do: 'act', intent: 'connected', args: { origin: at } })).then(() => this.#showSoon());
      },
      heard: (message) => void this.#inTurn(() => this.#hear(message)).then(() => this.#showSoon()),
      closed: () => void this.#inTurn(() => this.#ask({ do: 'act', intent: 'disconnected', args: {} })).then(() => this.#showSoon()),
    });
  }

  hurry(): void {
    this.#link?.hurry();
  }

  /** Ends the work in hand and forgets every key. */
  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#link?.stop();
      clearInterval(this.#ticking);
      clearInterval(this.#meeting);
      this.#door?.close();
      this.#door = null;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #open(): Promise<Reply> {
    this.#door?.close();
    const [door, small, secret] = await Promise.all([Door.open(this.core), this.disk.small(), deviceSecret()]);
    this.#door = door;
    const records: { key: string; at: number; len: number }[] = [];
    const parts: Uint8Array[] = [];
    let at = 0;
    for (const [key, value] of small) {
      records.push({ key, at, len: value.length });
      parts.push(value);
      at += value.length;
    }
    const reply = await this.#ask({ do: 'open', device_secret: secret, records }, joined(parts));
    return reply.views.need === undefined ? reply : this.#feed(reply.views.need);
  }

  async #feed(need: LaneNeed[]): Promise<Reply> {
    for (const { lane, from } of need) {
      const parts = this.disk.frames(lane, from);
      // The disk reads the next part while the core works on this one.
      for (let part = await parts.next(); part.done !== true; ) {
        const coming = parts.next();
        await this.#ask({ do: 'open', frames: { at: 0, len: part.value.length }, last: false }, part.value);
        part = await coming;
      }
    }
    return this.#ask({ do: 'open', frames: { at: 0, len: 0 }, last: true });
  }

  /** Ticks go by the clock and not by what was written (CC-02), and only where a relay is to see them. */
  keepTime(): void {
    clearInterval(this.#ticking);
    this.#tick();
    this.#ticking = setInterval(() => this.#link !== null && this.#tick(), TICK_MS);
    clearInterval(this.#meeting);
    this.#meeting = setInterval(() => {
      if (this.#views.meeting?.stage !== 'waiting' && this.#views.sync?.unmet !== true) return;
      void this.#inTurn(() => this.#ask({ do: 'act', intent: 'meet', args: {} })).then(() => this.#showSoon());
    }, MEET_MS);
  }

  #tick(): void {
    void this.#inTurn(() => this.#ask({ do: 'act', intent: 'tick', args: {} })).then(() => this.#showSoon());
  }

  async #hear(message: Uint8Array): Promise<void> {
    const { views, error } = await this.#ask({ do: 'receive', message: { at: 0, len: message.length } }, message);
    this.#relayIsNewer ||= error?.name === 'too_new';
    // The first tick of a connection, once everything was asked for and came: one before has no lane to go to. When that
    // is does not depend on what was written (CC-02).
    if (this.#ticked || views.sync?.connected !== true || !views.sync.quiet) return;
    this.#ticked = true;
    this.#tick();
  }

  async #ask(request: Record<string, unknown>, tail: Uint8Array = NOTHING): Promise<Reply> {
    if (this.#door === null) return { views: this.#views, error: { name: 'not_open', say: '' } };
    const secret = request['do'] === 'act' && (request['intent'] === 'init' || request['intent'] === 'join_device' || request['intent'] === 'recover');
    const whole = {
      ...request,
      ...(secret ? { device_secret: await deviceSecret() } : {}),
      now_ms: Date.now(),
      tz_min: -new Date().getTimezoneOffset(),
      entropy: entropy(),
    };
    const answered = this.#door.call(JSON.stringify(whole), tail);
    const reply = JSON.parse(answered.text) as DoorReply;
    try {
      await this.#keep(reply, answered.tail);
    } catch (error) {
      // The door is ahead of the disk now: it begins again from what is really kept, and knows of no connection.
      await this.#open();
      // It dials when the disk takes things again: sooner, what the relay says would only end here once more.
      this.#cut = true;
      return { views: this.#views, error: diskTrouble(error) };
    }
    if (this.#cut && reply.store.length > 0) {
      this.#cut = false;
      this.#link?.again(); // the disk takes things again, so there is something to exchange
    }
    await this.#offer(reply, answered.tail);
    this.#views = reply.views;
    const out: Reply = { views: reply.views };
    if (reply.error !== undefined) out.error = reply.error;
    if (answered.tail.length > 0) out.bytes = answered.tail;
    return out;
  }

  async #keep(reply: DoorReply, tail: Uint8Array<ArrayBuffer>): Promise<void> {
    const writes: Write[] = [];
    for (const item of reply.store) {
      if (item.drop_all === true) {
        await this.disk.erase();
        this.dial(null);
        return;
      }
      writes.push(item.drop === true ? { key: item.key as string } : { key: item.key as string, value: part(tail, item) });
    }
    await this.disk.apply(writes);
  }

  async #offer(reply: DoorReply, tail: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#link === null) return;
    for (const item of reply.send) {
      if (item.put === undefined) {
        this.#link.send(part(tail, item));
        continue;
      }
      const frame = (await this.disk.get(item.put)) ?? NOTHING;
      const message = new Uint8Array(frame.length + 1);
      message[0] = PUT;
      message.set(frame, 1);
      this.#link.send(message);
    }
  }

  #showSoon(): void {
    this.#showing ??= setTimeout(() => {
      this.#showing = undefined;
      this.show(this.#views, this.#relayIsNewer);
    }, SHOW_MS);
  }
}
