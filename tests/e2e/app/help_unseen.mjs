// CC-30, CC-31: help leaves no trace. Opening every page of Shelter, changing the country, reading the check-up and the
// page about leaving, breathing without keeping it: no store of the origin changes by a byte, not a byte goes over the
// network, the history of the browser stays as long as it was, and the partner's device and the relay see nothing. With no
// home, with my room shut and with it open. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import { storeSums } from './lib/look.mjs';
import { Wire } from './lib/wire.mjs';
import * as steps from './lib/steps.mjs';

const must = { must: true };
let pages = 0;

async function opened(person, title) {
  await person.until(`document.querySelector('h1')?.textContent === ${JSON.stringify(title)}`, `the page "${title}"`);
  pages += 1;
}

async function breathe(person) {
  await person.tap('Shelter');
  await person.tap('/^Settle first/');
  await opened(person, 'Settle first');
  for (const signal of ['tight', 'racing']) await person.choose(signal);
  await person.choose('a little');
  await person.choose('one');
  await person.tap('Begin');
  await opened(person, 'The breathing exercise');
  await new Promise((later) => setTimeout(later, 4_000));
  await person.tap('Stop');
  await opened(person, 'You stopped, and that is fine');
  await person.choose('mostly');
  await person.tap('Help lines');
  await opened(person, 'Help lines');
}

async function lines(person) {
  await person.tap('Shelter');
  await person.tap('Show the emergency number');
  await opened(person, 'Help lines');
  for (const country of ['DE', 'US', 'GB', 'FR', '', 'IE']) {
    await person.page.selectOption('#country', country);
    await person.page.waitForTimeout(100);
  }
  for (const topic of ['Somebody hurts, frightens or controls me', 'Thoughts of ending my life', 'I am a child or a teenager']) {
    await person.choose(topic);
    await person.page.waitForTimeout(100);
  }
}

async function watchedAndLeaving(person) {
  await person.tap('Shelter');
  await person.tap('/^Is somebody watching/');
  await opened(person, 'Is somebody watching this device?');
  await person.tap('/[Ll]eaving/');
  await person.until("/leaving/i.test(document.querySelector('h1').textContent)", 'the page about leaving');
  pages += 1;
  await person.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await person.tap('/[Hh]elp lines/');
  await opened(person, 'Help lines');
}

async function allOfShelter(person) {
  await breathe(person);
  await lines(person);
  await watchedAndLeaving(person);
  await person.tap('Back');
  await opened(person, 'Shelter');
}

const traces = async (person) => ({ stores: await storeSums(person.page), long: await person.page.evaluate('history.length'), at: await person.page.evaluate('location.href'), title: await person.page.evaluate('document.title') });

async function leavesNothing(person, wires) {
  for (const wire of wires) await wire.rest();
  const [before, sent] = [await traces(person), wires.map((wire) => wire.counts())];
  const asked = wires[0].asked.length;
  await allOfShelter(person);
  await new Promise((later) => setTimeout(later, 1_500));
  assert.deepEqual(wires.map((wire) => wire.counts()), sent, `something went over the network: ${wires[0].asked.slice(asked)}`);
  const after = await traces(person);
  assert.deepEqual(after, before);
  return `${Object.keys(after.stores).length} stores the same, ${JSON.stringify(sent[0])} the same`;
}

// What the relay keeps, its journal included.
const relaySum = (house) => ['relay.db', 'relay.db-wal'].map((name) => join(house.work, name)).filter(existsSync).map((path) => createHash('sha256').update(readFileSync(path)).digest('hex')).join(' ');

async function afterwards(person) {
  await person.tap('Shelter');
  await person.tap('Show the emergency number');
  await person.page.selectOption('#country', 'DE');
  await person.page.clock.fastForward('02:05');
  await person.sees('Could I be myself'); // nobody finds the page of help lines open
  await person.tap('Shelter');
  await person.tap('Show the emergency number');
  await opened(person, 'Help lines');
  assert.notEqual(await person.page.evaluate("document.querySelector('#country').value"), 'DE', 'the country that was chosen is still there');
  await person.sees('Guessed from the clock');
}

async function couple(house, meet, wires) {
  const ana = await meet(inChromium, 'ana', wires[0].address, { locale: 'en-IE', timezoneId: 'Europe/Dublin' });
  const ben = await meet(inChromium, 'ben', wires[1].address);
  await ana.page.clock.install();
  await ana.go();
  await ana.until('navigator.serviceWorker.controller !== null');
  await sentence('with no home yet, it leaves no trace', async () => {
    await ana.tap('Open Shelter');
    await ana.tap('/^Settle first/');
    await opened(ana, 'Settle first');
    await ana.tap('Back');
    await wires[0].rest();
    const before = await traces(ana);
    const sent = wires[0].counts();
    for (const door of ['/^Settle first/', '/^Find a help line/', '/^Is somebody watching/']) {
      await ana.tap(door);
      await ana.until("document.querySelector('h1').textContent !== 'Shelter'");
      pages += 1;
      await ana.tap('Back');
    }
    assert.deepEqual([await traces(ana), wires[0].counts()], [before, sent]);
  });
  await steps.newHome(ana);
  await steps.newHome(ben, { lock: '' });
  await steps.pairUp(ana, ben);
  await steps.shareLine(ben, 'Soup at seven.');
  return { ana, ben };
}

await journey(async (house, meet) => {
  const wires = [await new Wire().open(house), await new Wire().open(house)];
  let two;
  await sentence('two people are paired, each on a wire of their own', async () => (two = await couple(house, meet, wires)), must);
  const { ana, ben } = two;
  await ana.tap('Us');
  await ana.sees('Soup at seven.');
  await sentence('with my room open, it leaves no trace', async () => console.log(`      ${await leavesNothing(ana, wires)}`));
  await ana.go();
  await ana.sees('Could I be myself');
  const his = [await storeSums(ben.page), await ben.page.evaluate('document.documentElement.outerHTML')];
  for (const wire of wires) await wire.rest();
  const kept = relaySum(house);
  await sentence('with my room shut, it leaves no trace', async () => console.log(`      ${await leavesNothing(ana, wires)}`));
  await sentence("the relay and the partner's device hold the same bytes as before", async () => {
    assert.equal(relaySum(house), kept);
    assert.deepEqual([await storeSums(ben.page), await ben.page.evaluate('document.documentElement.outerHTML')], his);
    console.log(`      ${pages} pages of help were opened`);
  });
  await sentence('after two minutes nobody finds the help page open, nor the country that was chosen', () => afterwards(ana));
  for (const wire of wires) wire.close();
});
