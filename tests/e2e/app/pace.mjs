// The minute a day, timed: the same check-in by touch on a phone and by keyboard alone, five times each, from opening Today
// to the answer on the screen. The machine's time is measured; the person's is modelled (lib/minute.mjs). The day is one on
// which the check-in is longest: what may be answered besides changes from day to day. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { clockScript, keepTime } from './lib/clock.mjs';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import { median, Minute, watch } from './lib/minute.mjs';
import { newHome } from './lib/steps.mjs';

const RUNS = 5;
const LIMIT_S = 60;
const TAPS = 7;
const ANSWER_MS = 1_000;
const must = { must: true };

// The answers of every run: a step, energy and mood, two moments, a need. The line is left out: it is as long as one likes.
const STEP = 'mostly';
const MOMENTS = ['felt heard', 'a small kindness'];
const NEED = 'a hug';

async function openToday(person) {
  const minute = new Minute(person.page);
  await person.go();
  await person.until("document.querySelector('h1')?.textContent === 'Today' && document.querySelector('form') !== null");
  await minute.read();
  return minute;
}

async function answered(person, minute) {
  await person.until('globalThis.saving?.painted !== undefined');
  assert.ok(await person.page.evaluate("document.querySelector('h1').textContent === 'Kept'"));
  return minute.end();
}

// --- by touch ------------------------------------------------------------------

// Where to touch for a choice or a button: its middle, when nothing lies over it.
const middle = (text) => `(() => {
  const says = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim();
  const target = ${text === 'pad' ? "document.querySelector('.field[role=presentation]')" : `[...document.querySelectorAll('label, button')].find((element) => says(element) === ${JSON.stringify(text)})`};
  const { left, top, width, height } = target.getBoundingClientRect();
  const [x, y] = ${text === 'pad' ? '[left + width * 0.7, top + height * 0.3]' : '[left + width / 2, top + height / 2]'};
  const over = document.elementFromPoint(x, y);
  return over !== null && (target.contains(over) || over.contains(target)) ? { x, y } : null;
})()`;

const moment = (ms) => new Promise((later) => setTimeout(later, ms));

