// What lies in the memory of a page and of its workers: their script heaps, and the memory of the core inside a worker.
// It needs a person in Chromium whose service worker is blocked, for the worker's script is opened on its way.
// Used by the journey about the shut room.
import { randomUUID } from 'node:crypto';

// Before the worker's own words: whatever module is opened there can be looked into.
const opened = `globalThis.memories = []; globalThis.seeds = [];
const draw = crypto.getRandomValues.bind(crypto);
crypto.getRandomValues = (bytes) => { draw(bytes); if (bytes.length === 32) seeds.push([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')); return bytes; };

const instantiate = WebAssembly.instantiate.bind(WebAssembly);
WebAssembly.instantiate = async (...what) => { const made = await instantiate(...what); memories.push((made.instance ?? made).exports.memory); return made; };
`;

/** From now on workers keep a hold of the core's memory, for `inCore`. Before the page is opened. */
export async function openWorkers(person) {
  await person.page.route(/assets\/worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: opened + (await response.text()) });
  });
}

// Runs inside a worker: how often each of the words stands in the core's memory.
function countInCore(words) {
  const out = {};
  for (const word of words) out[word] = 0;
  for (const memory of globalThis.memories ?? []) {
    const bytes = new Uint8Array(memory.buffer);
    let text = ''; // a letter for each byte, whatever it is
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    for (const word of words) out[word] += text.split(word).length - 1;
  }
  return { ...out, bytes: (globalThis.memories ?? []).reduce((sum, memory) => sum + memory.buffer.byteLength, 0) };
}

/** The randomness that a request brought, of every request of the live workers; 64 hex digits each. */
export async function seedsOf(person) {
  return (await Promise.all(person.page.workers().map((worker) => worker.evaluate('globalThis.seeds')))).flat();
}

/** Bytes as a word that `inCore` finds. */
export const asWord = (hex) => Buffer.from(hex, 'hex').toString('latin1');

/** How often each word stands in the core's memory, over every live worker of the page. */
export async function inCore(person, words) {
  const all = await Promise.all(person.page.workers().map((worker) => worker.evaluate(`(${countInCore})(${JSON.stringify(words)})`)));
  const sum = { workers: all.length };
  for (const one of all) for (const [word, n] of Object.entries(one)) sum[word] = (sum[word] ?? 0) + n;
  return sum;
}

async function snapshot(send, on) {
  const parts = [];
  const off = on((chunk) => parts.push(chunk));
  await send('HeapProfiler.enable');
  await send('HeapProfiler.collectGarbage');
  await send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  off();
  return parts.join('');
}

// One session of the page and one of each worker under it; a worker's messages travel inside the page's.
async function sessions(cdp) {
  const workers = new Map();
  const onTarget = ({ sessionId, targetInfo }) => targetInfo.type === 'worker' && workers.set(sessionId, targetInfo.url);
  cdp.on('Target.attachedToTarget', onTarget);
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  await new Promise((later) => setTimeout(later, 300));
  return [...workers.keys()];
}

function worker(cdp, sessionId) {
  const waiting = new Map();
  const chunks = new Set();
  let next = 1;
  cdp.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const message = JSON.parse(event.message);
    if (message.method === 'HeapProfiler.addHeapSnapshotChunk') for (const heard of chunks) heard(message.params.chunk);
    waiting.get(message.id)?.(message.result);
  });
  const send = (method, params = {}) =>
    new Promise((resolve) => {
      const id = next;
      next += 1;
      waiting.set(id, resolve);
      void cdp.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    });
  const on = (heard) => {
    chunks.add(heard);
    return () => chunks.delete(heard);
  };
  return { send, on };
}

/** The script heaps of the page and of its live workers as text, garbage gathered first: [page, worker, ...]. */
export async function heaps(person) {
  const cdp = await person.context.newCDPSession(person.page);
  const out = [];
  const onPage = (heard) => {
    const each = ({ chunk }) => heard(chunk);
    cdp.on('HeapProfiler.addHeapSnapshotChunk', each);
    return () => cdp.off('HeapProfiler.addHeapSnapshotChunk', each);
  };
  const mark = `mark-${randomUUID()}`;
  await person.page.evaluate(`globalThis.marked = ${JSON.stringify(mark)}`);
  out.push(await snapshot((method, params) => cdp.send(method, params), onPage));
  if (!out[0].includes(mark)) throw new Error('the snapshot does not hold what lies on the page');
  for (const sessionId of await sessions(cdp)) {
    const { send, on } = worker(cdp, sessionId);
    out.push(await snapshot(send, on));
  }
  await cdp.detach();
  return out;
}

/** How often each word stands in the script heaps, and how many heaps there were. */
export async function inScripts(person, words) {
  const all = await heaps(person);
  const out = { heaps: all.length, bytes: all.reduce((sum, text) => sum + text.length, 0) };
  for (const word of words) out[word] = all.reduce((sum, text) => sum + text.split(word).length - 1, 0);
  return out;
}
