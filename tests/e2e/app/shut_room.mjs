// CC-13: when my room shuts and what is left then. By itself after two minutes without a sign of the person, when the page
// is hidden, after the device slept, when another tab takes over, when the browser puts the page away. Afterwards the
// private screens ask for the passphrase, nothing that was typed is left, the worker that held the keys has ended, and no
// live memory of the page holds the passphrase, the recovery words or a private line. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { inChromium } from './lib/person.mjs';
import { journey, lab, sentence } from './lib/house.mjs';
import { asWord, inCore, inScripts, openWorkers, seedsOf } from './lib/memory.mjs';
import * as steps from './lib/steps.mjs';

const KEPT = 'CANARY-kept';
const DRAFT = 'CANARY-draft';
const FRESH = 'copper whistle meadow seven';
const must = { must: true };
const pause = (ms) => new Promise((later) => setTimeout(later, ms));
const hide = (page) => page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))");
const comeBack = (page) => page.evaluate("delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))");

let secrets = []; // what may be in no memory once the room is shut
let keys = []; // the raw keys of my room, as they stand in memory
let rounds = 0;

// An open room with every kind of thing in it: the history on the screen, a line half written, another for the other.
async function fill(person) {
  await steps.openRoom(person);
  await person.tap('All entries');
  await person.sees(KEPT);
  await person.tap('Today');
  await person.write('A line for yourself, if you like', `${DRAFT} for me`);
  const [core, scripts] = [await inCore(person, [KEPT, ...keys]), await inScripts(person, [DRAFT])];
  assert.ok(keys.some((key) => core[key] > 0), 'the core of an open room holds none of its keys: the search cannot find any');
  assert.ok(core[KEPT] > 0, 'the core of an open room does not hold the line: the search cannot find anything');
  assert.ok(scripts[DRAFT] > 0, 'the page does not hold the draft: the search cannot find anything');
  return person.page.workers()[0];
}

async function nothingLeft(person, former) {
  let ended = !person.page.workers().includes(former);
  for (let tries = 0; tries < 50 && !ended; tries += 1) {
    await pause(50);
    ended = !person.page.workers().includes(former);
  }
  assert.ok(ended, 'the worker that held the keys still lives');
  await person.until("document.querySelector('nav.tabs') !== null");
  await pause(500);
  assert.deepEqual(await person.page.evaluate("[...document.querySelectorAll('input:not([type=radio], [type=checkbox], [type=range]), textarea')].map((field) => field.value).filter(Boolean)"), [], 'something typed is left');
  const [core, scripts] = [await inCore(person, secrets), await inScripts(person, secrets)];
  assert.ok(core.bytes > 1_000_000 && scripts.heaps > 1, 'there is no worker to look into');
  for (const secret of secrets) assert.equal(core[secret] + scripts[secret], 0, `"${secret.slice(0, 30)}" is in memory: ${core[secret]} times in the core, ${scripts[secret]} times in scripts`);
  const raw = await inCore(person, keys);
  assert.equal(keys.reduce((sum, key) => sum + raw[key], 0), 0, 'a key of my room is in memory');
  if (rounds === 0) console.log(`      looked through ${(core.bytes / 1e6).toFixed(1)} MB of the core and ${(scripts.bytes / 1e6).toFixed(1)} MB of ${scripts.heaps} script heaps for ${secrets.length} secrets and ${keys.length} raw keys`);
  rounds += 1;
}

async function asksForPassphrase(person) {
  await person.tap('Me');
  await person.sees('My room is shut');
  await person.tap('Settings');
  await person.tap('/^Save a copy/');
  await person.sees('Your room is shut');
  assert.ok(await person.seesNot(KEPT));
}

// The second draw of the request that made the home is the key of my room, the first is that of our room, which stays open.
async function learnKeys(person) {
  const rows = execFileSync(lab('bothy-keys-of'), await seedsOf(person), { encoding: 'utf8' }).trim().split('\n').map((row) => row.split(' ').map(asWord));
  const found = await inCore(person, rows.flat());
  const made = rows.find((row) => found[row[0]] > 0 && found[row[1]] > 0);
  assert.ok(made, 'the key of my room is not where it was made');
  keys = made.slice(1).filter((key) => found[key] > 0);
  assert.ok(keys.length >= 3, `only ${keys.length} keys were found in an open home`);
}

