// What lies in the browser: the laws of the disk, a device that has no room left, two tabs at once. Nothing that was written
// may be lost, doubled or out of order. With real storage on a real disk. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { atDisk, diskScript, put, see } from './lib/disk.mjs';
import { journey, sentence } from './lib/house.mjs';
import { beside } from './lib/person.mjs';
import { inProfile } from './lib/profile.mjs';
import { newHome, openRoom, pairUp, PASSPHRASE } from './lib/steps.mjs';

const must = { must: true };
const LANE = 'ab'.repeat(16);
const OTHER = 'cd'.repeat(16);
const upTo = (n, first = 1) => Array.from({ length: n - first + 1 }, (_, i) => first + i);
const without = (list, ...gone) => list.filter((n) => !gone.includes(n));

async function laws(person) {
  await atDisk(person, await diskScript());
  await sentence('700 frames written one by one lie in two segments and 188 rows, and are read back in order', async () => {
    await put(person, LANE, upTo(700).map((n) => [n, n]));
    await put(person, OTHER, upTo(10).map((n) => [n, 9_000 + n]));
    const seen = await see(person, LANE, { from: 300, ones: [1, 256, 257, 512, 513, 700, 701] });
    assert.deepEqual([seen.segments, seen.rows], [2, 188 + 10]);
    assert.deepEqual(seen.all, upTo(700));
    assert.deepEqual(seen.from, upTo(700, 300));
    assert.deepEqual(seen.ones, [1, 256, 257, 512, 513, 700, null]);
    assert.deepEqual((await see(person, OTHER)).all, upTo(10).map((n) => 9_000 + n));
  }, must);
  await sentence('a frame inside a segment that is written anew is the new one, in its place', async () => {
    await put(person, LANE, [[100, 5_100]]);
    const seen = await see(person, LANE, { from: 90, ones: [99, 100, 101] });
    assert.deepEqual(seen.all, upTo(700).map((n) => (n === 100 ? 5_100 : n)));
    assert.deepEqual(seen.from, upTo(700, 90).map((n) => (n === 100 ? 5_100 : n)));
    assert.deepEqual(seen.ones, [99, 5_100, 101]);
    await put(person, LANE, [[100, 100]]);
  });
  await sentence('a frame dropped out of a segment is gone and the others are in order; put back, it is in its place', async () => {
    await put(person, LANE, [[200]]);
    const seen = await see(person, LANE, { from: 150, ones: [199, 200, 201, 300] });
    assert.deepEqual(seen.all, without(upTo(700), 200));
    assert.deepEqual(seen.from, without(upTo(700, 150), 200));
    assert.deepEqual(seen.ones, [199, null, 201, 300]);
    await put(person, LANE, [[200, 200]]);
    const whole = await see(person, LANE);
    assert.deepEqual(whole.all, upTo(700));
    assert.equal(whole.segments, 2, 'old rows stay rows');
  });
  await sentence('a branch that is followed from inside a segment on replaces what was behind it', async () => {
    await put(person, LANE, [...upTo(700, 400).map((n) => [n]), ...upTo(450, 400).map((n) => [n, 7_000 + n])], { together: true });
    assert.deepEqual((await see(person, LANE)).all, [...upTo(399), ...upTo(450, 400).map((n) => 7_000 + n)]);
  });
  await sentence('a batch is kept whole or not at all', async () => {
    const before = await see(person, LANE);
    assert.equal(await put(person, LANE, upTo(500, 451).map((n) => [n, n]), { together: true, spoilt: true }), 'DataCloneError');
    assert.deepEqual(await see(person, LANE), before);
  });
}

const entries = (person) => person.page.evaluate("[...document.querySelectorAll('li.entry .words')].map((p) => p.innerText)");

async function history(person) {
  await person.tap('Me');
  await person.until("document.querySelector('h1').textContent === 'Me'");
  await person.tap('All entries');
  await person.until("document.querySelector('h1').textContent === 'All entries' || document.querySelector('li.entry') !== null");
  await new Promise((later) => setTimeout(later, 300));
  return entries(person);
}

/** Leaves this place no room for more, or as much as it likes again. A browser looks seldom how much is left, so
    it must be a fresh one for none. */
async function room(person, none) {
  person.devtools ??= await person.context.newCDPSession(person.page);
  await person.devtools.send('Storage.overrideQuotaForOrigin', { origin: person.address, ...(none ? { quotaSize: 1 } : {}) });
}

const onTheForm = `({ step: document.querySelector('.steps input:checked')?.value, need: [...document.querySelectorAll('.chip input:checked')].map((input) => input.value), note: document.querySelector('textarea').value })`;