// A thumb that pushes the page up and rests before it lets go, so that the page stands where it was left.
async function flick(person, { x, y }, by) {
  const STEPS = 12;
  await person.touch('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let step = 1; step <= STEPS; step += 1) {
    await person.touch('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: Math.round(y - (by * step) / STEPS) }] });
    await moment(step === STEPS ? 80 : 8);
  }
  await person.touch('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function touch(person, minute, text) {
  for (let flicks = 0; ; flicks += 1) {
    const at = await person.page.evaluate(middle(text));
    if (at !== null) {
      await person.page.touchscreen.tap(at.x, at.y);
      minute.add('tap');
      return text === 'Save' ? undefined : minute.read();
    }
    assert.ok(flicks < 8, `"${text}" does not come within reach of a thumb`);
    await flick(person, { x: 200, y: 640 }, 380);
    minute.add('flick');
    await minute.read();
  }
}

async function byTouch(person) {
  const minute = await openToday(person);
  for (const text of [STEP, 'pad', ...MOMENTS, NEED, 'Save']) {
    minute.add('choice');
    await touch(person, minute, text);
  }
  return answered(person, minute);
}

// --- by keyboard ---------------------------------------------------------------

async function press(person, minute, key) {
  await person.page.keyboard.press(key);
  minute.add('key');
  await minute.read();
}

/** What has the focus, as a screen reader names it: its label or its text. */
const FOCUSED = "(() => { const at = document.activeElement; return (at.labels?.[0]?.textContent ?? at.textContent).trim().replace(/\\s+/g, ' '); })()";

/** Presses a key until this has the focus; says what it passed. */
async function until(person, minute, key, name) {
  const passed = [];
  for (;;) {
    await press(person, minute, key);
    const now = await person.page.evaluate(FOCUSED);
    if (now === name) return;
    passed.push(now);
    assert.ok(passed.length < 40, `"${name}" is not reached by ${key}: ${passed.join(', ')}`);
  }
}

const times = async (n, work) => {
  for (let i = 0; i < n; i += 1) await work();
};

async function byKeyboard(person) {
  const minute = await openToday(person);
  minute.add('choice');
  await until(person, minute, 'Tab', 'not at all');
  await until(person, minute, 'ArrowRight', STEP);
  for (const slider of ['Energy', 'Mood']) {
    minute.add('choice');
    await until(person, minute, 'Tab', slider);
    await times(4, () => press(person, minute, 'ArrowRight'));
  }
  for (const moment of MOMENTS) {
    minute.add('choice');
    await until(person, minute, 'Tab', moment);
    await press(person, minute, 'Space');
  }
  minute.add('choice');
  await until(person, minute, 'Tab', 'someone to listen');
  await until(person, minute, 'ArrowRight', NEED);
  minute.add('choice');
  await until(person, minute, 'Tab', 'Save');
  await person.page.keyboard.press('Enter');
  minute.add('key');
  return answered(person, minute);
}

// --- what is held against the limits ---------------------------------------------

const span = (values, digits = 1) => `median ${median(values).toFixed(digits)}, worst ${Math.max(...values).toFixed(digits)}`;
const of = (runs, name) => runs.map((run) => run[name]);

function say(way, runs) {
  const [{ word, choice, tap, flick: flicks, key }] = runs;
  console.log(`    ${way}: ${word} words read, ${choice} choices, ${tap} taps, ${flicks} flicks, ${key} keys`);
  console.log(`    ${way}: person ${span(of(runs, 'person'))} s (modelled), machine ${span(of(runs, 'machine'))} s (measured)`);
}

async function timed(way, person, once) {
  const runs = [];
  for (let i = 0; i < RUNS; i += 1) runs.push(await once(person));
  say(way, runs);
  await sentence(`${way}: the check-in takes ${LIMIT_S} s at most: ${span(of(runs, 'all'))} s`, () => assert.ok(median(of(runs, 'all')) <= LIMIT_S));
  await sentence(`${way}: the answer is on the screen 1 s after Save in every run: ${span(of(runs, 'answer_ms'), 0)} ms`, () => assert.ok(Math.max(...of(runs, 'answer_ms')) <= ANSWER_MS));
  return runs;
}

/** What the runs wrote, newest first, as the history tells it. */
async function wrote(person) {
  await person.tap('Me');
  await person.tap('All entries');
  await person.sees('felt heard');
  return person.page.evaluate("[...document.querySelectorAll('li.entry .words')].map((p) => p.innerText)");
}

function theSame(lines) {
  assert.equal(lines.length, RUNS);
  for (const line of lines) {
    assert.match(line, /Could I be myself\?: mostly/);
    assert.match(line, /Energy: (69|70|71), Mood: (69|70|71)/); // a finger is not exact
    for (const word of [...MOMENTS, NEED]) assert.ok(line.includes(word), line);
  }
}

async function thumb(address, meet) {
  const person = await meet(inChromium, 'thumb', address, { hasTouch: true, isMobile: true, serviceWorkers: 'block' });
  await person.context.addInitScript(clockScript);
  await person.context.addInitScript(watch);
  const devtools = await person.context.newCDPSession(person.page);
  person.touch = (...gesture) => devtools.send(...gesture);
  await sentence('by touch: a first run', () => newHome(person, { lock: '' }), must);
  const runs = await timed('by touch', person, byTouch);
  await sentence(`by touch: ${Math.max(...of(runs, 'tap'))} taps, and ${TAPS} are the most`, () => assert.ok(Math.max(...of(runs, 'tap')) <= TAPS));
  await sentence('by touch: what was answered is what was kept', async () => theSame(await wrote(person)));
  await sentence('a flick that begins on the field of energy and mood moves the page on and answers nothing', async () => {
    await openToday(person);
    const field = await person.page.evaluate("(() => { const box = document.querySelector('.field[role=presentation]').getBoundingClientRect(); return { x: 200, y: (Math.max(0, box.top) + Math.min(700, box.bottom)) / 2 }; })()");
    await flick(person, { x: field.x, y: Math.round(field.y) }, 300);
    assert.ok((await person.page.evaluate('scrollY')) > 100, 'the page stands still');
    assert.ok(await person.page.evaluate("document.querySelector('.dot') === null"), 'something was answered');
  });
  await person.gather();
  return person;
}

// Everything that can take the focus; of radio buttons that belong together one, for the arrows reach the others.
const TABBABLE = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((element) => !element.disabled && element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }));
  const groups = new Set();
  return all.filter((element) => element.type !== 'radio' || (!groups.has(element.name) && groups.add(element.name))).length;
})()`;

async function reach(person) {
  await openToday(person);
  const count = await person.page.evaluate(TABBABLE);
  await person.page.evaluate('globalThis.reached = new Set()');
  const seen = [];
  // The title has the focus, so that a screen reader says it; the rest of the page comes after it, then round again.
  for (let i = 0; i <= count; i += 1) {
    await person.page.keyboard.press('Tab');
    const at = await person.page.evaluate(`document.activeElement === document.body ? '' : (reached.add(document.activeElement), ${FOCUSED})`);
    if (at !== '') seen.push(at);
  }
  const first = seen.indexOf('Leave page');
  const reached = await person.page.evaluate('reached.size');
  return { count, reached, order: [...seen.slice(first), ...seen.slice(0, first)] };
}

async function keys(address, meet) {
  const person = await meet(inChromium, 'keys', address, { viewport: { width: 1280, height: 800 }, serviceWorkers: 'block' });
  await person.context.addInitScript(clockScript);
  await person.context.addInitScript(watch);
  await sentence('by keyboard: a first run', () => newHome(person, { lock: '' }), must);
  const runs = await timed('by keyboard', person, byKeyboard);
  await sentence(`by keyboard: nothing points, and every key of ${runs[0].key} is Tab, an arrow, Space or Enter`, () => assert.deepEqual(of(runs, 'pointed'), Array(RUNS).fill(0)));
  await sentence('by keyboard: Tab reaches everything on Today, and the way out is the first of it', async () => {
    const { count, reached, order } = await reach(person);
    assert.equal(reached, count, order.join(' | '));
    assert.equal(order[0], 'Leave page');
    assert.deepEqual(order.slice(1, 7), ['Today', 'Talk', 'Us', 'Me', 'Shelter', 'not at all']);
  });
  await sentence('by keyboard: Shift three times leaves from the middle of a check-in', async () => {
    await openToday(person);
    await person.page.keyboard.press('Tab');
    for (let i = 0; i < 3; i += 1) await person.page.keyboard.press('Shift');
    await person.until("location.pathname === '/measures.html'");
  });
  await person.go();
  await sentence('by keyboard: what was answered is what was kept', async () => theSame(await wrote(person)));
  return person;
}

await journey(async (house, meet) => {
  const people = [await thumb(house.address, meet), await keys(house.address, meet)];
  for (const person of people) {
    await sentence(`${person.name}: no request to any other place, no policy violation, no error`, () => assert.deepEqual([...person.foreign, ...person.troubles], []));
  }
}, { prepare: keepTime });
