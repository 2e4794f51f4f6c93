// CC-28: the way out. On every screen it is there, uncovered, large enough and first; it works by a tap, by Enter and by
// Shift pressed three times, also from within a field and without a network; nothing of the app is left in that same
// moment, nor behind Back and Forward. In Chromium; in Firefox with BOTHY_ENGINE=firefox. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { inChromium, inFirefox } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import * as steps from './lib/steps.mjs';

const firefox = process.env['BOTHY_ENGINE'] === 'firefox';
const pause = (ms) => new Promise((later) => setTimeout(later, ms));
const must = { must: true };
const OF_THE_APP = /Bothy|Today|Shelter|check in|My room|partner|Leave page/i;

// --- on every screen -----------------------------------------------------------

// Runs inside the page: what is wrong with the way out as it stands now.
function faults() {
  const out = [];
  const button = document.querySelector('button.leave');
  if (button === null) return ['it is not there'];
  const box = button.getBoundingClientRect();
  if (box.width < 44 || box.height < 44) out.push(`it is ${box.width} by ${box.height}`);
  if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight) out.push(`it stands at ${box.left},${box.top} to ${box.right},${box.bottom} of ${innerWidth},${innerHeight}`);
  if (!button.checkVisibility({ opacityProperty: true, visibilityProperty: true })) out.push('it is not visible');
  for (const [x, y] of [[0.5, 0.5], [0.12, 0.5], [0.88, 0.5], [0.5, 0.12], [0.5, 0.88]]) {
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    if (!button.contains(hit)) out.push(`it is covered at ${x},${y} by ${hit?.outerHTML.slice(0, 80)}`);
  }
  const tabbable = [...document.querySelectorAll('a[href], button, input, textarea, select, summary, [tabindex]')].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  if (tabbable.some((one) => one.tabIndex > 0)) out.push('something was given an earlier place in the tab order');
  if (tabbable[0] !== button) out.push(`first in tab order is ${tabbable[0]?.outerHTML.slice(0, 80)}`);
  return out;
}

const sizes = [['390 px', 390, 844, ''], ['320 px', 320, 568, ''], ['320 px, text at 200 %', 320, 568, '200%']];
const found = [];
let looks = 0;

async function look(person, where) {
  for (const [size, width, height, text] of sizes) {
    await person.resize(width, height);
    await person.page.evaluate(`document.documentElement.style.fontSize = '${text}'`);
    for (const end of ['top', 'bottom']) {
      await person.page.evaluate(`scrollTo(0, ${end === 'top' ? 0 : 'document.documentElement.scrollHeight'})`);
      await pause(60);
      for (const fault of await person.page.evaluate(`(${faults})()`)) found.push(`${where}, ${size}, ${end}: ${fault}`);
      looks += 1;
    }
  }
  await person.page.evaluate("document.documentElement.style.fontSize = ''");
  await person.resize(person.width, person.height);
}

async function firstRun(person) {
  await person.go();
  await person.sees('A small shelter for two');
  const long = await person.page.evaluate('history.length');
  await look(person, 'welcome');
  for (const [tap, back] of [['What Bothy cannot do', 'Back'], ['I have a link from my partner', 'Back'], ['I used Bothy before', 'Back'], ['Open Shelter', 'Back']]) {
    await person.tap(tap);
    await look(person, tap);
    await person.tap(back);
  }
  await person.tap('Begin');
  await look(person, 'a lock or none');
  await person.tap('Set a passphrase');
  await look(person, 'a new passphrase');
  await person.write('Passphrase', steps.PASSPHRASE);
  await person.write('The same once more', steps.PASSPHRASE);
  await person.tap('Next');
  await person.sees('A paper key?');
  await look(person, 'a paper key');
  await person.tap('Show the words');
  await look(person, 'the words of the paper key');
  await person.tap('I wrote them down');
  await look(person, 'one simple thing');
  await person.tap('/A minute to check in/');
  await look(person, 'the first check-in');
  await person.choose('mostly');
  await person.tap('Save');
  await person.tap('Stay by myself for now');
  return long;
}

