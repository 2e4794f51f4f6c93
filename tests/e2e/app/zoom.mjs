// Every screen with letters twice as large, and in the room that 1280 px leave at 400 %: nothing scrolls sideways, no word is
// cut or covered, everything is reached by Tab and seen when it is, and nothing is too small for a thumb (WCAG 2.2: 1.4.4,
// 1.4.10, 2.1.1, 2.4.7, 2.4.11, 2.5.8); axe finds nothing in either look. Names of walks after it take only those. Run by `./bothy e2e zoom`.
import assert from 'node:assert/strict';
import { keepTime } from './lib/clock.mjs';
import { journey, sentence } from './lib/house.mjs';
import { byTab, cut, over, small } from './lib/room.mjs';
import { inStillness, walks } from './lib/stops.mjs';

const PLACES = [
  { says: 'at 400 %', width: 320, height: 256, letters: '100%' },
  { says: 'a phone with letters twice as large', width: 390, height: 844, letters: '200%' },
  { says: 'a wide window with letters twice as large', width: 1280, height: 800, letters: '200%' },
  { says: 'a phone', width: 390, height: 844, letters: '100%' },
];
const MOST_TABS = 70; // a list of fifty entries and all around it

const wanted = process.argv.slice(2);

async function checkRoom(person, { says, width, height, letters }) {
  const { page } = person;
  await person.resize(width, height);
  await page.evaluate(`document.documentElement.style.fontSize = '${letters}'`);
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  const found = [...(await cut(page)), ...(await over(page)), ...(await byTab(page, MOST_TABS))];
  if (letters === '100%') found.push(...(await small(page)));
  return found.map((line) => `${says}: ${line}`);
}

async function stop(person, name, { scripts = true } = {}) {
  if (!scripts) return;
  await new Promise((later) => setTimeout(later, 150));
  await sentence(`the screen ${name} has room at any size`, async () => {
    const found = [];
    for (const place of PLACES) found.push(...(await checkRoom(person, place)));
    await person.page.evaluate("document.documentElement.style.fontSize = ''");
    await person.resize(person.width, person.height);
    for (const look of ['dark', 'light']) {
      await person.page.emulateMedia({ colorScheme: look });
      await person.axe(look);
    }
    assert.deepEqual([...found, ...person.axeFound.splice(0)], []);
  });
}

await journey(async (house, meet) => {
  const come = (name, options) => meet(inStillness, name, house, options);
  for (const [name, walk] of Object.entries(walks)) if (wanted.length === 0 || wanted.includes(name)) await sentence(`the way ${name} goes through every screen`, () => walk(come, stop));
}, { prepare: keepTime });
