// Makes content/helplines.json from the reference data (BOTHY_SHARED, by default ../shared): high confidence only,
// every digit as it stands there. It asks nobody and never touches the network. Run by hand when the reference changes.
//   node tools/make_helplines.mjs            writes content/helplines.json
//   node tools/make_helplines.mjs check      goes red when the committed file differs from what would be made
//   node tools/make_helplines.mjs gate [day] for a release: warns at 180 days, blocks at 365
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ageDays, freshness } from '../web/src/content/freshness.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shared = process.env['BOTHY_SHARED'] || join(root, '../shared');
export const REFERENCE = join(shared, 'data/helplines/helplines.json');
export const MADE = join(root, 'content/helplines.json');

// Notes in the reference speak to researchers. These few also help whoever calls, and are shown word for word.
const SHOWN_NOTES = ['gb-suicide-007', 'ch-suicide-039', 'es-domestic-abuse-058', 'mt-general-113', 'jp-domestic-abuse-166', 'sg-domestic-abuse-178', 'id-general-187'];
const USES = ['ambulance', 'police', 'medical', 'from a mobile'];
const JOINTS = /^(?:; | or | \(|\))?$/;

/** "144 ambulance; 112" as [{number, use}]: each run of digits, untouched, with the word that stands behind it. */
export function emergencyOf(told) {
  const numbers = [];
  const rest = told.replace(new RegExp(`(\\d+)(?: (${USES.join('|')}))?`, 'g'), (_, number, use = '') => {
    numbers.push({ number, use });
    return '\n';
  });
  if (!rest.split('\n').every((joint) => JOINTS.test(joint))) throw new Error(`an emergency entry that cannot be read: ${told}`);
  return numbers;
}

function lineOf(record, gathered) {
  const { id, country, topic, name, phone, dial, text, web, hours, languages, audience, scope, sources, notes } = record;
  const line = { id, country, topic, name, phone, dial, text, web, hours, languages, audience, scope, gathered_on: gathered, sources };
  return SHOWN_NOTES.includes(id) && notes !== null ? { ...line, note: notes } : line;
}

/** What Bothy ships, of the reference data and of the time zones by country. */
export function made(reference, zones) {
  const lines = reference.helplines.filter(({ confidence }) => confidence === 'high').map((record) => lineOf(record, reference.generated));
  const emergency = new Map();
  for (const { country, k_2026, eea_112 } of reference.emergency) {
    const told = k_2026 ?? (eea_112 ? '112' : null);
    if (told !== null) emergency.set(country, emergencyOf(told));
  }
  const known = [...new Set([...lines.map(({ country }) => country), ...emergency.keys()])].sort();
  const countries = known.map((country) => ({ country, zones: zones[country] ?? [], emergency: emergency.get(country) ?? [] }));
  const directories = reference.directories.map(({ name, web }) => ({ name, web }));
  return { gathered_on: reference.generated, countries, lines, directories };
}

/** One record a line, so that a change of one number is a change of one line. */
export function textOf({ gathered_on, ...lists }) {
  const list = ([name, records]) => `  ${JSON.stringify(name)}: [\n${records.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`;
  return `{\n  "gathered_on": ${JSON.stringify(gathered_on)},\n${Object.entries(lists).map(list).join(',\n')}\n}\n`;
}

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
export const makeText = () => textOf(made(read(REFERENCE), read(join(root, 'content/zones.json'))));

function gate(now) {
  const { gathered_on } = read(MADE);
  const state = freshness(gathered_on, now);
  console.log(`help lines: gathered on ${gathered_on}, ${ageDays(gathered_on, now)} days ago: ${state}`);
  return state === 'block' ? 1 : 0;
}

function main(command, day) {
  if (command === 'gate') return gate(day === undefined ? new Date() : new Date(`${day}T12:00:00Z`));
  if (!existsSync(REFERENCE)) {
    console.error('The reference data is not here; set BOTHY_SHARED to its folder. content/helplines.json stays as it is.');
    return 1;
  }
  const text = makeText();
  if (command === 'check') {
    const same = readFileSync(MADE, 'utf8') === text;
    console.log(same ? 'content/helplines.json is what the reference makes' : 'content/helplines.json differs; run tools/make_helplines.mjs');
    return same ? 0 : 1;
  }
  writeFileSync(MADE, text);
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv[2], process.argv[3]);