async function everyDay(person) {
  for (const place of ['Today', 'Talk', 'Us', 'Me']) {
    await person.tap(place);
    await pause(200);
    await look(person, place);
  }
  await person.tap('All entries');
  await look(person, 'all entries');
  await person.tap('Change');
  await look(person, 'an entry');
  await person.tap('Me');
  await person.tap('Settings');
  await look(person, 'settings');
  for (const way of ['Lock', 'My devices', 'What is shared', 'How it looks', 'Relay', 'Bring in a diary', 'Save a copy', 'About Bothy', 'Erase everything here']) {
    await person.tap('Me');
    await person.tap('Settings');
    await person.tap(`/^${way}/`);
    await pause(200);
    await look(person, way);
  }
  await steps.shutRoom(person);
  await person.tap('Me');
  await look(person, 'a shut room');
}

async function shelter(person) {
  for (const door of ['Settle first', 'Find a help line', 'Is somebody watching this device']) {
    await person.tap('Shelter');
    await person.tap(`/^${door}/`);
    await pause(200);
    await look(person, door);
  }
  await person.tap('Shelter');
  await person.tap('/^Settle first/');
  await person.tap('Begin');
  await look(person, 'breathing');
}

async function pairing(person, other) {
  await steps.toPairing(person);
  await look(person, 'before pairing');
  await person.tap('Make a link');
  await look(person, 'which relay');
  await person.tap('/^Use localhost/');
  const link = await person.until("document.querySelector('.link')?.textContent");
  await look(person, 'the link');
  await steps.newHome(other, { lock: '' });
  await steps.followLink(other, link);
  for (const one of [person, other]) await one.until("document.querySelectorAll('ol.words li').length === 6");
  await look(person, 'the six words');
  for (const one of [person, other]) await one.tap('Yes, the same');
  await person.sees('You are paired');
  await person.tap('Talk');
  await person.tap('Questions of the last days');
  await look(person, 'Talk with an open list');
  await person.tap('Us');
  await look(person, 'Us of two');
}

// --- going ---------------------------------------------------------------------

// Runs inside the page: keeps for the next one, at the end of the event that led out, how long it took and what is still
// shown. The console may lose the last words of a page that goes; what a tab stores it never does.
const clockOut = `for (const kind of ['click', 'keydown']) addEventListener(kind, (event) => {
  if (document.documentElement.dataset.gone !== 'yes') return;
  sessionStorage.setItem('gone', JSON.stringify({ ms: performance.now() - event.timeStamp, left: document.body.childNodes.length, text: document.body.innerText.length }));
})`;

async function out(person, go) {
  await person.page.evaluate(clockOut);
  const workers = firefox ? 0 : person.page.workers().length;
  await go(person.page);
  await person.until("location.pathname === '/measures.html' && document.readyState === 'complete'", 'the plain page');
  const said = await person.page.evaluate("(() => { const said = sessionStorage.getItem('gone'); sessionStorage.removeItem('gone'); return JSON.parse(said); })()");
  assert.ok(said !== null, 'the event that led out said nothing');
  assert.deepEqual([said.left, said.text], [0, 0], 'something of the app is left in the same moment');
  assert.ok(said.ms < 100, `it took ${said.ms} ms`);
  const text = await person.text();
  assert.match(text, /Kitchen measures/);
  assert.doesNotMatch(text + (await person.page.evaluate('document.title')), OF_THE_APP);
  if (!firefox) assert.deepEqual([workers, person.page.workers().length], [1, 0], 'the worker lives on');
  return said.ms;
}

const thrice = async (page) => {
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift');
};
const ways = {
  'a tap': (page) => page.click('button.leave'),
  'Enter': async (page) => {
    await page.focus('button.leave');
    await page.keyboard.press('Enter');
  },
  'Shift three times': thrice,
  'Shift three times while typing': async (page) => {
    await page.focus('textarea');
    await page.keyboard.type('a line');
    await thrice(page);
  },
};

async function eachWay(person) {
  for (const [name, go] of Object.entries(ways)) {
    await person.go();
    await person.sees('Could I be myself');
    await steps.openRoom(person);
    await person.tap('Today');
    const ms = await out(person, go);
    console.log(`      by ${name}: ${ms.toFixed(1)} ms until nothing was left`);
    await person.go();
    await person.tap('Me');
    await person.sees('My room is shut');
  }
}

