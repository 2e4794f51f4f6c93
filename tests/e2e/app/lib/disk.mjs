// The laws of where sealed records lie, run against the app's own disk (web/src/host/disk.ts, built alone) inside a browser
// with real storage. Each returns what it saw; what is right is said by the journey. Used by storage.mjs.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './house.mjs';

const web = join(root, 'web');

/** The disk as one script, for a page to import from its own place. */
export async function diskScript() {
  const { build } = await import(pathToFileURL(join(web, 'node_modules/vite/dist/node/index.js')));
  const built = await build({ root: web, configFile: false, logLevel: 'error', build: { write: false, minify: false, lib: { entry: join(web, 'src/host/disk.ts'), formats: ['es'], fileName: 'disk' } } });
  return [built].flat()[0].output[0].code;
}

/** A plain page of this place that can import the disk. It stands there without the app. */
export async function atDisk(person, script) {
  await person.page.route('**/disk.js', (route) => route.fulfill({ body: script, contentType: 'text/javascript' }));
  await person.go('/measures.html');
}

// What lies in the two stores, and what the disk reads back of a lane: everything, from a place on, one by one; now and
// after it was opened anew. Runs in the page.
async function look({ lane, from, ones }) {
  const { BrowserDisk } = await import('/disk.js');
  const disk = await BrowserDisk.open();
  const numbers = async (start) => {
    const seen = [];
    for await (const part of disk.frames(lane, start)) for (let at = 0; at < part.length; at += 300) seen.push(new DataView(part.buffer, part.byteOffset + at).getUint32(0));
    return seen;
  };
  const key = (seq) => `f/${lane}/${seq.toString(16).padStart(16, '0')}`;
  const out = { all: await numbers(1), from: await numbers(from), ones: [], rows: (await disk.db.getAllKeys('rows')).length, segments: (await disk.db.getAllKeys('segments')).length };
  for (const seq of ones) {
    const frame = await disk.get(key(seq));
    out.ones.push(frame === undefined ? null : new DataView(frame.buffer, frame.byteOffset).getUint32(0));
  }
  disk.db.close();
  return out;
}

// Frames of 300 bytes that begin with a number: [seq, number], or [seq] to drop it. One batch each, or all in one. Runs in
// the page. `spoilt` adds a write that no store takes. Returns the error's name, if any.
async function write({ lane, writes, together, spoilt }) {
  const { BrowserDisk } = await import('/disk.js');
  const disk = await BrowserDisk.open();
  const one = ([seq, number]) => {
    const key = `f/${lane}/${seq.toString(16).padStart(16, '0')}`;
    if (number === undefined) return { key };
    const value = new Uint8Array(300).fill(seq % 251);
    new DataView(value.buffer).setUint32(0, number);
    return { key, value };
  };
  const batches = together ? [writes.map(one)] : writes.map((each) => [one(each)]);
  if (spoilt) batches[0].push({ key: 'x/1', value: () => undefined });
  try {
    for (const batch of batches) await disk.apply(batch);
    return '';
  } catch (error) {
    return error.name;
  } finally {
    disk.db.close();
  }
}

export const see = (person, lane, { from = 1, ones = [] } = {}) => person.page.evaluate(look, { lane, from, ones });
export const put = (person, lane, writes, { together = false, spoilt = false } = {}) => person.page.evaluate(write, { lane, writes, together, spoilt });
