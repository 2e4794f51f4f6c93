// A year of one person's check-ins in WebAssembly: how long the question `us` takes there, the whole way through the door.
// Prints milliseconds, the middle of nine. Called by `bothy bench dyad`: `node tools/bench_us.mjs module`.
import { openDoor } from './wasm_host.mjs';

const DAYS = 365;
const DAY_MS = 86_400_000;
const first = 1_760_000_000_000;

const door = await openDoor(process.argv[2] ?? 'build/wasm/bothy.wasm');
let now_ms = first;
let drawn = 0;
const entropy = () => (drawn += 1).toString(16).padStart(64, '0');
const act = (intent, args, more = {}) => {
  const { json } = door.call({ do: 'act', intent, args, now_ms, tz_min: 0, entropy: entropy(), ...more });
  if (json.error) throw new Error(`${intent}: ${json.error.say}`);
};

act('init', { device_name: 'bench' }, { device_secret: '0b'.repeat(32) });
// Answers that go up and down, a hurt now and then, each as the app writes it.
for (let day = 0; day < DAYS; day += 1) {
  const moments = day % 11 === 3 ? ['hurt'] : day % 11 === 4 ? ['repaired'] : day % 3 === 0 ? ['heard'] : [];
  act('check_in', { myself: 45 + ((day * 37) % 41), energy: 50, depend: 40 + ((day * 31) % 41), stress: 30 + ((day * 7) % 41), moments });
  now_ms += DAY_MS;
}
now_ms -= DAY_MS;

const took = [];
for (let run = 0; run < 9; run += 1) {
  const begun = performance.now();
  const { json } = door.call({ do: 'ask', what: 'us', args: {}, now_ms, tz_min: 0 });
  took.push(performance.now() - begun);
  if (json.views?.us?.chart?.length !== DAYS) throw new Error('a year was not told');
}
console.log(took.sort((a, b) => a - b)[4].toFixed(3));
