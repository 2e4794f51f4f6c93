// What somebody typed stays when something goes wrong, and the screen says which thing it was and what to do: a wrong
// passphrase, words that do not fit, a relay that is away or no address, a link that is cut, mistyped, used or expired.
// In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import * as steps from './lib/steps.mjs';

const must = { must: true };
const value = (person, label) =>
  person.page.evaluate(`(() => { const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === ${JSON.stringify(label)}); return label?.control?.value; })()`);

async function kept(person, label, typed, says) {
  await person.sees(says);
  assert.equal(await value(person, label), typed, `what was typed as "${label}" did not stay`);
  // The error belongs to its field, also for somebody who does not see it.
  const alert = await person.page.evaluate("[...document.querySelectorAll('[role=alert]')].map((one) => one.innerText.trim()).join(' ')");
  assert.ok(alert.includes(says), `no alert says "${says}", but "${alert}"`);
}

async function firstRun(person) {
  await person.go();
  await person.tap('I used Bothy before');
  const words = 'one two three four five';
  await person.write('The 24 words', words);
  await person.tap('Open with these words');
  await kept(person, 'The 24 words', words, 'These words do not fit together. Check their spelling and their order.');
  await person.tap('Back');
  await person.tap('I have a link from my partner');
  await person.write('The link', 'd1abc');
  await person.tap('Next');
  await kept(person, 'The link', 'd1abc', 'This link is cut short or mistyped. Copy the whole link again.');
}

async function passphrases(person) {
  await steps.shutRoom(person);
  await person.tap('Me');
  await person.write('Passphrase', 'not the right words here');
  await person.tap('Open');
  await kept(person, 'Passphrase', 'not the right words here', 'That passphrase does not open it. Check it and try again. Nothing is lost.');
  await steps.openRoom(person);
  await person.tap('Settings');
  await person.tap('/^Lock/');
  await person.write('The passphrase until now', 'not the right words here');
  await person.write('Passphrase', 'another four words here');
  await person.write('The same once more', 'another four words here');
  await person.tap('Change the passphrase');
  await kept(person, 'The passphrase until now', 'not the right words here', 'That passphrase does not open it.');
  assert.equal(await value(person, 'Passphrase'), 'another four words here');
  assert.equal(await value(person, 'The same once more'), 'another four words here');
}

async function relays(person) {
  await steps.toPairing(person);
  await person.tap('Make a link');
  await person.tap('Another address');
  for (const [typed, says] of [
    ['not an address', 'That is not an address like relay.example.org.'],
    ['http://relay.example.org', 'Over the open network a relay needs https.'],
    ['https://relay.example.org', 'This copy of Bothy may talk only to the relays its host has listed.'],
  ]) {
    await person.write('Relay address', typed);
    await person.tap('Next');
    await kept(person, 'Relay address', typed, says);
  }
  await person.tap('Us');
}

async function relayAway(person, house) {
  await house.stop();
  const link = await steps.makeLink(person);
  await person.sees('The relay is away. Everything is kept here and goes out later.');
  assert.equal(await person.page.evaluate("document.querySelector('.link').textContent"), link);
  await house.start();
  await person.page.evaluate("dispatchEvent(new Event('online'))");
  await person.until("!document.body.innerText.includes('The relay is away')", 'the relay is there again');
  return link;
}

async function mistyped(person, link) {
  await steps.toPairing(person);
  await person.tap('I have a link');
  for (const bad of ['hello', link.slice(0, -5), `${link}abc`, link.replace('#b1', '#d1')]) {
    await person.write('The link', bad);
    await person.tap('Follow the link');
    if (bad === 'hello') await person.tap('/^Use localhost/');
    await kept(person, 'The link', bad, 'This link is cut short or mistyped. Copy the whole link again.');
  }
  // One letter that is another leads to where nobody is.
  const at = link.length - 9;
  const bad = link.slice(0, at) + (link[at] === 'a' ? 'b' : 'a') + link.slice(at + 1);
  await person.write('The link', bad);
  await person.tap('Follow the link');
  await person.sees('Nothing lies at the other end of this link yet. Ask your partner to open Bothy, or to make a new link.');
  await person.tap('Drop this link');
  await person.until(`document.querySelector('textarea')?.value === ${JSON.stringify(bad)}`, 'the link stayed');
}

// A day later, for this person: the clock of the worker goes ahead.
const later = (person) => person.page.workers()[0].evaluate('{ const now = Date.now.bind(Date); Date.now = () => now() + 26 * 3_600_000; }');

async function ended(person, link, says) {
  await person.write('The link', link);
  await person.tap('Follow the link');
  await person.sees('This pairing ended');
  await person.sees(says);
  await person.tap('Try again');
  await person.until(`document.querySelector('textarea')?.value === ${JSON.stringify(link)}`, 'the link stayed');
}

async function usedLink(ana, ben, eva, link) {
  await steps.followLink(ben, link);
  await ana.until("document.querySelectorAll('ol.words li').length === 6", 'two met by this link');
  await ended(eva, link, 'This link was used already. Ask for a new one.');
}

// How old a link is only the device knows that made it: there it ends.
async function expiredLink(eva) {
  await eva.tap('Us');
  await steps.toPairing(eva);
  await eva.tap('Make a link');
  await eva.until("document.querySelector('.link')?.textContent");
  await later(eva);
  await eva.sees('This pairing ended');
  await eva.sees('This link is more than a day old. Ask for a new one.');
  await eva.tap('Try again');
  await eva.sees('Make a link');
}

await journey(async (house, meet) => {
  const [ana, ben, eva] = [await meet(inChromium, 'ana', house.address), await meet(inChromium, 'ben', house.address), await meet(inChromium, 'eva', house.address)];
  let link = '';
  await sentence('recovery words that do not fit and a link that is cut stay in their fields', () => firstRun(ana));
  await sentence('three homes are made', async () => {
    await steps.newHome(ana);
    for (const person of [ben, eva]) await steps.newHome(person, { lock: '' });
  }, must);
  await sentence('a wrong passphrase stays, and so does all else that was typed beside it', () => passphrases(ana));
  await sentence('an address that is none, or leads nowhere from here, stays and says why', () => relays(ben));
  await sentence('with the relay away a link is made all the same, and the screen says that it goes out later', async () => (link = await relayAway(ana, house)), must);
  await sentence('a link that is cut or mistyped stays, and the screen says which it is', () => mistyped(eva, link));
  await sentence('a link that was used says so, and stays', () => usedLink(ana, ben, eva, link));
  await sentence('a link that is a day old ends where it was made, and says so', () => expiredLink(eva));
});
