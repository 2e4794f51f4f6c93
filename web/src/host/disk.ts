// Where sealed records lie: IndexedDB, rows for what is new and segments of 256 frames for what is old, in atomic batches.
// Keys and bytes only; nothing is opened here. Called by home.ts inside the worker.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';

const STORE = 'store';
const OWN = 'own';
const SEGMENT = 256; // frames that leave the rows at once
const SLACK = 64; // newest frames stay rows, for a lane may follow another branch
const FEED_BYTES = 1 << 20; // frames handed to the door in one call

/** One write of a batch; no value means: drop it. */
export interface Write {
  key: string;
  value?: Uint8Array;
}

interface Segment {
  from: number;
  sizes: Uint32Array;
  bytes: Uint8Array;
}

interface Schema extends DBSchema {
  rows: { key: string; value: Uint8Array };
  segments: { key: [string, number]; value: Segment };
}

/** What a home needs of a disk; the sample couple has one in memory. */
export interface Disk {
  small(): Promise<Map<string, Uint8Array>>;
  frames(lane: string, from: number): AsyncGenerator<Uint8Array>;
  lanes(): Promise<string[]>;
  get(key: string): Promise<Uint8Array | undefined>;
  apply(writes: Write[]): Promise<void>;
  erase(): Promise<void>;
}

type Change = IDBPTransaction<Schema, ('rows' | 'segments')[], 'readwrite'>;

const frameKey = (lane: string, seq: number) => `f/${lane}/${seq.toString(16).padStart(16, '0')}`;
const laneOf = (key: string) => key.slice(2, 34);
const seqOf = (key: string) => Number.parseInt(key.slice(35), 16);
const isFrame = (key: string) => key.startsWith('f/');
const framesOf = (lane: string, from = 0) => IDBKeyRange.bound(frameKey(lane, from), `f/${lane}/g`);
const segmentsOf = (lane: string) => IDBKeyRange.bound([lane, 0], [lane, Number.MAX_SAFE_INTEGER]);
const aroundSegment = (lane: string, seq: number) => IDBKeyRange.bound([lane, Math.max(0, seq - SEGMENT + 1)], [lane, seq]);

/** One array after the other in one piece. */
export function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function* unpacked(segment: Segment): Generator<[number, Uint8Array]> {
  let at = 0;
  for (const [i, size] of segment.sizes.entries()) {
    yield [segment.from + i, segment.bytes.subarray(at, at + size)];
    at += size;
  }
}

// A write that could not even be asked for takes the others of its batch with it.
function abandon(change: Change): void {
  try {
    change.abort();
  } catch {
    // It ended by itself.
  }
}

export class BrowserDisk implements Disk {
  #rows = new Map<string, number>(); // rows per lane, to know when a segment is due
  #sealed = new Map<string, number>(); // the last place of a lane that lies in a segment

  private constructor(readonly db: IDBPDatabase<Schema>) {}