async function begin(ana) {
  await ana.page.clock.install();
  await openWorkers(ana);
  const phrase = await steps.newHome(ana, { words: true });
  assert.equal(phrase.split(' ').length, 24);
  secrets = [KEPT, DRAFT, steps.PASSPHRASE, FRESH, phrase, phrase.split(' ').slice(4, 8).join(' ')];
  await learnKeys(ana);
  await steps.keepNote(ana, `${KEPT} and nobody reads it`);
  const found = await inScripts(ana, secrets.slice(2));
  assert.equal(secrets.slice(2).reduce((sum, secret) => sum + found[secret], 0), 0, 'the passphrase or the recovery words outlived their screen');
  await steps.shutRoom(ana);
}

async function byTheClock(ana) {
  const former = await fill(ana);
  await ana.page.keyboard.press('ArrowDown'); // the two minutes begin here
  await ana.page.clock.fastForward('01:50');
  await pause(200);
  assert.equal(await ana.page.evaluate("document.querySelector('textarea').value"), `${DRAFT} for me`, 'it shut before two minutes had passed');
  await ana.page.clock.fastForward('00:11');
  await nothingLeft(ana, former);
  await asksForPassphrase(ana);
}

async function aSignKeepsItOpen(ana) {
  await steps.openRoom(ana);
  for (let minute = 0; minute < 4; minute += 1) {
    await ana.page.clock.fastForward('01:00');
    await ana.page.keyboard.press('ArrowDown');
  }
  await pause(300);
  assert.ok(await ana.seesNot('My room is shut'), 'it shut although somebody was there');
  await steps.shutRoom(ana);
}

async function whenHidden(ana, place) {
  const former = await fill(ana);
  if (place === 'Talk') await ana.tap('Talk');
  else await ana.tap('Today');
  await hide(ana.page);
  await nothingLeft(ana, former);
  await comeBack(ana.page);
  await asksForPassphrase(ana);
}

async function afterSleep(ana) {
  const former = await fill(ana);
  await ana.tap('Me');
  await ana.tap('All entries');
  await ana.sees(KEPT);
  await ana.page.evaluate("/a/.test('a')"); // what was looked at for this test is not what is looked for
  // No timer runs between the moment the clock is an hour on and the first key.
  const left = await ana.page.evaluate(`(async () => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 3_600_000;
    dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
    for (let i = 0; i < 20; i += 1) await Promise.resolve();
    return document.body.innerText;
  })()`);
  assert.ok(!left.includes(KEPT), 'the first key after a sleep still shows the room');
  await nothingLeft(ana, former);
}

async function halfTyped(ana) {
  await ana.tap('Me');
  await ana.sees('My room is shut');
  await ana.write('Passphrase', steps.PASSPHRASE);
  await ana.page.clock.fastForward('02:01');
  await ana.until("[...document.querySelectorAll('input[type=password]')].every((field) => field.value === '')", 'the half typed passphrase is gone');
  await ana.tap('Me');
  assert.equal(await ana.page.evaluate("document.querySelector('input[type=password]').value"), '');
  await ana.tap('Today');
  await ana.write('A line for yourself, if you like', `${DRAFT} while shut`);
  await hide(ana.page);
  await comeBack(ana.page);
  await ana.until("document.querySelector('textarea')?.value === ''", 'the line written while the room was shut is gone');
}

async function coreShuts(ana) {
  const former = await fill(ana);
  // The core counts two minutes of its own; the next request finds them gone. The page is not there yet.
  await ana.page.clock.fastForward('01:40');
  await former.evaluate("{ const now = Date.now.bind(Date); Date.now = () => now() + 180_000; }");
  await ana.page.evaluate("dispatchEvent(new Event('online'))");
  await nothingLeft(ana, former);
  await asksForPassphrase(ana);
}

