// What a draft costs in WebAssembly: the question `heard` through the whole door (guard, coach, offer, JSON both ways) for each
// `index TAB text` line of standard input. Prints microseconds at p50 and p99. Called by `bothy bench coach`:
// `bothy-bench-coach --messages | node tools/bench_heard.mjs module`.
import { readFileSync } from 'node:fs';
import { openDoor } from './wasm_host.mjs';

const NOON_MS = 1_760_000_000_000;
const texts = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.slice(line.indexOf('\t') + 1));
const door = await openDoor(process.argv[2] ?? 'build/wasm/bothy.wasm');

function tookUs(text) {
  const begun = performance.now();
  const { json } = door.call({ do: 'ask', what: 'heard', args: { text, place: 'draft' }, now_ms: NOON_MS, tz_min: 0 });
  const took = (performance.now() - begun) * 1000;
  if (json.error) throw new Error(json.error.say);
  return took;
}

for (const text of texts) tookUs(text); // warm: what the first calls compile is nobody's price
const took = texts.map(tookUs).sort((a, b) => a - b);
const at = (share) => took[Math.min(took.length - 1, Math.floor(share * took.length))].toFixed(1);
console.log(`${at(0.5)} ${at(0.99)}`);
