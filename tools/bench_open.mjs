// Opens a home that `bothy bench open` laid out (lab/bench/opening.h names the files), through WebAssembly, and prints the
// line that bench reads: open, first screen and one check-in in ms, processor ms and peak MiB of this whole process until the
// first screen, entries, shared items. `node tools/bench_open.mjs module folder`.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { openDoor } from './wasm_host.mjs';

const AT_ONCE = 1 << 20; // bytes of frames handed over in one call
const MIB = 1024 * 1024;

const [modulePath, folder] = process.argv.slice(2);
const { now_ms, tz_min } = JSON.parse(readFileSync(path.join(folder, 'open.json'), 'utf8'));

const asks = (what, args) => ({ do: 'ask', what, args, now_ms, tz_min });

// The system's own count for this process; what node reports includes what its parent held when it started it.
function peakMib() {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  return kib === null ? 0 : (Number(kib[1]) * 1024) / MIB;
}

function feedLane(door, lane, from) {
  const places = readFileSync(path.join(folder, `${lane}.at`));
  const place = (index) => places.readUInt32LE(4 * index);
  const count = places.length / 4 - 1;
  const file = openSync(path.join(folder, `${lane}.frames`), 'r');
  for (let first = from - 1; first < count; ) {
    let end = first + 1;
    while (end < count && place(end + 1) - place(first) <= AT_ONCE) end += 1;
    const part = Buffer.alloc(place(end) - place(first));
    readSync(file, part, 0, part.length, place(first));
    door.call({ do: 'open', frames: { at: 0, len: part.length }, last: false, now_ms, tz_min }, part);
    first = end;
  }
  closeSync(file);
}

const begun = performance.now();
const door = await openDoor(modulePath);
const first = door.call(readFileSync(path.join(folder, 'open.json'), 'utf8'), readFileSync(path.join(folder, 'records.bin')));
if (first.json.error) {
  console.error(`bench open: ${modulePath} does not open this home: ${first.json.error.say} Was it built from the same sources?`);
  process.exit(1);
}
for (const { lane, from } of first.json.views.need) feedLane(door, lane, from);
const opened = door.call({ do: 'open', frames: { at: 0, len: 0 }, last: true, now_ms, tz_min });
const openTook = performance.now() - begun;

const asked = performance.now();
const screen = door.call(asks('views', {}));
const askTook = performance.now() - asked;
const used = process.cpuUsage();
const peak = peakMib();

const wrote = performance.now();
const written = door.call({ do: 'act', intent: 'check_in', args: { myself: 70 }, entropy: '07'.repeat(32), now_ms, tz_min });
const checkInTook = performance.now() - wrote;

const well = !opened.json.error && !opened.json.views.damage && screen.json.views.today && !written.json.error;
const all = door.call(asks('export', { format: 'json' }));
const { events } = JSON.parse(new TextDecoder().decode(all.tail));
const entries = events.filter((event) => event.room === 'mine').length - 1;
const shared = events.length - entries - 1;
const numbers = [openTook, askTook, checkInTook, (used.user + used.system) / 1000, peak].map((number) => number.toFixed(1));
console.log(`${numbers.join(' ')} ${entries} ${shared}`);
process.exitCode = well ? 0 : 1;
