// The main path, by two people with two browsers and a real relay: first run, a check-in, pairing by link with the words
// compared, a need shared, a question answered unseen, one of them away for two check-ins, both equal again, a reload
// without a network, the way out. In Chromium; in Firefox with `firefox` as the word after it. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { inChromium, inFirefox } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';

const engine = process.env['BOTHY_ENGINE'] === 'firefox' ? inFirefox : inChromium;

async function firstRun(person) {
  await person.go();
  await person.sees('A small shelter for two');
  await person.axe('welcome');
  await person.tap('Begin');
  await person.axe('lock');
  await person.tap('No passphrase for now');
  await person.sees('A paper key?');
  await person.axe('paper');
  await person.tap('Go without');
  await person.axe('one simple thing');
  await person.tap('/A minute to check in/');
  await person.choose('mostly');
  await person.choose('felt heard');
  await person.axe('first check-in');
  await person.tap('Save');
  await person.sees('Bothy works for one person alone');
  await person.axe('first value');
}

async function pair(ana, ben) {
  await ana.tap('Invite my partner');
  await ana.axe('before pairing');
  await ana.tap('Make a link');
  await ana.axe('which relay');
  await ana.tap('/^Use localhost/');
  await ana.sees('They open it with their phone camera');
  await ana.axe('the link');
  const link = await ana.page.evaluate("document.querySelector('.link').textContent");
  await ben.go(`/${new URL(link).hash}`);
  await ben.sees('A link from your partner');
  assert.equal(await ben.page.evaluate('location.hash'), '', 'the secret stays in the address bar');
  await ben.tap('Next');
  await ben.tap('No passphrase for now');
  await ben.tap('Go without');
  await ben.tap('/Listen once/');
  await ben.tap('I will do that today');
  await ben.tap('Invite my partner');
  await ben.tap('Follow the link');
  await ben.tap('/^Use localhost/');
}

const sixWords = (person) => person.until("document.querySelectorAll('ol.words li').length === 6 && [...document.querySelectorAll('ol.words li')].map((word) => word.textContent).join(' ')", `${person.name} sees six words`);

async function checkIn(person, step, need, note = '') {
  await person.tap('Today');
  await person.choose(step);
  await person.choose(need);
  if (note !== '') await person.write('A line for yourself, if you like', note);
  await person.sees('Leaves this device');
  await person.tap('Save');
  await person.sees('One small thing');
}

// What is shared, as this person sees it: who, what, in which order.
async function record(person, { swapped = false } = {}) {
  await person.tap('Us');
  await person.sees('Shared, day by day');
  const lines = await person.page.evaluate("[...document.querySelectorAll('li.item p')].map((p) => p.innerText)");
  return swapped ? lines.map((line) => line.replace(/^(me|my partner):/, (_, who) => (who === 'me' ? 'my partner:' : 'me:'))) : lines;
}

async function equal(ana, ben) {
  let seen;
  for (let tries = 0; tries < 60; tries += 1) {
    seen = [await record(ana), await record(ben, { swapped: true })];
    if (JSON.stringify(seen[0]) === JSON.stringify(seen[1]) && !seen[0].some((line) => line.includes('waits here'))) return seen[0];
    await new Promise((later) => setTimeout(later, 250));
  }
  assert.deepEqual(seen[0], seen[1]);
  return seen[0];
}

const must = { must: true };
const pause = (ms) => new Promise((later) => setTimeout(later, ms));

async function begin(ana, ben) {
  await sentence('first run: a first entry in three minutes, with no account and before any pairing', () => firstRun(ana), must);
  await sentence('a link is made, followed, and both see the same six words', async () => {
    await pair(ana, ben);
    const [hers, his] = await Promise.all([sixWords(ana), sixWords(ben)]);
    assert.equal(hers, his);
    await ana.axe('six words');
    await ana.tap('Yes, the same');
    await ben.tap('Yes, the same');
    await ana.sees('You are paired');
    await ben.sees('You are paired');
    await ben.axe('paired');
    await ana.tap('To Today');
    await ben.tap('To Today');
  }, must);
}

