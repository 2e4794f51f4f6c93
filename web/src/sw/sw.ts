// The service worker: keeps a signed release whole, serves it without a network, and tells the page of a newer one.
// It never asks another origin, never touches /relay or /api/, and holds nothing of what people write.
// Registered by host/update.ts; docs/release.md says what it promises and what it cannot.
import { keepRelease, keptFile, listOf, readSlip, releaseOf, writeSlip } from './shelf';
import { acceptedRelease, Refused, type Release, type Ring } from './verify';

declare const self: ServiceWorkerGlobalScope;
declare const __RELEASE_RING__: Ring;

type Word = { update: string } | { switched: string } | { trouble: 'no_support' | 'refused' };

async function tell(word: Word): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage(word);
}

// Two workers, an old and a new one, may look at the same moment.
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('release', work) as Promise<T>;

async function fetched(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path, { cache: 'no-store', redirect: 'error' });
  if (!response.ok) throw new TypeError(`the host did not give ${path}`);
  return new Uint8Array(await response.arrayBuffer());
}

const same = (a: Uint8Array, b: Uint8Array | null) => b !== null && a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Looks for a newer release and keeps it whole. Returns the one that waits, if one does. */
async function look(): Promise<Release | null> {
  const slip = await readSlip();
  const [list, signatures] = await Promise.all([fetched('/release.json'), fetched('/release.sig.json')]);
  if (same(list, await listOf(slip.ready))) return releaseOf(slip.ready);
  if (same(list, await listOf(slip.current))) return null;
  const newest = Math.max(slip.current ?? -1, slip.ready ?? -1);
  const release = await acceptedRelease(list, new TextDecoder().decode(signatures), __RELEASE_RING__, newest);
  await keepRelease(release, list, slip.current);
  if (slip.current === null) {
    await writeSlip({ ...slip, current: release.number });
    return null;
  }
  await writeSlip({ ...slip, ready: release.number });
  return release;
}

async function tellTrouble(error: unknown): Promise<void> {
  if (!(error instanceof Refused)) return; // no network, no room: nothing to worry anybody with
  await tell({ trouble: error.reason === 'no_support' ? 'no_support' : 'refused' });
}

async function install(): Promise<void> {
  try {
    await alone(look);
  } catch (error) {
    await tellTrouble(error);
    throw error;
  }
  if (self.registration.active === null) await self.skipWaiting();
}

async function check(): Promise<void> {
  try {
    await alone(look);
  } catch (error) {
    await tellTrouble(error);
  }
  const waiting = await releaseOf((await readSlip()).ready);
  if (waiting !== null) await tell({ update: waiting.version });
}

async function switchOver(): Promise<void> {
  const release = await alone(async () => {
    const slip = await readSlip();
    if (slip.ready !== null) await writeSlip({ current: slip.ready, ready: null, before: slip.current });
    return releaseOf(slip.ready ?? slip.current);
  });
  await self.skipWaiting();
  if (release !== null) await tell({ switched: release.version });
}

/** The file that a request means: itself when it is one, else the one page for whoever goes somewhere. */
function fileFor(release: Release | null, path: string, goesThere: boolean): string | null {
  if (release === null) return null;
  if (path in release.files) return path;
  return goesThere ? 'index.html' : null;
}

async function answer(request: Request, path: string): Promise<Response> {
  const slip = await readSlip();
  const current = await releaseOf(slip.current);
  if (current === null) return fetch(request);
  const name = fileFor(current, path, request.mode === 'navigate');
  if (name !== null) return keptFile(current, name);
  const before = await releaseOf(slip.before);
  if (before !== null && path in before.files) return keptFile(before, path);
  // Not part of what was signed, so not part of the app.
  return new Response('There is nothing here by that name.\n', { status: 404 });
}

const isHosts = (path: string) => path === 'relay' || /^(api\/|\.well-known\/|release\.(sig\.)?json$|sw\.js$|robots\.txt$)/.test(path);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  const { do: wish } = (event.data ?? {}) as { do?: unknown };
  if (wish === 'check') event.waitUntil(check());
  if (wish === 'switch') event.waitUntil(switchOver());
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const path = url.pathname.slice(1);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || isHosts(path)) return;
  event.respondWith(answer(event.request, path));
});
