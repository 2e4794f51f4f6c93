// Every screen as a picture, at 390 and 1280 px, light and dark, beside the pictures in tests/e2e/screens: one that differs
// lies in build/screens afterwards with what differs in red. BOTHY_UPDATE=1 keeps them anew, and docs/img/app.png with them.
// Names of walks after it (alone, together, sample, troubles) take only those. Run by `./bothy e2e screens`.
import assert from 'node:assert/strict';
import { keepTime } from './lib/clock.mjs';
import { journey, sentence } from './lib/house.mjs';
import { Pictures, compared, updates } from './lib/pictures.mjs';
import { decode, encode } from './lib/png.mjs';
import { readmePicture } from './lib/readme_picture.mjs';
import { inStillness, walks } from './lib/stops.mjs';

const SIZES = [[390, 844], [1280, 800]];
const LOOKS = ['light', 'dark'];
const TALLEST = 3200; // a list that goes on for ever says nothing new below that
const MOST_BYTES = 12 * 1024 * 1024;
const HIDE = '#9a9187';

const pictures = new Pictures();
const wanted = process.argv.slice(2);

// Nothing is under the pointer, nothing moves, every letter is there; twice, for a size may follow from a size.
async function rest(page) {
  await page.evaluate('document.fonts.ready');
  for (let frame = 0; frame < 2; frame += 1) await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

// As tall as the page is, so that one picture has all of it.
async function unroll(person, width, height) {
  await person.resize(width, height);
  await rest(person.page);
  const tall = await person.page.evaluate('document.documentElement.scrollHeight');
  await person.resize(width, Math.min(TALLEST, Math.max(height, tall)));
  await person.page.evaluate('scrollTo(0, 0)');
}

// `words`: a screen that differs from those beside it in its words or an open table alone; two pictures of it are enough.
async function shoot(person, name, { mask, scripts = true, words = false } = {}) {
  const { page } = person;
  const wrong = [];
  await page.mouse.move(0, 0);
  if (scripts) await page.evaluate("document.activeElement?.matches('h1') || document.activeElement?.blur()");
  for (const [width, height] of SIZES) {
    await (scripts ? unroll(person, width, height) : person.resize(width, height));
    for (const look of LOOKS) {
      if (words && (width > 1000) !== (look === 'dark')) continue;
      await page.emulateMedia({ colorScheme: look });
      if (scripts) await rest(page);
      const bytes = await page.screenshot({ mask: mask === undefined ? [] : [page.locator(mask)], maskColor: HIDE });
      try {
        pictures.check(`${name}-${width}-${look}`, bytes);
      } catch (error) {
        wrong.push(error.message);
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await person.resize(person.width, person.height);
  assert.deepEqual(wrong, []);
}

const stop = async (person, name, options) => {
  await new Promise((later) => setTimeout(later, 150)); // what a screen asks the core for when it opens
  await sentence(`the screen ${name} looks as it did`, () => shoot(person, name, options));
};

// A ground with a line of letters on it, and the same with other letters or with softer edges.
function letters(ink, every) {
  const [width, height] = [160, 64];
  const rgb = Buffer.alloc(width * height * 3, 240);
  for (let x = 20; x < 60; x += every) for (let y = 24; y < 36; y += 1) rgb.fill(ink, (y * width + x) * 3, (y * width + x) * 3 + 3);
  return { width, height, rgb };
}

function seesWhatChanged() {
  const [before, softer, other] = [letters(40, 3), letters(58, 3), letters(40, 4)];
  assert.equal(compared(decode(encode(before)), before), undefined);
  assert.equal(compared(before, softer), undefined);
  assert.match(compared(before, other).says, /pixels differ/);
}

await journey(async (house, meet) => {
  await sentence('a word that changed is seen, an edge that is drawn softer is not', seesWhatChanged);
  const come = (name, options) => meet(inStillness, name, house, options);
  for (const [name, walk] of Object.entries(walks)) if (wanted.length === 0 || wanted.includes(name)) await sentence(`the way ${name} goes through every screen`, () => walk(come, stop));
  if (wanted.length > 0) return;
  await sentence('no kept picture is of a screen that is gone', () => assert.deepEqual(pictures.surplus(), []));
  if (updates) await readmePicture(await come('fay', { deviceScaleFactor: 2 }));
  const { files, bytes } = pictures.size();
  console.log(`  ${files} pictures, ${(bytes / 1024 / 1024).toFixed(2)} MiB${updates ? `; ${pictures.changed.length} kept anew: ${[...new Set(pictures.changed.map((name) => name.replace(/-\d+-\w+$/, '')))].join(', ')}` : ''}`);
  await sentence('the pictures stay below 12 MiB together', () => assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`));
}, { prepare: keepTime });
