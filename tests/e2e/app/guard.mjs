// Help when it is not about words: what people write in the companion leads to a card, offline within 300 ms, and out of it;
// no store, no wire, no history and nothing of the partner's is changed by it (CC-30, CC-31); after a concern only acts of
// rest are offered (CC-32); every written path goes to its end. By touch and by keyboard. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CARDS, DISCLOSURES, asPartner, pretending, relaySum, tells, toCompanion, traces, watchCard } from './lib/guard.mjs';
import { journey, root, sentence } from './lib/house.mjs';
import { median } from './lib/minute.mjs';
import { beside, inChromium } from './lib/person.mjs';
import { Wire } from './lib/wire.mjs';
import * as steps from './lib/steps.mjs';

const CARD_MS = 300; // SAFETY 4.4
const SLOWER = 4; // times, for a phone of the cheap kind
const must = { must: true };
const content = (name) => JSON.parse(readFileSync(join(root, `content/${name}.json`), 'utf8'));
const paths = content('paths');
const inDublin = { locale: 'en-IE', timezoneId: 'Europe/Dublin', reducedMotion: 'reduce' };
const SAFE = 'I am safe for now';

const opened = (person, title) => person.until(`document.querySelector('h1')?.textContent === ${JSON.stringify(title)}`, `the page "${title}"`);
const cardOf = (person) => person.page.evaluate("document.querySelector('section.card').innerText.replace(/\\s+/g, ' ')");

async function fold(person) {
  await person.tap(SAFE);
  await person.sees('These are written pages.');
}

// --- from words to a card ------------------------------------------------------

// Written for this test. How many of all such words the guard finds is for the tests of the core to say.
const FOUND = {
  urgent: 'He strangled me until I passed out.', fear: 'He will not let me see my family and checks my phone.', young: 'I am fifteen and I am afraid of my stepdad.',
  their_threat: 'He says he will kill himself if I leave him.', own_harm: 'I pushed my boyfriend against the wall and he was scared of me.',
};

async function byTheGuard(cleo) {
  for (const [script, text] of Object.entries(FOUND)) {
    await tells(cleo, text);
    await cleo.sees(CARDS[script]);
    await fold(cleo);
  }
}

async function ordinary(cleo) {
  await tells(cleo, 'We forgot the dishes again.');
  await opened(cleo, 'You put it into words');
  await toCompanion(cleo);
  await tells(cleo, 'I hate you, you are such an idiot and I am done with you.');
  await opened(cleo, 'One slow minute first');
}

const order = (text, parts) => parts.reduce((after, part) => {
  const at = text.indexOf(part, after);
  assert.ok(at >= after, `"${part}" does not come in its place: ${text}`);
  return at;
}, 0);

async function eachCard(cleo) {
  for (const [script, title] of Object.entries(CARDS)) {
    await tells(cleo, 'some words', script);
    await cleo.sees(title);
    await cleo.axe(`the card "${script}"`);
    const text = await cardOf(cleo);
    order(text, [title, 'Immediate danger', '112', 'on the bill', 'Country', 'Facts gathered on', 'More lines, in many countries', SAFE]);
    const lines = await cleo.page.evaluate("document.querySelectorAll('section.card article').length");
    assert.ok(lines >= 1 && lines <= 2, `${lines} lines beside the emergency number, on ${script}`);
    assert.equal(await cleo.page.evaluate("document.querySelectorAll('section.card :is(textarea, input)').length"), 0, script);
    assert.ok((await cleo.page.evaluate("document.querySelector('[role=alert]').innerText")).startsWith(title), 'it is not said aloud');
    await fold(cleo);
  }
}