async function changedPassphrase(ana) {
  await steps.openRoom(ana);
  const former = ana.page.workers()[0];
  await ana.tap('Settings');
  await ana.tap('/^Lock/');
  await ana.write('The passphrase until now', steps.PASSPHRASE);
  await ana.write('Passphrase', FRESH);
  await ana.write('The same once more', FRESH);
  await ana.tap('Change the passphrase');
  await ana.until("document.body.innerText.includes('The passphrase is changed')");
  await hide(ana.page);
  await nothingLeft(ana, former);
  await comeBack(ana.page);
  await steps.openRoom(ana, FRESH);
  await steps.shutRoom(ana);
}

// The browser keeps the page whole and brings it back: it comes back empty and begins anew.
async function keptWhole(person) {
  await person.context.addInitScript("addEventListener('pageshow', (event) => console.log('shown ' + JSON.stringify([event.persisted, document.body?.innerText ?? ''])))");
  const shown = [];
  person.page.on('console', (message) => message.text().startsWith('shown ') && shown.push(JSON.parse(message.text().slice(6))));
  await steps.newHome(person);
  await steps.keepNote(person, KEPT);
  await person.tap('Me');
  await person.tap('All entries');
  await person.sees(KEPT);
  await person.go('/robots.txt');
  await person.page.evaluate('history.back()');
  await person.until("document.querySelector('nav.tabs') !== null");
  await pause(300);
  const whole = shown.filter(([persisted]) => persisted);
  assert.equal(whole.length, 1, 'this browser did not keep the page whole, so nothing was looked at');
  assert.equal(whole[0][1], '', 'it came back with something on it');
  await person.tap('Me');
  await person.sees('My room is shut');
}

async function anotherTab(ana) {
  await fill(ana);
  const second = await ana.context.newPage();
  await second.goto(ana.address);
  await second.getByRole('button', { name: 'Use it here' }).click();
  await ana.sees('Bothy is open in another tab');
  for (let tries = 0; tries < 50 && ana.page.workers().length > 0; tries += 1) await pause(50);
  assert.equal(ana.page.workers().length, 0, 'the worker of the first tab still lives');
  const scripts = await inScripts(ana, secrets);
  for (const secret of secrets) assert.equal(scripts[secret], 0, `the first tab still holds "${secret.slice(0, 30)}"`);
  await second.locator('nav.tabs').waitFor();
  await second.close();
  await ana.tap('Use it here');
  await ana.tap('Me');
  await ana.sees('My room is shut');
}

await journey(async (house, meet) => {
  const ana = await meet(inChromium, 'ana', house.address, { serviceWorkers: 'block' });
  await sentence('a room with a passphrase: the passphrase and the recovery words leave the memory with their screens', () => begin(ana), must);
  await sentence('two minutes without a sign shut it, and nothing is left; a little less does not', () => byTheClock(ana));
  await sentence('a key once a minute keeps it open', () => aSignKeepsItOpen(ana));
  await sentence('hiding the page shuts it from Today, and nothing is left', () => whenHidden(ana, 'Today'));
  await sentence('hiding the page shuts it from Talk, and nothing is left', () => whenHidden(ana, 'Talk'));
  await sentence('after a sleep in which no timer ran, the first key shuts it', () => afterSleep(ana));
  await sentence('with the room shut, a half typed passphrase and a line half written go too', () => halfTyped(ana));
  await sentence('when the core shuts it by its own clock, the page forgets as well', () => coreShuts(ana));
  await sentence('when another tab takes over, the first one forgets and its worker ends', () => anotherTab(ana));
  await sentence('a passphrase that was changed in Settings leaves the memory as well, the old one and the new one', () => changedPassphrase(ana));
  await ana.gather();
  const eva = await meet(inChromium, 'eva', house.address, { without: ['--disable-back-forward-cache'] });
  await sentence('a page that the browser kept whole comes back empty, and begins anew with the room shut', () => keptWhole(eva));
  await sentence('no policy violation and no error on the way', () => assert.deepEqual(ana.troubles, []));
});