async function noRoom(person, note, passphrase) {
  await room(person, true);
  await person.go();
  if (passphrase !== '') await openRoom(person, passphrase);
  await person.tap('Today');
  await person.choose('mostly');
  await person.choose('felt heard');
  await person.choose('a hug');
  await person.write('A line for yourself, if you like', note);
  const before = await person.page.evaluate(onTheForm);
  await person.tap('Save');
  await person.sees('This device has no room left, so the entry was not kept');
  assert.deepEqual(await person.page.evaluate(onTheForm), before);
  await person.axe('no room left');
  const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('Save as a file')]);
  assert.match(download.suggestedFilename(), /^note-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.deepEqual([file.myself, file.moments, file.need, file.note], [67, ['heard'], 'hug', note]);
  await person.tap('Save'); // still no room
  await person.until("document.querySelector('form button[type=submit]:enabled') !== null");
  await person.sees('This device has no room left');
  assert.deepEqual(await person.page.evaluate(onTheForm), before);
  await room(person, false);
  await person.tap('Save');
  await person.sees('One small thing');
}

async function quota(person, passphrase) {
  const note = `kept at last, ${passphrase === '' ? 'open' : 'with a lock'}`;
  const how = passphrase === '' ? 'with no lock' : 'with a lock';
  await sentence(`no room left, ${how}: the check-in stays on the screen, can be a file, and is kept once there is room`, () => noRoom(person, note, passphrase));
  await sentence(`no room left, ${how}: after a reload there is exactly one entry`, async () => {
    await person.go();
    if (passphrase !== '') await openRoom(person, passphrase);
    const kept = await history(person);
    assert.equal(kept.length, 1, kept.join(' | '));
    assert.ok(kept[0].includes(note));
  });
}

async function saves(person, step, note) {
  await person.tap('Today');
  await person.choose(step);
  await person.write('A line for yourself, if you like', note);
  await person.tap('Save');
  await person.sees('One small thing');
}

async function tabs(first) {
  const second = await beside(first);
  await sentence('a second tab says that Bothy is open in another one, and changes nothing', async () => {
    await saves(first, 'mostly', 'from the first tab');
    await second.go();
    await second.sees('Bothy is open in another tab');
    await second.axe('another tab');
    await saves(first, 'fully', 'still from the first tab');
  });
  await sentence('"Use it here" moves the lead: the second tab works, and the first says where it went', async () => {
    await second.tap('Use it here');
    await second.sees('Could I be myself');
    await first.sees('Bothy is open in another tab');
    assert.ok(await first.seesNot('from the first tab'), 'the first tab still shows an entry');
    await saves(second, 'partly', 'from the second tab');
  });
  await sentence('and back again; nothing is lost and nothing is there twice', async () => {
    await first.tap('Use it here');
    await first.sees('Could I be myself');
    await second.sees('Bothy is open in another tab');
    await saves(first, 'hardly', 'from the first tab again');
    const notes = (await history(first)).map((line) => line.split('\n').at(-1)).slice(0, 4);
    assert.deepEqual(notes, ['from the first tab again', 'from the second tab', 'still from the first tab', 'from the first tab']);
  });
  await sentence('when the first tab is closed, the second opens by itself being loaded again', async () => {
    await first.page.close();
    await second.go();
    await second.sees('Could I be myself');
    assert.equal((await history(second)).length, 5);
  });
  await second.gather();
  return second;
}

// Two people with a relay between them, and one of them has no room left for a while.
async function together(ana, ben) {
  await sentence('no room left, with a partner: what is shared leaves once it is kept, and arrives once', async () => {
    await room(ana, true);
    await ana.go();
    await ana.choose('a hug');
    await ana.tap('Save');
    await ana.sees('This device has no room left');
    await room(ana, false);
    assert.ok(await ben.seesNot('From your partner'), 'something left that was not kept');
    await ana.tap('Save');
    await ana.sees('One small thing');
    await ben.sees('From your partner, today: a hug');
    await ben.tap('Us');
    await ben.sees('Shared, day by day');
    assert.equal(await ben.page.evaluate("document.querySelectorAll('li.item').length"), 1);
  });
}

await journey(async (house, meet) => {
  const at = (name) => meet(inProfile, name, house.address, join(house.work, name));
  await laws(await at('disk'));
  const people = [];
  for (const [name, lock] of [['ana', ''], ['ben', PASSPHRASE]]) {
    const before = await at(name);
    await newHome(before, { lock });
    await before.close();
    const person = await at(name);
    people.push(person);
    await quota(person, lock);
    await person.gather();
  }
  people.push(await tabs(people[0]));
  const dora = await at('dora');
  const eli = await at('eli');
  for (const person of [dora, eli]) await newHome(person, { lock: '' });
  await pairUp(dora, eli);
  await dora.close();
  people.push(await at('dora'), eli);
  await together(people.at(-2), eli);
  for (const person of people) {
    await sentence(`${person.name}: no accessibility finding, no request to any other place, no policy violation, no error`, () => assert.deepEqual([...person.axeFound, ...person.foreign, ...person.troubles], []));
  }
});