async function whatUrgentLacks(cleo) {
  await tells(cleo, 'some words', 'urgent');
  await cleo.sees('Is it safe to read this here?');
  const buttons = await cleo.page.evaluate("[...document.querySelectorAll('section.card button')].map((button) => button.textContent.trim())");
  assert.deepEqual(buttons, ['No, leave this page', SAFE]);
  await cleo.page.setViewportSize({ width: 320, height: 568 });
  const there = "(() => { const box = document.querySelector('.leave').getBoundingClientRect(); return document.querySelector('.leave').contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); })()";
  assert.equal(await cleo.page.evaluate(there), true, 'the way out is covered');
  assert.ok(await cleo.page.evaluate('document.documentElement.scrollWidth <= 320'), 'it is wider than a small phone');
  await cleo.page.setViewportSize({ width: 390, height: 844 });
  const small = await cleo.page.evaluate("[...document.querySelectorAll('section.card :is(button, select, .number)')].filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)");
  assert.deepEqual(small, []);
}

async function rises(cleo) {
  await cleo.tap('Stop');
  await opened(cleo, 'Shelter');
  await cleo.tap('/^Pages for a hard moment/');
  await cleo.sees(CARDS.urgent); // it stands until the person says so
  await fold(cleo);
  await tells(cleo, 'some words', 'self');
  await cleo.sees('Are you thinking of ending your life?');
  await cleo.tap('I may act on it soon');
  await cleo.sees(CARDS.urgent);
  await cleo.sees('Samaritans Ireland');
  await fold(cleo);
}

async function otherCountry(cleo) {
  await tells(cleo, 'some words', 'fear');
  await cleo.sees('Guessed from the clock');
  const numbers = () => cleo.page.evaluate("[...document.querySelectorAll('section.card a.number')].map((one) => one.getAttribute('href'))");
  const before = await numbers();
  await cleo.page.selectOption('section.card select', 'DE');
  await cleo.sees('Hilfetelefon');
  const after = await numbers();
  assert.equal(after[0], 'tel:112');
  assert.notDeepEqual(after, before);
  const dials = new Set(content('helplines').lines.filter(({ country }) => country === 'DE').flatMap(({ dial }) => dial));
  for (const number of after.slice(1)) assert.ok(dials.has(number.slice(4)), number);
  await fold(cleo);
  await tells(cleo, 'some words', 'self');
  await cleo.sees('TelefonSeelsorge');
  await cleo.page.selectOption('section.card select', '');
  await cleo.sees('Call your local emergency number.');
  assert.equal((await numbers()).length, 0);
  await fold(cleo);
}

async function unreadable(cleo) {
  for (const [button, script] of [['I am not safe', 'urgent'], ['I am thinking of ending my life', 'self'], ['I am afraid of someone', 'fear']]) {
    await tells(cleo, '\u041c\u043d\u0435 \u0441\u0442\u0440\u0430\u0448\u043d\u043e \u0434\u043e\u043c\u0430, \u043f\u043e\u043c\u043e\u0433\u0438\u0442\u0435');
    await cleo.sees('Bothy cannot read these words yet');
    if (script === 'urgent') await cleo.axe('words that cannot be read');
    await cleo.tap(button);
    await cleo.sees(CARDS[script]);
    await fold(cleo);
  }
}

async function besideAnother(cleo) {
  const second = await beside(cleo);
  await second.go();
  await second.sees('Bothy is open in another tab');
  await second.tap('Open Shelter');
  await second.tap('/^Pages for a hard moment/');
  await second.sees('These are written pages.');
  await second.write('What is going on?', 'He will not let me leave the house.');
  await second.tap('Go on');
  await second.sees('could not be read here right now');
  await second.tap('I am not safe');
  await second.sees(CARDS.urgent);
  await second.close();
}

// --- at once, without a network -------------------------------------------------

