// Ten years in one browser: 92,000 entries of one's own and 8,000 shared ones, sealed, in real storage on a real disk. How
// long the app takes to open them, to show all of one's own days, and to keep one more. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { journey, sentence } from './lib/house.mjs';
import { watchAnswer } from './lib/estimates.mjs';
import { median, watch as watchSaving } from './lib/minute.mjs';
import { inProfile } from './lib/profile.mjs';
import { moveIn, tenYears } from './lib/years.mjs';

const RUNS = 5;
const OPEN_MS = 2_000;
const ME_MS = 2_000;
const ANSWER_MS = 1_000;
const must = { must: true };

// Notes when Today had been painted with its form ready, counted from the start of the navigation. Runs in the page.
function watchOpening() {
  const painted = () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => (globalThis.openedAt = performance.now());
    port1.postMessage(0);
  };
  let seen = false;
  new MutationObserver(() => {
    if (seen || document.querySelector('h1')?.textContent !== 'Today' || document.querySelector('form input[type=radio]:enabled') === null) return;
    seen = true;
    requestAnimationFrame(painted);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

// When all the years have been painted after the tap that asked for them. Runs in the page.
function watchMe() {
  addEventListener('change', ({ target, timeStamp }) => target.value === 'all' && (globalThis.everything = { asked: timeStamp }), true);
  new MutationObserver(() => {
    const { everything } = globalThis;
    if (everything === undefined || everything.seen || !/\b92000 answers on/.test(document.querySelector('main')?.textContent ?? '')) return;
    everything.seen = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => (everything.painted = performance.now());
      port1.postMessage(0);
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const scripts = [watchSaving, watchAnswer, `(${watchOpening})()`, `(${watchMe})()`];
const span = (values) => `median ${median(values).toFixed(0)}, worst ${Math.max(...values).toFixed(0)} ms`;

async function openOnce(person) {
  await person.turnPage();
  await person.go();
  return person.until('globalThis.openedAt');
}

async function opening(person) {
  const took = [];
  for (let i = 0; i < RUNS; i += 1) took.push(await openOnce(person));
  return took;
}

// The app is as it is after a night: the browser itself was closed, and starts with the page.
async function coldOpening(person, again) {
  const took = [];
  for (let i = 0; i < RUNS; i += 1) {
    await person.close();
    person = await again();
    await person.go();
    took.push(await person.until('globalThis.openedAt'));
  }
  return { person, took };
}

async function everything(person) {
  const took = [];
  for (let i = 0; i < RUNS; i += 1) {
    await openOnce(person);
    await person.tap('Me');
    await person.choose('everything');
    const { asked, painted } = await person.until('globalThis.everything?.painted !== undefined && globalThis.everything');
    assert.equal(await person.page.evaluate("document.querySelectorAll('.charts path.dust').length"), 3, 'a figure is missing');
    took.push(painted - asked);
  }
  return took;
}

async function oneMore(person) {
  const took = [];
  const told = [];
  for (let i = 0; i < RUNS; i += 1) {
    await openOnce(person);
    await person.choose('mostly');
    await person.tap('Save');
    const { pressed, painted } = await person.until('globalThis.saving?.painted !== undefined && globalThis.saving');
    took.push(painted - pressed);
    const state = await person.until('globalThis.answered?.painted !== undefined && globalThis.answered');
    told.push(state.painted - state.pressed);
  }
  return { took, told };
}

await journey(async (house, meet) => {
  const home = tenYears();
  const again = () => meet(inProfile, 'ana', house.address, join(house.work, 'profile'), { scripts });
  let person = await again();
  await sentence('a home of 100,000 events is put into the storage of a browser', () => moveIn(person, home), must);
  await sentence('it opens on Today', () => openOnce(person), must);
  const warm = await opening(person);
  await sentence(`opening takes 2 s at most: ${span(warm)}, from the navigation to Today and its form painted`, () => assert.ok(median(warm) <= OPEN_MS));
  const { person: later, took: cold } = await coldOpening(person, again);
  person = later;
  await sentence(`and with the browser started anew too: ${span(cold)}`, () => assert.ok(median(cold) <= OPEN_MS));
  console.log(`    meanwhile ${loadavg()[0].toFixed(1)} programs wanted the ${cpus().length} processors of this machine`);
  const me = await everything(person);
  await sentence(`Me shows everything within 2 s: ${span(me)}`, () => assert.ok(median(me) <= ME_MS));
  const { took: saved, told } = await oneMore(person);
  await sentence(`one check-in more is answered within 1 s: ${span(saved)}`, () => assert.ok(median(saved) <= ANSWER_MS));
  await sentence(`and how it is now is told within 1 s: ${span(told)}`, () => assert.ok(median(told) <= ANSWER_MS));
});
