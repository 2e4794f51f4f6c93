// What can be seen of a page from outside: its pixels, its accessibility tree, its elements; and what its origin keeps.
// It touches nothing and knows no screen. Used by the journeys about safety, in Chromium.
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';

/** The picture inside a PNG, unpacked, with its size: two pictures are the same when these are. */
export function pixelsOf(png) {
  const parts = [];
  let head = '';
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') head = data.toString('hex');
    if (kind === 'IDAT') parts.push(data);
    at += 12 + size;
  }
  return { head, rows: inflateSync(Buffer.concat(parts)) };
}

export const samePixels = (a, b) => a.head === b.head && a.rows.equals(b.rows);

/** The accessibility tree in reading order, one line a node; what only numbers the nodes is left out. */
export async function treeOf(cdp) {
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const by = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const walk = (id, depth) => {
    const node = by.get(id);
    if (node === undefined) return;
    const { nodeId: _, backendDOMNodeId: __, parentId: ___, childIds: ____, frameId: _____, ...rest } = node;
    const said = JSON.stringify(rest, (key, value) => (['backendDOMNodeId', 'relatedNodes', 'url'].includes(key) ? undefined : value));
    lines.push(' '.repeat(depth) + said);
    for (const child of node.childIds ?? []) walk(child, depth + 1);
  };
  walk(nodes[0]?.nodeId, 0);
  return lines.join('\n');
}

// Elements with an id of their own are counted through as they are made; here they are numbered by where they stand.
function numbered(html) {
  const known = new Map();
  return html.replace(/(?<=[" #])[sc]\d+(?=[-" )])/g, (id) => {
    if (!known.has(id)) known.set(id, `n${known.size}`);
    return known.get(id);
  });
}

/** The place where two texts part, with a little of each. */
export function parting(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `${JSON.stringify(a.slice(Math.max(0, at - 80), at + 120))}\n  against ${JSON.stringify(b.slice(Math.max(0, at - 80), at + 120))}`;
}

/** Pixels, tree and elements of what is shown now, once it stands still. */
export async function seen(person, cdp) {
  await person.page.evaluate('document.fonts.ready.then(() => undefined)');
  let last;
  for (let tries = 0; tries < 50; tries += 1) {
    const shot = pixelsOf(await person.page.screenshot({ fullPage: true, animations: 'disabled', caret: 'hide' }));
    if (last !== undefined && samePixels(shot, last)) break;
    last = shot;
    await new Promise((later) => setTimeout(later, 120));
  }
  return { pixels: last, tree: numbered(await treeOf(cdp)), elements: numbered(await person.page.evaluate('document.documentElement.outerHTML')) };
}

// Runs inside the page: everything the origin keeps, in an order that does not change.
async function kept() {
  const out = {};
  const plain = (value) => {
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength)].join(',');
    return value;
  };
  const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  for (const { name } of (await indexedDB.databases()).sort((a, b) => a.name.localeCompare(b.name))) {
    const db = await done(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      out[`idb ${name} ${store}`] = JSON.stringify([keys, values], (_, value) => plain(value));
    }
    db.close();
  }
  for (const [name, store] of [['local', localStorage], ['session', sessionStorage]]) out[name] = JSON.stringify(Object.entries(store).sort());
  for (const name of (await caches.keys()).sort()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) out[`cache ${name} ${request.url}`] = plain(await (await cache.match(request)).arrayBuffer());
  }
  out.cookies = document.cookie;
  return out;
}

/** A sum for each store of the origin: databases, local and session storage, caches, cookies. */
export async function storeSums(page) {
  const all = await page.evaluate(`(${kept})()`);
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, createHash('sha256').update(String(text)).digest('hex')]));
}