// Five cards in a row, each from the tap to the frame in which the number to call was painted.
async function fiveCards(cleo, cdp, rate) {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  const took = [];
  for (let i = 0; i < 5; i += 1) {
    await tells(cleo, FOUND.urgent);
    const { pressed, painted } = await cleo.until('globalThis.carded?.painted && globalThis.carded', 'the card is painted');
    took.push(Math.round(painted - pressed));
    await cleo.sees('112');
    await fold(cleo);
  }
  console.log(`      from the tap to the painted card, offline, page ${rate} times slower: ${took.join(', ')} ms`);
  return took;
}

async function offline(cleo) {
  const cdp = await cleo.context.newCDPSession(cleo.page);
  await cleo.context.setOffline(true);
  const [slow, plain] = [await fiveCards(cleo, cdp, SLOWER), await fiveCards(cleo, cdp, 1)];
  await cleo.context.setOffline(false);
  await cdp.detach();
  assert.ok(median(slow) < CARD_MS && Math.max(...plain) < CARD_MS);
}

async function byKeyboard(cleo) {
  await cleo.tap('Shelter');
  const press = async (key, times = 1) => {
    for (let i = 0; i < times; i += 1) await cleo.page.keyboard.press(key);
  };
  const reach = async (says) => {
    for (let i = 0; i < 60; i += 1) {
      await press('Tab');
      if (await cleo.page.evaluate(`document.activeElement.matches('textarea') ? ${JSON.stringify(says)} === 'textarea' : document.activeElement.textContent.trim().startsWith(${JSON.stringify(says)})`)) return;
    }
    throw new Error(`the keyboard never came to "${says}"`);
  };
  await reach('Pages for a hard moment');
  await press('Enter');
  await cleo.sees('These are written pages.');
  await reach('textarea');
  await cleo.page.keyboard.type(FOUND.urgent);
  await reach('Go on');
  await press('Enter');
  await cleo.sees(CARDS.urgent);
  await reach('No, leave this page');
  await reach(SAFE);
  await press('Enter');
  await cleo.sees('These are written pages.');
  await reach('I feel numb');
  await press('Enter');
  await opened(cleo, 'Not much to feel');
  await reach('Stop');
  await press('Space');
  await opened(cleo, 'Shelter');
}

// --- the written paths -----------------------------------------------------------

let pages = 0;

async function onward(cleo, path, option) {
  for (const step of path.steps) {
    await opened(cleo, step.kind === 'choice' ? option.says : step.title);
    pages += 1;
    for (const way of ['Back', 'Stop']) assert.equal(await cleo.page.evaluate(`[...document.querySelectorAll('.foot button')].some((one) => one.textContent.trim() === '${way}' && one.checkVisibility())`), true, `${path.id} ${step.kind}: ${way}`);
    if (step.kind === 'ask') await cleo.tap(option.says);
    else if (step.kind === 'slow' || (step.kind === 'choice' && option.act === 'breathe')) await cleo.tap('Go on without');
    else if (step.kind === 'choice') await cleo.tap('That is enough');
    else if (step.kind === 'people') await cleo.tap('Done');
    else await cleo.tap('Next');
  }
  await cleo.sees('These are written pages.');
}

async function everyPath(cleo) {
  for (const path of paths.filter(({ typed }) => !typed)) {
    const { options } = path.steps.find(({ kind }) => kind === 'ask');
    for (const option of options.filter(({ act }) => act !== undefined)) {
      await cleo.tap(path.says);
      await onward(cleo, path, option);
    }
  }
  console.log(`      ${pages} pages of ${paths.length - 2} paths`);
}

async function cardsOnTheWay(cleo) {
  for (const path of paths.filter(({ typed }) => !typed)) {
    for (const { says, script } of path.steps.find(({ kind }) => kind === 'ask').options.filter((option) => option.script)) {
      await cleo.tap(path.says);
      for (const { kind } of path.steps.slice(0, path.steps.findIndex((step) => step.kind === 'ask'))) await cleo.tap(kind === 'slow' ? 'Go on without' : 'Next');
      await cleo.tap(says);
      await cleo.sees(CARDS[script]);
      await fold(cleo);
    }
  }
}

