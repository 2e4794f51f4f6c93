// Plays every transcript of tests/golden through the WebAssembly build: each reply must be what the native build gave, byte
// for byte. `node tools/transcripts.mjs [module] [folder]`; exit 1 on any difference. lab/golden/transcript.h has the format.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDoor } from './wasm_host.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const [modulePath = path.join(root, 'build/wasm/bothy.wasm'), folder = path.join(root, 'tests/golden')] = process.argv.slice(2);
const DIGEST_DIGITS = 32;
const LONGEST_TOLD = 160;

// A piece of a tail is hex, or [step, at, length]: bytes that came with an earlier reply.
function gather(pieces, tails) {
  return Buffer.concat(pieces.map((piece) => {
    if (typeof piece === 'string') return Buffer.from(piece, 'hex');
    const [step, at, length] = piece;
    if (at + length > (tails[step]?.length ?? -1)) throw new Error('its tail points at bytes that are not there');
    return tails[step].subarray(at, at + length);
  }));
}

// "=" stands for the view as it was in the last reply of that door, and a number in a list for the row that stood there.
function unfold(reply, newest) {
  const views = {};
  for (const [name, view] of Object.entries(reply.views)) {
    const before = newest.get(name);
    if (view === '=' && before !== undefined) views[name] = before;
    else if (Array.isArray(view) && Array.isArray(before)) views[name] = view.map((row) => (Number.isInteger(row) ? before[row] : row));
    else views[name] = view;
    newest.set(name, views[name]);
  }
  return { ...reply, views };
}

function digestOf(reply) {
  return createHash('blake2b512').update(reply.text, 'utf8').update(reply.tail).digest('hex').slice(0, DIGEST_DIGITS);
}

function told(value) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}...` : text;
}

/** The first place where two values differ, in words; null when there is none. */
function firstPath(expected, got, at) {
  if (JSON.stringify(expected) === JSON.stringify(got)) return null;
  const bothObjects = [expected, got].every((value) => value !== null && typeof value === 'object');
  if (!bothObjects || Array.isArray(expected) !== Array.isArray(got)) return `${at}: expected ${told(expected)}, got ${told(got)}`;
  for (const key of new Set([...Object.keys(expected), ...Object.keys(got)])) {
    const found = firstPath(expected[key], got[key], Array.isArray(expected) ? `${at}[${key}]` : `${at}.${key}`);
    if (found !== null) return found;
  }
  return `${at}: the same fields in another order`;
}

/** The first step that is answered otherwise, in words; null when there is none. */
async function play(steps) {
  const doors = new Map();
  const newest = new Map();
  const tails = [];
  for (const [number, step] of steps.entries()) {
    const { request = {} } = step;
    const asked = 'raw' in step ? ['raw'] : [request.do, request.intent, request.what].filter(Boolean);
    const where = `step ${number} (${[step.door, ...asked].join(' ')})`;
    if (step.fresh || !doors.has(step.door)) {
      doors.get(step.door)?.close();
      doors.set(step.door, await openDoor(modulePath));
    }
    if (!newest.has(step.door)) newest.set(step.door, new Map());
    const expected = unfold(step.reply, newest.get(step.door));
    const sent = 'raw' in step ? Buffer.from(step.raw, 'hex') : request;
    let reply;
    try {
      reply = doors.get(step.door).callText(sent, gather(step.tail ?? [], tails));
    } catch (error) {
      return `${where}: ${error.message}`;
    }
    const difference = firstPath(expected, JSON.parse(reply.text), 'reply');
    if (difference !== null) return `${where}: ${difference}`;
    const digest = digestOf(reply);
    if (digest !== step.digest) return `${where}: the same JSON, other bytes with it: expected digest ${step.digest}, got ${digest}`;
    tails.push(reply.tail);
  }
  return null;
}

const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
if (files.length === 0) throw new Error(`no transcripts in ${folder}`);
let differ = 0;
let steps = 0;
for (const file of files) {
  const transcript = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  if (transcript.steps.length === 0) throw new Error(`${file} has no steps`);
  steps += transcript.steps.length;
  const problem = await play(transcript.steps);
  if (problem === null) continue;
  differ += 1;
  console.log(`${file}: ${problem}`);
}
console.log(`${files.length - differ} passed, ${differ} failed`);
console.log(`wasm: ${files.length} transcripts, ${steps} steps, ${differ} differ`);
process.exitCode = differ === 0 ? 0 : 1;
