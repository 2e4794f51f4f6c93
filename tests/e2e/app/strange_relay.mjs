// A relay that is newer than the app, slow, or gone: one quiet line each, and the app goes on. A stand-in speaks for the
// relay, before a real one that serves the app. Run by `./bothy e2e strange_relay`.
import assert from 'node:assert/strict';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import { standIn } from './lib/stand_in.mjs';

// CHAL: type 0x81, version u16, nonce 32, time u64.
const challenge = (version) => Buffer.concat([Buffer.from([0x81, version & 255, version >> 8]), Buffer.alloc(32, 7), Buffer.alloc(8)]);

async function solo(person) {
  await person.go();
  await person.tap('Begin');
  await person.tap('No passphrase for now');
  await person.tap('Go without');
  await person.tap('/Listen once/');
  await person.tap('I will do that today');
  await person.tap('Invite my partner');
  await person.tap('Make a link');
  await person.tap('/^Use localhost/');
}

async function goesOn(person) {
  await person.tap('Today');
  await person.choose('mostly');
  await person.tap('Save');
  await person.sees('One small thing');
  await person.axe('after saving');
  assert.deepEqual(person.axeFound, []);
}

const cases = [
  ['a relay of a newer version is told in one line', [challenge(2)], 'newer language than this Bothy'],
  ['a relay that answers nonsense changes nothing', [Buffer.alloc(9, 0x81), 'words where bytes belong', Buffer.alloc(300_000, 0x83)], 'Waiting for the other device.'],
  ['a relay that takes the call and says nothing is told as away where somebody waits for it', [], 'The relay is away'],
];

await journey(async (house, meet) => {
  for (const [what, messages, says] of cases) {
    await sentence(`${what}, and a check-in goes on`, async () => {
      const relay = await standIn(house.address, messages);
      try {
        const person = await meet(inChromium, 'ana', relay.address);
        await solo(person);
        await person.sees(says);
        await goesOn(person);
      } finally {
        relay.close();
      }
    });
  }
});
