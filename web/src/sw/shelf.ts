// Where releases lie in the browser: one cache per release, filled with checked files only, and a slip that names
// the one in use. Nothing is judged here but sums. Called by sw.ts.
import { hasSum, Refused, type Release } from './verify';

/** Numbers of releases: in use, whole and waiting, and the one before, for tabs that still show it. */
export interface Slip {
  current: number | null;
  ready: number | null;
  before: number | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

const SLIP = 'slip';
const SLIP_AT = '/slip';
const LIST_AT = '/release.json';
const nameOf = (number: number) => `release-${number}`;
const anyVary = { ignoreVary: true }; // packed or not, the bytes are the same

export async function readSlip(): Promise<Slip> {
  const kept = await (await caches.open(SLIP)).match(SLIP_AT);
  return kept === undefined ? { current: null, ready: null, before: null } : ((await kept.json()) as Slip);
}

/** Also drops every release that the slip does not name. */
export async function writeSlip(slip: Slip): Promise<void> {
  await (await caches.open(SLIP)).put(SLIP_AT, new Response(JSON.stringify(slip)));
  const named = Object.values(slip).map((number) => nameOf(number ?? -1));
  const stale = (await caches.keys()).filter((name) => name.startsWith('release-') && !named.includes(name));
  await Promise.all(stale.map((name) => caches.delete(name)));
}

/** The exact bytes of a kept release's list. */
export async function listOf(number: number | null): Promise<Bytes | null> {
  if (number === null) return null;
  const kept = await (await caches.open(nameOf(number))).match(LIST_AT, anyVary);
  return kept === undefined ? null : new Uint8Array(await kept.arrayBuffer());
}

const lists = new Map<number, Release>();

export async function releaseOf(number: number | null): Promise<Release | null> {
  if (number === null) return null;
  const known = lists.get(number);
  if (known !== undefined) return known;
  const bytes = await listOf(number);
  if (bytes === null) return null;
  const release = JSON.parse(new TextDecoder().decode(bytes)) as Release;
  lists.set(number, release);
  return release;
}

// The bytes were unpacked on the way, so what spoke of their packing goes; security headers stay.
function asKept(bytes: ArrayBuffer, headers: Headers): Response {
  const kept = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) kept.delete(name);
  return new Response(bytes, { headers: kept });
}

async function ask(path: string, cache: RequestCache): Promise<Response | undefined> {
  const response = await fetch(path, { cache, redirect: 'error', credentials: 'same-origin' });
  return response.ok ? response : undefined;
}

/** A file of a release with the right sum: from a cache at hand, else from the host itself. */
async function checkedFile(path: string, sum: string, current: number | null): Promise<Response> {
  const hashed = path.startsWith('assets/');
  const sources: (() => Promise<Response | undefined>)[] = [
    // The core is large and seldom changes. Scripts come anew, for their headers count too.
    async () => (path.endsWith('.wasm') && current !== null ? (await caches.open(nameOf(current))).match(`/${path}`, anyVary) : undefined),
    async () => (hashed ? ask(`/${path}`, 'default') : undefined),
    () => ask(`/${path}`, 'no-store'),
  ];
  let odd = false;
  for (const source of sources) {
    const response = await source();
    if (response === undefined) continue;
    const bytes = await response.arrayBuffer();
    if (await hasSum(bytes, sum)) return asKept(bytes, response.headers);
    odd = true;
  }
  throw odd ? new Refused('tampered') : new TypeError(`the host did not give ${path}`);
}

/** Keeps a whole release or nothing of it. Errors: Refused when a file is not as listed; whatever network or disk said. */
export async function keepRelease(release: Release, list: Bytes, current: number | null): Promise<void> {
  const name = nameOf(release.number);
  await caches.delete(name);
  const cache = await caches.open(name);
  try {
    await Promise.all(
      Object.entries(release.files).map(async ([path, sum]) => cache.put(`/${path}`, await checkedFile(path, sum, current))),
    );
    await cache.put(LIST_AT, new Response(list));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** A file of a kept release. One that the browser lost is fetched again, and checked again. */
export async function keptFile(release: Release, path: string): Promise<Response> {
  const cache = await caches.open(nameOf(release.number));
  const kept = await cache.match(`/${path}`, anyVary);
  if (kept !== undefined) return kept;
  const fresh = await checkedFile(path, release.files[path] as string, null);
  await cache.put(`/${path}`, fresh.clone());
  return fresh;
}