async function stopAnywhere(cleo) {
  const path = paths.find(({ id }) => id === 'angry');
  for (let n = 0; n < path.steps.length; n += 1) {
    await toCompanion(cleo);
    await cleo.tap(path.says);
    for (const { kind } of path.steps.slice(0, n)) await cleo.tap({ slow: 'Go on without', ask: 'Get it out, unsent', choice: 'That is enough' }[kind] ?? 'Next');
    await cleo.axe(`${path.id}, page ${n + 1}`);
    await cleo.tap('Stop');
    await opened(cleo, 'Shelter');
  }
}

async function writtenOnTheWay(cleo) {
  await toCompanion(cleo);
  await cleo.tap('I am hurt');
  await cleo.tap('Next');
  await cleo.tap('Write what I did not say');
  await cleo.tap('Next');
  await cleo.write('Unsent', FOUND.urgent);
  await cleo.tap('That is enough');
  await cleo.sees(CARDS.urgent);
  assert.ok(await cleo.seesNot('strangled'), 'what was written is still on the page');
  await fold(cleo);
}

// --- no trace --------------------------------------------------------------------

async function noTrace(house, ana, ben, wires) {
  const rest = async () => {
    for (const wire of wires) await wire.rest();
  };
  await rest();
  const his = await asPartner(ben);
  await rest();
  const [before, sent, kept] = [await traces(ana), wires.map((wire) => wire.counts()), relaySum(house)];
  const asked = wires[0].asked.length;
  let cards = 0;
  for (const text of DISCLOSURES) {
    await tells(ana, text);
    await ana.until("document.querySelector('section.card') !== null || document.querySelector('.foot') !== null", `something follows "${text}"`);
    const card = await ana.page.evaluate("document.querySelector('section.card') !== null");
    cards += card ? 1 : 0;
    if (card) await ana.tap(SAFE);
  }
  await ana.page.waitForTimeout(1_500);
  assert.deepEqual(wires.map((wire) => wire.counts()), sent, `something went over the network: ${wires[0].asked.slice(asked)}`);
  assert.deepEqual(await traces(ana), before);
  assert.equal(relaySum(house), kept);
  assert.deepEqual(await asPartner(ben), his);
  console.log(`      ${DISCLOSURES.length} disclosures, ${cards} of them answered by a card; ${Object.keys(before.stores).length} stores, both wires, the relay and the partner's device the same`);
  assert.ok(cards >= 10, `${cards} cards`);
}

async function actAfterCheckIn(person) {
  await person.tap('Today');
  await person.choose('fully');
  await person.choose('felt heard');
  await person.tap('Save');
  await person.sees('One small thing');
  return person.until("document.querySelector('[aria-labelledby=act] .quote')?.textContent", 'an act is offered');
}

async function onlyRest(ana) {
  const acts = content('small_acts');
  const calm = new Set(acts.filter(({ in_fear }) => in_fear).map(({ text }) => text));
  for (let i = 0; i < 4; i += 1) {
    const text = await actAfterCheckIn(ana);
    assert.ok(calm.has(text), `after a concern: ${text}`);
  }
  await toCompanion(ana);
  for (const { says } of paths.filter(({ toward }) => toward)) assert.ok(await ana.seesNot(says), says);
}

async function leavesAtOnce(ana) {
  await tells(ana, 'some words', 'urgent');
  await ana.sees(CARDS.urgent);
  await ana.tap('No, leave this page');
  await ana.until("location.pathname === '/measures.html' && document.readyState === 'complete'", 'the plain page');
  await ana.page.goBack().catch(() => undefined);
  await ana.page.waitForTimeout(1_000);
  assert.ok(await ana.seesNot(CARDS.urgent), 'the way back shows it again');
}

