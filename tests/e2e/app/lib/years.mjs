// A home of 100,000 events as the bench makes it, put into a browser's real storage in the app's own format
// (web/src/host/disk.ts), for the app to open. Nothing is measured here. Used by ten_years.mjs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, root } from './house.mjs';

const program = join(build, 'lab/bothy-bench-open');
const folder = process.env['BOTHY_YEARS'] ?? join(root, 'build/ten_years');

/** The folder of the home, made by the bench when there is none or the bench is newer: some minutes. */
export function tenYears() {
  const made = join(folder, 'open.json');
  if (!existsSync(made) || statSync(made).mtimeMs < statSync(program).mtimeMs) {
    console.log('  making a home of 100,000 events: some minutes, and only this once');
    execFileSync(program, ['--lay-out', folder], { stdio: ['ignore', 'ignore', 'ignore'] });
  }
  return folder;
}

// Writes rows, segments and the device's secret as the app does. Runs in a plain page of the same place.
async function writeHome({ secret, records, lanes }) {
  const bytesOf = async (name) => new Uint8Array(await (await fetch(`/a-home/${name}`)).arrayBuffer());
  const opened = (name, stores) =>
    new Promise((resolve, reject) => {
      const wish = indexedDB.open(name, 1);
      wish.onupgradeneeded = () => stores.forEach((store) => wish.result.createObjectStore(store));
      wish.onsuccess = () => resolve(wish.result);
      wish.onerror = () => reject(wish.error);
    });
  const within = (db, stores, work) =>
    new Promise((resolve, reject) => {
      const change = db.transaction(stores, 'readwrite');
      work(...stores.map((store) => change.objectStore(store)));
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
  const words = await opened('own', ['words']);
  await within(words, ['words'], (store) => store.put(secret, 'secret'));
  words.close();
  const db = await opened('store', ['rows', 'segments']);
  const small = await bytesOf('records.bin');
  await within(db, ['rows'], (rows) => records.forEach(({ key, at, len }) => rows.put(small.slice(at, at + len), key)));
  const SEGMENT = 256;
  const SLACK = 64;
  for (const lane of lanes) {
    const frames = await bytesOf(`${lane}.frames`);
    const places = new Uint32Array((await bytesOf(`${lane}.at`)).buffer);
    const count = places.length - 1;
    await within(db, ['rows', 'segments'], (rows, segments) => {
      let first = 0;
      for (; count - first >= SEGMENT + SLACK; first += SEGMENT) {
        const sizes = Uint32Array.from({ length: SEGMENT }, (_, i) => places[first + i + 1] - places[first + i]);
        segments.put({ from: first + 1, sizes, bytes: frames.slice(places[first], places[first + SEGMENT]) }, [lane, first + 1]);
      }
      for (; first < count; first += 1) rows.put(frames.slice(places[first], places[first + 1]), `f/${lane}/${(first + 1).toString(16).padStart(16, '0')}`);
    });
  }
  db.close();
}

/** Puts the home into the storage of this person's browser, which has none yet. Ends on a plain page. */
export async function moveIn(person, home) {
  const { device_secret: secret, records } = JSON.parse(readFileSync(join(home, 'open.json'), 'utf8'));
  const lanes = readdirSync(home).filter((name) => name.endsWith('.frames')).map((name) => name.slice(0, -'.frames'.length));
  await person.page.route('**/a-home/*', (route) => route.fulfill({ path: join(home, new URL(route.request().url()).pathname.slice('/a-home/'.length)), contentType: 'application/octet-stream' }));
  await person.go('/measures.html');
  await person.page.evaluate(writeHome, { secret, records, lanes });
}
