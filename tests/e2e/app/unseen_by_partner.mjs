// CC-01, CC-02 from outside: two people are paired and connected, each on a wire of their own. Whatever one of them does
// without sharing sends not a byte between two ticks, and changes nothing on the partner's device; one shared need does
// both. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import { storeSums } from './lib/look.mjs';
import { Wire } from './lib/wire.mjs';
import * as steps from './lib/steps.mjs';

const must = { must: true };
const TIMES = 20;
const counts = (wires) => JSON.stringify(wires.map((wire) => wire.counts()));

// The partner's device as the partner could look at it: all it keeps, and each of the shared places.
async function asPartner(ben) {
  const out = { stores: await storeSums(ben.page) };
  for (const place of ['Today', 'Talk', 'Us']) {
    await ben.tap(place);
    await ben.page.waitForTimeout(300);
    out[place] = await ben.page.evaluate('document.body.innerText');
  }
  return out;
}

async function rest(wires) {
  for (const wire of wires) await wire.rest();
}

async function privately(ana) {
  for (let i = 0; i < TIMES; i += 1) {
    await ana.tap('Today');
    await ana.choose(['hardly', 'partly', 'fully'][i % 3]);
    await ana.choose(['was hurt', 'felt heard', 'held back'][i % 3]);
    if (i % 2 === 0) {
      await ana.choose('some space');
      await ana.choose('Keep this to myself');
    }
    await ana.write('A line for yourself, if you like', `CANARY-7f3d the line ${i}`);
    await ana.sees('Nothing leaves this device.');
    await ana.tap('Save');
    await ana.sees('One small thing');
  }
}

async function looksAround(ana) {
  await ana.tap('Me');
  await ana.tap('All entries');
  await ana.sees('CANARY-7f3d the line');
  await ana.tap('Change');
  await ana.tap('Take it out of view');
  await ana.sees('changed or taken out later');
  await ana.tap('Shelter');
  await ana.tap('/^Find a help line/');
  await ana.tap('Me');
  await ana.tap('Settings');
  await ana.tap('/^What is shared/');
  await steps.bringIn(ana, 40);
}

async function unseen(ana, ben, wires, what) {
  await rest(wires);
  const before = await asPartner(ben);
  await rest(wires);
  const sent = counts(wires);
  await what(ana);
  await ana.page.waitForTimeout(1_500);
  assert.equal(counts(wires), sent, 'something went over a wire');
  assert.deepEqual(await asPartner(ben), before, "something changed on the partner's device");
}

async function sharing(ana, ben, wires) {
  await rest(wires);
  const [before, sent] = [await asPartner(ben), counts(wires)];
  await ana.tap('Today');
  await ana.choose('a hug');
  await ana.sees('Leaves this device');
  await ana.tap('Save');
  await ben.tap('Today');
  await ben.sees('From your partner, today: a hug');
  assert.notEqual(counts(wires), sent);
  assert.notDeepEqual((await asPartner(ben)).stores, before.stores);
}

// How much opening and shutting my room can be seen by whoever runs the relay. The partner's device sees nothing of it.
async function openAndShut(ana, ben, wires) {
  await rest(wires);
  const before = await asPartner(ben);
  await rest(wires);
  const said = [];
  const his = JSON.stringify(wires[1].counts());
  for (const [name, act] of [['shut', steps.shutRoom], ['opened', steps.openRoom]]) {
    const was = wires[0].counts();
    await act(ana);
    await wires[0].rest();
    const is = wires[0].counts();
    said.push(`my room ${name}: ${is.connections - was.connections} new connections, ${is.up - was.up} bytes up`);
  }
  console.log(`      what the relay can see: ${said.join('; ')}`);
  assert.equal(JSON.stringify(wires[1].counts()), his, "something went to the partner's device");
  assert.deepEqual(await asPartner(ben), before);
}

await journey(async (house, meet) => {
  const wires = [await new Wire().open(house), await new Wire().open(house)];
  const [ana, ben] = [await meet(inChromium, 'ana', wires[0].address), await meet(inChromium, 'ben', wires[1].address)];
  await sentence('two people are paired, each on a wire of their own', async () => {
    await steps.newHome(ana);
    await steps.newHome(ben, { lock: '' });
    await steps.pairUp(ana, ben);
    await steps.shareLine(ben, 'Soup at seven.');
    await ana.tap('Us');
    await ana.sees('Soup at seven.');
  }, must);
  await sentence(`${TIMES} private check-ins send nothing and change nothing on the partner's device`, () => unseen(ana, ben, wires, privately));
  await sentence('reading, taking out, Shelter, settings and a table of 40 rows send nothing either', () => unseen(ana, ben, wires, looksAround));
  await sentence('one shared need does go over both wires, so the count can see', () => sharing(ana, ben, wires));
  await sentence("opening and shutting my room changes nothing on the partner's device", () => openAndShut(ana, ben, wires));
  for (const wire of wires) wire.close();
});