  /** Errors: whatever the browser says when it keeps no storage for this place. */
  static async open(): Promise<BrowserDisk> {
    const db = await openDB<Schema>(STORE, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('rows');
        fresh.createObjectStore('segments');
      },
    });
    const disk = new BrowserDisk(db);
    for (const key of await db.getAllKeys('rows', IDBKeyRange.bound('f/', 'f0'))) disk.#count(laneOf(key), 1);
    for (const [lane, from] of await db.getAllKeys('segments')) disk.#sealed.set(lane, from + SEGMENT - 1);
    return disk;
  }

  async small(): Promise<Map<string, Uint8Array>> {
    const out = new Map<string, Uint8Array>();
    for (const range of [IDBKeyRange.upperBound('f/', true), IDBKeyRange.lowerBound('f0')]) {
      const [keys, values] = await Promise.all([this.db.getAllKeys('rows', range), this.db.getAll('rows', range)]);
      keys.forEach((key, i) => out.set(key, values[i] as Uint8Array));
    }
    return out;
  }

  async lanes(): Promise<string[]> {
    return [...new Set([...this.#sealed.keys(), ...this.#rows.keys()])].sort();
  }

  /** Frames of a lane from a place on, in order, in parts of about a MiB. */
  async *frames(lane: string, from: number): AsyncGenerator<Uint8Array> {
    const [segments, rows] = await Promise.all([this.db.getAllKeys('segments', segmentsOf(lane)), this.db.getAllKeys('rows', framesOf(lane, from))]);
    let parts: Uint8Array[] = [];
    let next = from;
    // Rows lie behind the segments, and before one of them where another was unpacked.
    const rowsUntil = async (seq: number) =>
      rows.some((key) => seqOf(key) >= next && seqOf(key) < seq) ? this.db.getAll('rows', IDBKeyRange.bound(frameKey(lane, next), frameKey(lane, seq), false, true)) : [];
    for (const key of segments) {
      const first = key[1];
      if (first + SEGMENT <= from) continue;
      parts.push(...(await rowsUntil(first)));
      const segment = await this.db.get('segments', key);
      for (const [seq, frame] of segment === undefined ? [] : unpacked(segment)) if (seq >= from) parts.push(frame);
      next = first + SEGMENT;
      if (parts.reduce((sum, part) => sum + part.length, 0) < FEED_BYTES) continue;
      yield joined(parts);
      parts = [];
    }
    parts.push(...(await rowsUntil(Number.MAX_SAFE_INTEGER)));
    if (parts.length > 0) yield joined(parts);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const row = await this.db.get('rows', key);
    if (row !== undefined || !isFrame(key)) return row;
    const seq = seqOf(key);
    const at = await this.db.getAllKeys('segments', aroundSegment(laneOf(key), seq));
    const segment = at[0] === undefined ? undefined : await this.db.get('segments', at[0]);
    for (const [n, frame] of segment === undefined ? [] : unpacked(segment)) if (n === seq) return frame;
    return undefined;
  }

  /** All or nothing, and durable when it returns. Errors: QuotaExceededError when there is no room. */
  async apply(writes: Write[]): Promise<void> {
    if (writes.length === 0) return;
    const change = this.db.transaction(['rows', 'segments'], 'readwrite', { durability: 'strict' });
    const rows = change.objectStore('rows');
    const counts = new Map<string, number>();
    try {
      for (const { key, value } of writes) {
        if (isFrame(key)) {
          const freed = await this.#unpackAround(change, key);
          const had = (await rows.getKey(key)) !== undefined;
          const step = (value !== undefined ? 1 : 0) - (had ? 1 : 0);
          counts.set(laneOf(key), (counts.get(laneOf(key)) ?? 0) + step + freed);
        }
        if (value === undefined) await rows.delete(key);
        else await rows.put(value, key);
      }
      await change.done;
    } catch (error) {
      if (change.error === null) abandon(change);
      await change.done.catch(() => undefined);
      throw change.error ?? error;
    }
    for (const [lane, n] of counts) this.#count(lane, n);
    for (const lane of counts.keys()) await this.#gather(lane);
  }

  async erase(): Promise<void> {
    const change = this.db.transaction(['rows', 'segments'], 'readwrite', { durability: 'strict' });
    await Promise.all([change.objectStore('rows').clear(), change.objectStore('segments').clear(), change.done]);
    this.#rows.clear();
    this.#sealed.clear();
  }

  #count(lane: string, n: number): void {
    this.#rows.set(lane, (this.#rows.get(lane) ?? 0) + n);
  }

  // A frame inside a segment changes: the segment becomes rows again. Returns how many. Rare: only what is mended.
  async #unpackAround(change: Change, key: string): Promise<number> {
    const [lane, seq] = [laneOf(key), seqOf(key)];
    if (seq > (this.#sealed.get(lane) ?? -1)) return 0;
    const segments = change.objectStore('segments');
    const [at] = await segments.getAllKeys(aroundSegment(lane, seq));
    const segment = at === undefined ? undefined : await segments.get(at);
    if (at === undefined || segment === undefined) return 0;
    for (const [n, frame] of unpacked(segment)) await change.objectStore('rows').put(frame.slice(), frameKey(lane, n));
    await segments.delete(at);
    return segment.sizes.length;
  }

  // Old rows become one segment: a thousand small rows take twenty times as long to read as four large ones.
  async #gather(lane: string): Promise<void> {
    while ((this.#rows.get(lane) ?? 0) >= SEGMENT + SLACK) {
      const change = this.db.transaction(['rows', 'segments'], 'readwrite');
      const rows = change.objectStore('rows');
      const keys = await rows.getAllKeys(framesOf(lane), SEGMENT);
      const from = seqOf(keys[0] as string);
      if (!keys.every((key, i) => seqOf(key) === from + i)) return change.done;
      const values = await rows.getAll(framesOf(lane), SEGMENT);
      const segment = { from, sizes: Uint32Array.from(values, (value) => value.length), bytes: joined(values) };
      await change.objectStore('segments').put(segment, [lane, from]);
      await rows.delete(IDBKeyRange.bound(keys[0] as string, keys[SEGMENT - 1] as string));
      await change.done;
      this.#count(lane, -SEGMENT);
      this.#sealed.set(lane, Math.max(this.#sealed.get(lane) ?? 0, from + SEGMENT - 1));
    }
  }
}

/** A disk that forgets: for the sample couple. */
export class MemoryDisk implements Disk {
  #all = new Map<string, Uint8Array>();

  async small(): Promise<Map<string, Uint8Array>> {
    return new Map([...this.#all].filter(([key]) => !isFrame(key)));
  }
  async *frames(): AsyncGenerator<Uint8Array> {}
  async lanes(): Promise<string[]> {
    return [];
  }
  async get(key: string): Promise<Uint8Array | undefined> {
    return this.#all.get(key);
  }
  async apply(writes: Write[]): Promise<void> {
    for (const { key, value } of writes) {
      if (value === undefined) this.#all.delete(key);
      else this.#all.set(key, value);
    }
  }
  async erase(): Promise<void> {
    this.#all.clear();
  }
}

/** What lies beside the store, unsealed: the device's secret, which opens nothing alone. */
export async function ownWords(): Promise<IDBPDatabase> {
  return openDB(OWN, 1, { upgrade: (fresh) => void fresh.createObjectStore('words') });
}