async function nobodyFinds(ana) {
  await tells(ana, 'some words', 'fear');
  await ana.sees(CARDS.fear);
  await ana.page.clock.fastForward('02:05');
  await ana.sees('Could I be myself');
  await toCompanion(ana); // its first page, and no card that stands
}

// --- the journey -----------------------------------------------------------------

async function alone(house, meet) {
  const cleo = await meet(inChromium, 'cleo', house.address, inDublin);
  await cleo.context.addInitScript(pretending);
  await cleo.context.addInitScript(watchCard);
  await cleo.go();
  await cleo.until('navigator.serviceWorker.controller !== null');
  await sentence('with no home yet, words lead to a card, and the card back', async () => {
    await cleo.tap('Open Shelter');
    await cleo.tap('/^Pages for a hard moment/');
    await cleo.write('What is going on?', FOUND.urgent);
    await cleo.tap('Go on');
    await cleo.sees(CARDS.urgent);
    await fold(cleo);
    await cleo.tap('Back');
    await cleo.tap('Back');
  });
  await steps.newHome(cleo, { lock: '' });
  await toCompanion(cleo);
  await cleo.axe('the companion');
  await sentence('each path is walked to its end by each of its choices, with back and stop on every page', () => everyPath(cleo));
  await sentence('a choice that is more than a hard moment leads to its card', () => cardsOnTheWay(cleo));
  await sentence('stop leads out of every page', () => stopAnywhere(cleo));
  await sentence('what is written unsent on the way is read too, and gone', () => writtenOnTheWay(cleo));
  await sentence(`the guard itself leads from typed words to ${Object.keys(FOUND).length} cards`, () => byTheGuard(cleo));
  await sentence('an ordinary line is answered by a plain page, a hot one by a slow minute', () => ordinary(cleo));
  await sentence(`${Object.keys(CARDS).length} cards: danger first, then at most two lines, then a directory; nothing to fill in`, () => eachCard(cleo));
  await sentence('the urgent card has no exercise and nothing to wait for, and the way out is free at 320 px', () => whatUrgentLacks(cleo));
  await sentence('a card stands until the person says that they are safe, and rises when they say more', () => rises(cleo));
  await sentence('another country changes every number, to those of the data', () => otherCountry(cleo));
  await sentence('a language that the guard cannot read gets three buttons', () => unreadable(cleo));
  await sentence('where another tab has the home, the buttons come within seconds', () => besideAnother(cleo));
  await sentence('the urgent card is there within 300 ms, without a network', () => offline(cleo));
  await sentence('all of it goes by the keyboard', () => byKeyboard(cleo));
  return cleo;
}

await journey(async (house, meet) => {
  const cleo = await alone(house, meet);
  const wires = [await new Wire().open(house), await new Wire().open(house)];
  const ana = await meet(inChromium, 'ana', wires[0].address, inDublin);
  const ben = await meet(inChromium, 'ben', wires[1].address);
  await sentence('two people are paired, each on a wire of their own', async () => {
    await ana.context.addInitScript(pretending);
    await ana.page.clock.install();
    await steps.newHome(ana, { lock: '' });
    await steps.newHome(ben, { lock: '' });
    await steps.pairUp(ana, ben);
    await steps.shareLine(ben, 'Soup at seven.');
  }, must);
  await sentence('thirty disclosures change no store, no wire, no history, nothing at the relay or on the partner\'s device', () => noTrace(house, ana, ben, wires));
  await sentence('after a concern only acts of rest are offered, and no path leads towards the other', () => onlyRest(ana));
  await sentence('after two minutes nobody finds the card', () => nobodyFinds(ana));
  await sentence('the card leads out of the page at once, and back shows nothing of it', () => leavesAtOnce(ana));
  await sentence('axe found nothing, no policy was broken, nothing foreign was asked', () => assert.deepEqual([cleo, ana].flatMap((one) => [...one.axeFound, ...one.troubles, ...one.foreign]), []));
  for (const wire of wires) wire.close();
});
