// A diary brought in from a file, mapped by hand in the app, shows the days and dots that the command line shows of the same
// file; pasted too; a broken one brings in nothing; what is taken out again comes back the same. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inChromium } from './lib/person.mjs';
import { journey, root, sentence, shared } from './lib/house.mjs';
import { newHome } from './lib/steps.mjs';
import { asFile, asPaste, bring, byCommandLine, chosen, dots, mapByHand, offersToBring, toImport } from './lib/table.mjs';

const must = { must: true };
const UTC = { timezoneId: 'UTC' };
const study = join(shared, 'data/science/fried2021.csv');
const file = existsSync(study) ? study : join(root, 'tests/data/sample_diary.csv');
const text = readFileSync(file, 'utf8');
const names = text.split(/\r?\n/)[0].split(',');

// As tests/e2e/two_homes.sh maps it, and two more where the file has them: one turned round, one of one's own.
const ratings = [
  { column: 'q11', role: 'myself', lo: 1, hi: 5 },
  { column: 'q12', role: 'energy', lo: 1, hi: 5 },
  { column: 'q1', role: 'valence', lo: 1, hi: 5, reversed: true },
  { column: 'q18', role: 'custom', lo: 1, hi: 5, label: 'my own' },
].filter(({ column }) => names.includes(column));
const mapping = { time: 'hours', form: 'hours_since_start', start: '2024-03-04 08:00', keep: { column: 'person', is: '1' }, ratings };
const figures = { myself: 'Could I be myself?', energy: 'Energy', valence: 'Mood' };

// Rows of person 1 with an answer, counted here and nowhere else.
const rows = text.split(/\r?\n/).slice(1).map((line) => line.split(',')).filter((cells) => cells[names.indexOf('person')] === '1' && ratings.some(({ column }) => !['', 'NA'].includes(cells[names.indexOf(column)] ?? ''))).length;

async function firstFile(ana, terminal) {
  await sentence(`${basename(file)}, mapped by hand, brings in the ${rows} answered rows of person 1`, async () => {
    await toImport(ana);
    await ana.axe('where the table is');
    await asFile(ana, 'diary.csv', text);
    await mapByHand(ana, names, mapping);
    await ana.axe('the columns');
    assert.equal(await bring(ana), rows);
    await ana.axe('brought in');
  }, must);
  let seen;
  await sentence('every series has the days and dots of the command line', async () => {
    seen = await dots(ana);
    assert.equal(terminal.entries, rows);
    assert.deepEqual(seen, terminal.dots);
    const count = Object.entries(seen).map(([name, all]) => `${name}: ${all.length} dots on ${new Set(all.map(([day]) => day)).size} days`);
    console.log(`    ${count.join('; ')}`);
    assert.ok(Object.values(seen).every((all) => all.length > 0));
  });
  await sentence('the same file once more adds nothing', async () => {
    await toImport(ana);
    await asFile(ana, 'again.csv', text);
    await mapByHand(ana, names, mapping);
    await ana.sees(`Left out: `);
    await ana.sees(`${rows} rows that you have already`);
    assert.equal(await offersToBring(ana), false);
    assert.deepEqual(await dots(ana), seen);
  });
  return seen;
}

async function pasted(cleo, seen) {
  await sentence('pasted, it is the same', async () => {
    await toImport(cleo);
    await asPaste(cleo, text);
    await mapByHand(cleo, names, mapping);
    assert.equal(await bring(cleo), rows);
    assert.deepEqual(await dots(cleo), seen);
  });
}

// Three lines of person 1 spoilt: not a number, past the scale, a cell too many.
function spoilt() {
  const lines = text.split(/\r?\n/);
  const set = (line, column, value) => {
    const cells = lines[line - 1].split(',');
    cells[names.indexOf(column)] = value;
    lines[line - 1] = cells.join(',');
  };
  set(3, 'q11', 'tea');
  set(5, 'q12', '77');
  lines[6] += ',1,2';
  return lines.join('\n');
}