// Capitals, a held Shift, the way back through a form and a keyboard layout are no way out.
async function notByTyping(person) {
  const { keyboard } = person.page;
  const shifted = async (key) => {
    await keyboard.down('Shift');
    await keyboard.press(key);
    await keyboard.up('Shift');
  };
  await person.go();
  await person.tap('Today');
  await person.page.focus('textarea');
  for (const key of ['KeyA', 'KeyB', 'KeyC', 'KeyD']) await shifted(key);
  for (const key of ['KeyA', 'KeyB', 'KeyC']) {
    await shifted(key);
    await keyboard.press(' ');
  }
  for (let i = 0; i < 4; i += 1) await shifted('Tab');
  for (const held of ['Alt', 'Control']) {
    await keyboard.down(held);
    for (let i = 0; i < 3; i += 1) await keyboard.press('Shift');
    await keyboard.up(held);
  }
  for (let i = 0; i < 3; i += 1) {
    await keyboard.press('Shift');
    await pause(750);
  }
  await pause(1_300);
  await keyboard.press('Shift');
  await keyboard.press('Shift');
  await person.page.focus('textarea');
  await keyboard.press('x');
  await keyboard.press('Shift');
  await pause(300);
  assert.equal(await person.page.evaluate("document.querySelector('textarea').value.toUpperCase()"), 'ABCDA B C X');
}

async function newTab(person) {
  const before = person.page;
  person.page = await (person.context ?? person.browser).newPage();
  await before.close();
}

async function behind(person) {
  await newTab(person); // with no older page of the app behind it
  await person.go('/robots.txt');
  await person.go();
  await steps.openRoom(person);
  await out(person, ways['a tap']);
  for (let back = 1; back <= 5; back += 1) {
    await person.page.evaluate('history.back()').catch(() => undefined);
    await pause(400);
    assert.doesNotMatch(await person.text().catch(() => ''), OF_THE_APP, `Back ${back}`);
  }
  for (let on = 1; on <= 5; on += 1) {
    await person.page.evaluate('history.forward()').catch(() => undefined);
    await pause(400);
    assert.doesNotMatch(await person.text().catch(() => ''), OF_THE_APP, `Forward ${on}`);
  }
}

// A page of the app from before, further back in the same tab: it opens anew, and shut.
async function behindTwice(person) {
  await newTab(person);
  await person.go();
  await steps.openRoom(person);
  await person.sees('1 answer on 1 day');
  await person.go('/robots.txt');
  await person.go();
  await person.sees('Could I be myself');
  await out(person, ways['a tap']);
  for (let back = 0; back < 2; back += 1) {
    await person.page.evaluate('history.back()');
    await pause(600);
  }
  await person.until("document.querySelector('nav.tabs') !== null", 'the older page opens anew');
  assert.ok(await person.seesNot('1 answer on 1 day'), 'an older page shows my room');
  await person.tap('Me');
  await person.sees('My room is shut');
}

async function offline(person, house) {
  await person.go();
  await person.until('navigator.serviceWorker.controller !== null');
  await house.stop();
  await out(person, thrice);
  assert.ok(await person.page.evaluate("document.querySelectorAll('#rows tr').length > 5"), 'the plain page is not whole');
  await house.start();
}

await journey(async (house, meet) => {
  const engine = firefox ? inFirefox : inChromium;
  const ana = await meet(engine, 'ana', house.address);
  const ben = await meet(engine, 'ben', house.address);
  let long = 0;
  await sentence('the first run is walked through', async () => (long = await firstRun(ana)), must);
  await sentence('every place and every setting is opened', () => everyDay(ana));
  await sentence('every door of Shelter is opened', () => shelter(ana));
  await sentence('a pairing is walked through', () => pairing(ana, ben));
  await sentence('on each of them the way out stands free: 44 px, first in tab order, at 320 px and with text at 200 %', () => {
    console.log(`      ${looks} looks`);
    assert.deepEqual(found, []);
    assert.ok(looks > 150);
  });
  await sentence('using all of it adds nothing to the history of the browser', async () => assert.equal(await ana.page.evaluate('history.length'), long));
  await sentence('a tap, Enter and Shift three times lead out at once, and the app opens again with my room shut', () => eachWay(ana));
  await sentence('capitals, a held Shift, Shift with Tab, with Alt or with Control, and slow presses lead nowhere', () => notByTyping(ana));
  await sentence('Back five times and Forward five times show nothing of the app', () => behind(ana));
  await sentence('an older page of the app in the same tab opens anew, with my room shut', () => behindTwice(ana));
  await sentence('without a network it works as well', () => offline(ana, house));
});
