// CC-03: what somebody finds who takes the device. Two homes are made in the same way, but one holds 500 private entries
// and the other none; every shared screen must look the same and read the same, with my room shut and with it open. What my
// own answers say stands on Us while my room is open, and only then: there the half that both see is compared.
// In Chromium: two times two people. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import { parting, samePixels, seen } from './lib/look.mjs';
import * as steps from './lib/steps.mjs';

// One minute for both homes, so that nothing but the entries differs.
const noon = new Date(new Date().setHours(12, 0, 0, 0));
const still = { reducedMotion: 'reduce' };
const CANARY = 'CANARY-same';

const screens = {
  Today: (person) => person.tap('Today'),
  Talk: (person) => person.tap('Talk'),
  Us: (person) => person.tap('Us'),
  Shelter: (person) => person.tap('Shelter'),
};
const shutScreens = {
  ...screens,
  Me: (person) => person.tap('Me'),
  Settings: (person) => settings(person),
  'What is shared': (person) => settings(person, '/^What is shared/'),
  'Room on this device': async (person) => {
    await settings(person, '/^About/');
    await person.sees('Room on this device');
    await person.page.waitForTimeout(500);
    assert.doesNotMatch(await person.text(), /\d [kMG]B/, 'with my room shut it says how much is kept');
  },
  'All entries asked for': async (person) => {
    await settings(person, '/^Save a copy/');
    await person.sees('Your room is shut');
  },
};

const openScreens = (({ Us: _, ...rest }) => rest)(screens);

// The half of Us that both see: its elements, its text. `shown` so that it is there before it is read.
async function bothSee(person) {
  await person.tap('Us');
  await person.sees('Thank you for yesterday.');
  return person.page.evaluate("(({ outerHTML, innerText }) => outerHTML.replace(/ (id|name)=\"[^\"]*\"/g, '') + innerText)(document.querySelector('[aria-labelledby=both]'))");
}

async function settings(person, way = '') {
  await person.tap('Me');
  await person.tap('Settings');
  if (way !== '') await person.tap(way);
}

async function prepare(house, meet, rows) {
  const [ana, ben] = [await meet(inChromium, 'ana', house.address, still), await meet(inChromium, 'ben', house.address, still)];
  for (const person of [ana, ben]) await person.page.clock.setFixedTime(noon);
  await steps.newHome(ana);
  await steps.newHome(ben, { lock: '' });
  const secrets = await steps.pairUp(ana, ben);
  for (const line of ['Soup is ready at seven.', 'Thank you for yesterday.']) await steps.shareLine(ben, line);
  // One record of one person: the order of two people's things of one day is drawn by chance, in both homes anew.
  await ana.tap('Talk');
  await ana.write('My answer', 'The walk by the river');
  await ana.tap('Seal my answer');
  await ana.sees('Your answer is sealed');
  await ana.tap('Us');
  await ana.sees('Thank you for yesterday.');
  if (rows > 0) await steps.bringIn(ana, rows, CANARY, 0);
  return { ana, ben, secrets };
}

async function looks(person, which) {
  const cdp = await person.context.newCDPSession(person.page);
  const out = {};
  for (const [name, go] of Object.entries(which)) {
    await go(person);
    await person.page.waitForTimeout(400);
    out[name] = await seen(person, cdp);
  }
  await cdp.detach();
  return out;
}

async function walkThrough(house, meet, rows) {
  const { ana, ben, secrets } = await prepare(house, meet, rows);
  await ana.go(); // as it opens for whoever takes the device: shut
  await ana.sees('Could I be myself');
  const shut = await looks(ana, shutScreens);
  await steps.openRoom(ana);
  if (rows > 0) await ana.sees('answers on');
  else await ana.sees('Your answers show up here');
  const open = await looks(ana, openScreens);
  const both = await bothSee(ana);
  await steps.shutRoom(ana);
  const again = await looks(ana, shutScreens);
  await Promise.all([ana.close(), ben.close()]);
  return { shut, open, both, again, secrets };
}

function same(a, b) {
  for (const name of Object.keys(a)) {
    assert.ok(a[name].pixels.rows.length > 100_000 && a[name].tree.length > 2_000, `${name} shows next to nothing`);
    for (const what of ['elements', 'tree']) assert.ok(a[name][what] === b[name][what], `the ${what} of ${name} differ: ${parting(a[name][what], b[name][what])}`);
    assert.ok(samePixels(a[name].pixels, b[name].pixels), `the pixels of ${name} differ`);
  }
  return Object.keys(a).length;
}

function tellsNothing({ shut, open, again, secrets }) {
  const hidden = [secrets.link.split('#')[1], secrets.words, steps.PASSPHRASE, CANARY];
  for (const [name, one] of [shut, open, again].flatMap((group) => Object.entries(group))) {
    const all = `${one.elements}\n${one.tree}`;
    for (const secret of hidden) assert.ok(!all.includes(secret), `${name} shows ${secret}`);
    const [id] = all.replace(/[\w.-]+\.(css|js|json|wasm|woff2)/g, '').match(/.{40}\b(?=\w*[a-f])[0-9a-f]{16,}.{40}/) ?? [];
    assert.equal(id, undefined, `${name} shows an id`);
  }
}

await journey(async (house, meet) => {
  const must = { must: true };
  let none;
  let many;
  await sentence('two homes are made alike, and one of them holds 500 private entries', async () => {
    none = await walkThrough(house, meet, 0);
    many = await walkThrough(house, meet, 500);
  }, must);
  const say = (what, n) => console.log(`      ${n} screens ${what}: same pixels, same tree, same elements`);
  await sentence('opened anew with my room shut, every screen is the same for none and for 500 entries', () => say('shut', same(none.shut, many.shut)));
  await sentence('with my room open, Today, Talk and Shelter are the same for none and for 500', () => say('open', same(none.open, many.open)));
  await sentence('with my room open, the half of Us that both see is the same for none and for 500', () => {
    assert.ok(none.both.includes('Thank you for yesterday.') && none.both.length > 1_000);
    assert.equal(none.both, many.both);
  });
  await sentence('shut by a tap, every screen is the same for none and for 500', () => say('shut by a tap', same(none.again, many.again)));
  await sentence('no screen shows the pairing link, the six words, the passphrase, an id or a private line', () => {
    tellsNothing(none);
    tellsNothing(many);
  });
});