async function broken(ben) {
  await sentence('a broken table names its lines, and what was chosen stays', async () => {
    await toImport(ben);
    await asFile(ben, 'broken.csv', spoilt());
    await mapByHand(ben, names, mapping);
    const before = await chosen(ben);
    await ben.sees('3 cells are in the way');
    const told = await ben.page.evaluate("[...document.querySelectorAll('h3 ~ .scroll tbody')][0] && [...[...document.querySelectorAll('.scroll tbody')][0].rows].map((row) => [...row.cells].slice(0, 3).map((cell) => cell.textContent).join(' '))");
    assert.equal(told.length, 3, told.join(' | '));
    assert.deepEqual(told.slice(0, 2), ['3 q11 tea', '5 q12 77']);
    assert.match(told[2], /^7 /);
    await ben.axe('cells in the way');
    assert.deepEqual(await chosen(ben), before);
  });
  await sentence('and nothing of it comes in', async () => {
    assert.equal(await offersToBring(ben), false);
    await ben.tap('Me');
    await ben.sees('Only you can read this');
    await ben.until("document.querySelector('h1').textContent === 'Me'");
    assert.equal(await ben.page.evaluate("document.querySelectorAll('circle').length"), 0);
  });
  await sentence('a file that is no table is told, and another can be taken', async () => {
    await toImport(ben);
    await asFile(ben, 'picture.csv', Buffer.from([0xff, 0xfe, 0x00, 0x81, 0x0a, 0xc3, 0x28]));
    await ben.until("document.querySelector('[role=alert]') !== null");
    await ben.axe('no table');
    await asFile(ben, 'diary.csv', text);
    await ben.until("document.querySelector('fieldset.column') !== null");
  });
}

async function takeOut(person, what) {
  await person.tap('Me');
  await person.tap('Settings');
  await person.tap('/^Save a copy/');
  await person.choose(what);
  await person.axe('a copy out');
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('Save the file')]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

async function copies(ana, dora, seen) {
  await sentence('a copy as JSON has a neutral name, and holds every entry', async () => {
    const { name, text: json } = await takeOut(ana, 'everything, for safe keeping');
    assert.match(name, /^notes-\d{4}-\d\d-\d\d\.json$/);
    const { events } = JSON.parse(json);
    assert.equal(events.filter(({ event }) => event === 'CheckedIn').length, rows);
  });
  await sentence('a copy as CSV has a neutral name, and brought in elsewhere it shows the same dots', async () => {
    const { name, text: csv } = await takeOut(ana, 'my check-ins as a table');
    assert.match(name, /^notes-\d{4}-\d\d-\d\d\.csv$/);
    const head = csv.split('\r\n')[0].split(',');
    assert.equal(csv.trim().split('\r\n').length, rows + 1);
    await toImport(dora);
    await asFile(dora, name, csv);
    const back = ratings.map(({ role, label }) => ({ column: label ?? role, role, lo: 0, hi: 100, ...(label === undefined ? {} : { label }) }));
    await mapByHand(dora, head, { time: 'day', form: 'iso_date', clock: 'time', ratings: back });
    assert.equal(await bring(dora), rows);
    assert.deepEqual(await dots(dora), seen);
  });
}

await journey(async (house, meet) => {
  const copy = join(house.work, 'diary.csv');
  writeFileSync(copy, text);
  const terminal = byCommandLine(join(house.work, 'terminal'), copy, mapping, figures);
  const people = [];
  for (const name of ['ana', 'ben', 'cleo', 'dora']) {
    people.push(await meet(inChromium, name, house.address, UTC));
    await newHome(people.at(-1), { lock: '' });
  }
  const [ana, ben, cleo, dora] = people;
  const seen = await firstFile(ana, terminal);
  await pasted(cleo, seen);
  await broken(ben);
  await copies(ana, dora, seen);
  for (const person of people) {
    await person.gather();
    await sentence(`${person.name}: no accessibility finding, no request to any other place, no policy violation, no error`, () => assert.deepEqual([...person.axeFound, ...person.foreign, ...person.troubles], []));
  }
});
