// A second device of the same person: added by link with the words compared, it holds the same entries; removed in two
// taps, it gets nothing more; and a fresh browser gets everything back from the 24 words. Run by `./bothy e2e devices`.
import assert from 'node:assert/strict';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';

const must = { must: true };
let phrase = '';

async function firstHome(ana) {
  await ana.go();
  await ana.tap('Begin');
  await ana.tap('No passphrase for now');
  await ana.tap('Show the words');
  await ana.axe('paper words');
  phrase = await ana.page.evaluate("[...document.querySelectorAll('ol.words li')].map((word) => word.textContent).join(' ')");
  assert.equal(phrase.split(' ').length, 24);
  await ana.tap('I wrote them down');
  await ana.tap('/Name one feeling/');
  await ana.write('The feeling, in your words', 'a quiet kind of relief');
  await ana.tap('Keep');
  await ana.tap('Stay by myself for now');
}

async function openDevices(person) {
  await person.tap('Me');
  await person.tap('Settings');
  await person.tap('/^My devices/');
}

async function chooseRelay(person) {
  await person.tap('Choose a relay');
  await person.tap('/^Use localhost/');
  await person.sees('Connected.');
  await person.tap('Back');
  await person.tap('/^My devices/');
}

const six = (person) => person.until("document.querySelectorAll('ol.words li').length === 6 && document.querySelector('ol.words').innerText.replace(/\\s+/g, ' ')", `${person.name} sees six words`);
const entries = async (person) => {
  await person.tap('Me');
  await person.tap('All entries');
  await person.sees('Nothing is overwritten');
  return person.until("document.querySelectorAll('li.entry').length > 0 && [...document.querySelectorAll('li.entry')].map((entry) => entry.innerText.replace(/\\s+/g, ' ')).join('|')");
};

async function join(other, link, words) {
  await other.go(`/${new URL(link).hash}`);
  await other.sees('One more device of mine');
  await other.axe('join as a device');
  await other.write('A name for this device, for you alone', 'the tablet');
  if (words !== '') await other.write('Recovery words, if you have them here', words);
  await other.tap('Next');
}

await journey(async (house, meet) => {
  const ana = await meet(inChromium, 'ana', house.address);
  const tablet = await meet(inChromium, 'tablet', house.address);
  const fresh = await meet(inChromium, 'fresh', house.address);
  await sentence('a first home shows its 24 words once', () => firstHome(ana), must);
  await sentence('a second device joins by link, and both show the same six words', async () => {
    await openDevices(ana);
    await chooseRelay(ana);
    await ana.tap('Make a link');
    const link = await ana.until("document.body.innerText.match(/http\\S+#d1\\S+/)?.[0]");
    await ana.axe('a link for a device');
    await join(tablet, link, phrase);
    const [one, other] = await Promise.all([six(ana), six(tablet)]);
    assert.equal(one, other);
    await ana.tap('Yes, the same');
    await ana.sees('It is yours now');
    await tablet.sees('It is yours now');
    await tablet.axe('a device that joined');
  }, must);
  await sentence('it holds every entry, and writes ones that the first gets', async () => {
    // What was written leaves with the next tick, by the clock or with a connection.
    await ana.go();
    await ana.sees('Could I be myself');
    assert.match(await entries(tablet), /a quiet kind of relief/);
  });
  await sentence('the first device tells of the new one, in a way that nobody can dismiss', async () => {
    await ana.tap('Me');
    await ana.sees('The device "the tablet" is yours since');
  });
  await sentence('it is removed in two taps, and says so itself', async () => {
    await ana.tap('Show my devices');
    await ana.tap('/^Take away/');
    await ana.tap('Yes, take it away');
    await ana.sees('"the tablet" is taken away');
    await ana.axe('a device removed');
    await tablet.tap('Today');
    // Which of the two it can know depends on whether the last keyring frame or the shut door came first.
    await tablet.until("/This device was removed|another device of yours removed it/.test(document.body.innerText)", 'the tablet says that it was removed');
  });
  await sentence('a fresh browser gets everything back from the 24 words', async () => {
    await fresh.go();
    await fresh.tap('I used Bothy before');
    await fresh.axe('recover');
    await fresh.write('The 24 words', phrase.replace('a', 'aa'));
    await fresh.tap('Open with these words');
    await fresh.sees('These words do not fit together');
    await fresh.write('The 24 words', phrase);
    await fresh.tap('Open with these words');
    await fresh.tap('/^Use localhost/');
    await fresh.sees('Could I be myself');
    assert.match(await entries(fresh), /a quiet kind of relief/);
  });
  for (const person of [ana, tablet, fresh]) {
    await person.gather();
    await sentence(`${person.name}: nothing for axe, no other place asked, no policy violation`, () => assert.deepEqual([person.axeFound, person.foreign, person.troubles], [[], [], []]));
  }
});