async function shareAndAnswer(ana, ben) {
  await sentence('a need is shared and reaches the other; the answer to it stays private', async () => {
    await checkIn(ana, 'partly', 'a hug', 'CANARY-7f3d mine alone');
    await ana.axe('after saving');
    await ben.sees('From your partner, today: a hug');
    assert.ok(await ben.seesNot('CANARY-7f3d'), 'ben sees what ana wrote for herself');
    await ben.axe('today with a need');
  });
  await sentence('a question is answered unseen, and opens when both have answered', async () => {
    await ana.tap('Talk');
    await ana.axe('talk');
    await ana.write('My answer', 'The walk by the river in the rain');
    await ana.tap('Seal my answer');
    await ana.sees('Your answer is sealed');
    await ben.tap('Talk');
    await pause(1500);
    assert.ok(await ben.seesNot('river'), 'ben sees an answer before his own');
    assert.ok(await ben.seesNot('sealed.'), 'ben is told that ana answered');
    await ben.write('My answer', 'Soup on the balcony');
    await ben.tap('Seal my answer');
    await ana.sees('Soup on the balcony');
    await ben.sees('The walk by the river in the rain');
    await ben.axe('both answered');
  });
}

async function apart(ana, ben, house) {
  await sentence('one is away while the other checks in twice and writes a line; afterwards both hold the same', async () => {
    const before = await record(ben);
    await ben.gather();
    await ben.page.goto('about:blank');
    await checkIn(ana, 'hardly', 'some space');
    await checkIn(ana, 'mostly', 'someone to listen');
    await ana.tap('Talk');
    await ana.write('What you want to say', 'Thank you for the soup.');
    await ana.choose('thanks');
    await ana.axe('a line with its preview');
    await ana.tap('Share it');
    await ana.sees('Shared.');
    await ben.go();
    await ben.sees('From your partner, today: someone to listen');
    const lines = await equal(ana, ben);
    assert.ok(lines.length > before.length + 2, lines.join('; '));
    assert.ok(lines.includes('Thank you for the soup.'));
    await ben.axe('us');
  });
  await sentence('with the relay gone the app loads again, keeps a check-in, and sends its need later', async () => {
    await ana.until('navigator.serviceWorker.controller !== null');
    await house.stop();
    await ana.gather();
    await ana.go();
    await checkIn(ana, 'fully', 'some help');
    await ana.sees('to leave');
    await ana.axe('relay away');
    await house.start();
    await ben.tap('Today');
    await ben.sees('From your partner, today: some help');
    await equal(ana, ben);
  });
}

async function everyPlace(person) {
  for (const place of ['Me', 'Shelter', 'Us', 'Today']) {
    await person.tap(place);
    await pause(300);
    await person.axe(place);
  }
  await person.tap('Me');
  await person.tap('All entries');
  await person.axe('history');
  await person.tap('Change');
  await person.axe('an entry');
}

async function leave(person) {
  await person.gather();
  await person.tap('Leave page');
  await person.until("location.pathname === '/measures.html' && document.readyState === 'complete'");
  for (let back = 1; back <= 5; back += 1) {
    await person.page.goBack({ timeout: 2_000 }).catch(() => undefined);
    await pause(150);
    const shown = await person.text().catch(() => '');
    assert.doesNotMatch(shown, /river|soup|shelter|Today/i, `Back ${back} shows: ${shown.slice(0, 200)}`);
  }
}

await journey(async (house, meet) => {
  const ana = await meet(engine, 'ana', house.address);
  const ben = await meet(engine, 'ben', house.address);
  await begin(ana, ben);
  await shareAndAnswer(ana, ben);
  await apart(ana, ben, house);
  await sentence('every place opens', () => everyPlace(ana));
  await sentence('the way out leaves at once for a plain page, and Back five times brings nothing back', () => leave(ana));
  await ben.gather();
  for (const person of [ana, ben]) {
    await sentence(`${person.name}: no accessibility finding on any screen`, () => assert.deepEqual(person.axeFound, []));
    await sentence(`${person.name}: no request to any other place`, () => assert.deepEqual(person.foreign, []));
    await sentence(`${person.name}: no policy violation and no error`, () => assert.deepEqual(person.troubles, []));
  }
});
