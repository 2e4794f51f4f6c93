// Words for the partner: a draft is marked while it is typed, and what is offered can be used, undone or left; it is never
// held back, kept or sent by itself. Saying back, the way from a feeling to a sentence, a real sorry, their words, and what
// is unsaid. The other's words are not read by anything (CC-24). In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { asked, askedSince, focused, inBox, keyToPaint, listenToWords, marksIn, noted, notesOf, quiet, reach, watchKeys } from './lib/coach.mjs';
import { CARDS, traces } from './lib/guard.mjs';
import { journey, sentence } from './lib/house.mjs';
import { storeSums } from './lib/look.mjs';
import { median } from './lib/minute.mjs';
import { inChromium } from './lib/person.mjs';
import { Wire } from './lib/wire.mjs';
import * as steps from './lib/steps.mjs';

const must = { must: true };
const MARK_MS = 100;
const CARD_MS = 300; // SAFETY 4.4
const SAFE = 'I am safe for now';
const FIELD = 'What you want to say';
const HARSH = 'You never listen to me.';
const CHOKED = 'You held my throat and I could not breathe.';
const PASTED = readFileSync(new URL('../../data/pasted_messages.txt', import.meta.url), 'utf8').trim().split('\n');

async function unchanged(person, wire, what) {
  await wire.rest();
  const [before, sent] = [await traces(person), wire.counts()];
  await what();
  await person.page.waitForTimeout(1_500);
  assert.deepEqual(wire.counts(), sent, 'something went over the network');
  assert.deepEqual(await traces(person), before);
}

// --- the draft box ---------------------------------------------------------------

async function marked(ana) {
  const fresh = async () => {
    await ana.write(FIELD, '');
    await quiet(ana);
  };
  const took = await keyToPaint(ana, HARSH, '.sheet .mark.harm', fresh, 9);
  console.log(`      from the key to the painted mark: ${took.join(', ')} ms`);
  await sentence(`words that are hard to hear are marked within ${MARK_MS} ms of the key`, () => assert.ok(median(took) <= MARK_MS, took.join(' ')));
  await ana.write(FIELD, HARSH);
  await sentence('the note says the words and what they may do, to a screen reader too, and never what the writer is', async () => {
    await noted(ana);
    const [note] = await notesOf(ana);
    assert.match(note, /You never listen/);
    assert.doesNotMatch(note, /\byou are\b|criticism|contempt|harm/i);
    await ana.until("[...document.querySelectorAll('[role=status]')].some((one) => /^\\d notes? about your words/.test(one.textContent))");
    await ana.axe('a draft with a note');
  });
}

async function offered(ana) {
  const offer = () => ana.page.evaluate("document.querySelector('[data-offer]')?.textContent");
  await sentence('of three feelings one is picked: the door is asked again, and its offer is shown as it came', async () => {
    const first = await offer();
    assert.ok(first.length > 10);
    assert.equal(await ana.page.locator('.panel.sunk .chip').count(), 3);
    const before = await asked(ana);
    await ana.page.locator('.panel.sunk .chip').nth(1).click();
    await ana.until(`document.querySelector('[data-offer]').textContent !== ${JSON.stringify(first)}`, 'another offer');
    const questions = await ana.page.evaluate(`globalThis.asked.slice(${before}).filter(({ name }) => name === 'heard').map(({ args }) => args)`);
    assert.deepEqual(questions, [{ text: HARSH, place: 'draft', feeling: 1 }]);
    assert.equal(await ana.page.locator('.panel.sunk .chip input:checked').evaluate((one) => one.value), '1');
  });
  await sentence('both answers to an offer have the same weight', async () => {
    const sizes = await ana.page.evaluate("[...document.querySelectorAll('.panel.sunk .buttons.even button')].map((one) => [one.className, one.offsetWidth, one.offsetHeight].join())");
    assert.equal(sizes.length, 2);
    assert.equal(sizes[0], sizes[1]);
  });
  await sentence('the offer is used and has no hard words, and the own words come back whole', async () => {
    const said = await offer();
    await ana.tap('Use this');
    await ana.until(`document.querySelector('.sheet textarea').value === ${JSON.stringify(said)}`);
    assert.ok(await focused(ana));
    await ana.page.waitForTimeout(900);
    assert.equal(await ana.page.locator('.note.harm, .mark.harm, [data-offer]').count(), 0);
    await ana.axe('an offer in use');
    await ana.tap('Back to my own words');
    await ana.until(`document.querySelector('.sheet textarea').value === ${JSON.stringify(HARSH)}`);
    assert.ok(await focused(ana));
    await noted(ana);
  });
  await sentence('words that are good as they are get no offer', async () => {
    for (const text of ['I felt hurt when you left without saying goodbye.', 'Thank you for making dinner tonight.']) {
      await ana.write(FIELD, text);
      await noted(ana);
      assert.equal(await ana.page.locator('.note.harm, .mark.harm, [data-offer]').count(), 0, text);
      assert.ok(await ana.seesNot('Keep mine'), text);
    }
    await ana.write(FIELD, HARSH);
    await noted(ana);
  });
}

// From the field on, no pointer.
async function byKeyboard(ana) {
  await sentence('by the keyboard alone: write, pick a feeling, use it, take it back, keep mine', async () => {
    await ana.write(FIELD, '');
    const { keyboard } = ana.page;
    await keyboard.type(HARSH);
    await noted(ana);
    const first = await ana.page.locator('[data-offer]').textContent();
    await reach(ana, await ana.page.locator('.panel.sunk .chip').first().textContent());
    await keyboard.press('ArrowDown');
    await ana.until(`document.querySelector('[data-offer]').textContent !== ${JSON.stringify(first)}`, 'another offer');
    await reach(ana, 'Use this');
    await keyboard.press('Enter');
    await ana.until(`document.querySelector('.sheet textarea').value !== ${JSON.stringify(HARSH)}`);
    assert.ok(await focused(ana));
    await reach(ana, 'Back to my own words');
    await keyboard.press('Space');
    await ana.until(`document.querySelector('.sheet textarea').value === ${JSON.stringify(HARSH)}`);
    assert.ok(await focused(ana));
    await noted(ana);
    await reach(ana, 'Keep mine');
    await keyboard.press('Enter');
    await quiet(ana);
    assert.ok(await focused(ana));
    await reach(ana, 'Share it');
    await reach(ana, 'the draft box', 'Shift+Tab');
  });
}

async function keptAsItIs(ana, ben) {
  await sentence('"Keep mine" takes the note away until its words change', async () => {
    await ana.write(FIELD, '');
    await ana.write(FIELD, HARSH);
    await noted(ana);
    await ana.tap('Keep mine');
    await quiet(ana);
    assert.ok(await focused(ana));
    await ana.page.keyboard.type(' I am at home.');
    await ana.page.waitForTimeout(900);
    assert.deepEqual((await marksIn(ana)).filter((one) => one.includes('never')), []);
    await ana.write(FIELD, 'You never listen to my mother.');
    await noted(ana);
  });
  await sentence('with a note standing, the own words leave as they are, and the box forgets', async () => {
    await ana.write(FIELD, HARSH);
    await noted(ana);
    await ana.tap('Share it');
    await ana.sees('Shared.');
    assert.equal(await inBox(ana), '');
    await quiet(ana);
    await ben.tap('Us');
    await ben.sees(HARSH);
    await ana.write(FIELD, HARSH);
    await noted(ana);
  });
}

async function trace(ana, wire) {
  await sentence('typing, picking, using, undoing and keeping: no store changes, nothing is sent, no history', () => unchanged(ana, wire, async () => {
    await ana.write(FIELD, 'You never ask how I am. You always forget it.');
    await noted(ana);
    await ana.tap('Use this');
    await ana.tap('Back to my own words');
    await noted(ana);
    await ana.tap('Keep mine');
    await quiet(ana);
  }));
  await sentence('nothing is said of an empty field, and of a language it cannot read only that', async () => {
    await ana.write(FIELD, '');
    await quiet(ana);
    await ana.write(FIELD, '\u0422\u044b \u043d\u0438\u043a\u043e\u0433\u0434\u0430 \u043c\u0435\u043d\u044f \u043d\u0435 \u0441\u043b\u0443\u0448\u0430\u0435\u0448\u044c.');
    await ana.sees('Bothy cannot read this language yet');
    await quiet(ana);
  });
}

async function danger(ana, wire) {
  await sentence('words of danger: a card of help and no note, no store and no network, sending stays possible, and it folds', () => unchanged(ana, wire, async () => {
    await ana.write(FIELD, `${CHOKED} You never listen.`);
    await ana.sees(CARDS.urgent);
    await ana.page.waitForTimeout(900);
    assert.deepEqual([await notesOf(ana), await marksIn(ana)], [[], []]);
    assert.equal(await ana.page.locator('[data-offer]').count(), 0);
    assert.ok(await ana.page.evaluate("[...document.querySelectorAll('button')].some((one) => one.textContent === 'Share it' && !one.disabled)"));
    await ana.axe('a card under a draft');
    await ana.tap(SAFE);
    await ana.sees('Show the help again');
    await ana.page.keyboard.type(' You always forget it.');
    await ana.page.waitForTimeout(900);
    assert.deepEqual([await notesOf(ana), await ana.page.locator('[data-offer]').count()], [[], 0]);
    await ana.write(FIELD, '');
    await ana.write(FIELD, 'You hit me again and I am scared to go home tonight. You never listen.');
    await ana.until("document.querySelector('section.card') !== null", 'a card');
    await ana.tap(SAFE);
    assert.deepEqual([await notesOf(ana), await marksIn(ana)], [[], []]);
    await ana.write(FIELD, '');
  }));
  await sentence(`offline the card stands within ${CARD_MS} ms of the key`, async () => {
    const fresh = async () => {
      if (await ana.page.locator('section.card').count()) await ana.tap(SAFE);
      await ana.write(FIELD, '');
      await ana.tap('Today');
      await ana.tap('Talk');
      await ana.write(FIELD, '');
    };
    await ana.context.setOffline(true);
    const took = await keyToPaint(ana, CHOKED, 'section.card a.number', fresh, 5);
    await fresh();
    await ana.context.setOffline(false);
    console.log(`      from the key to the painted card under a draft, offline: ${took.join(', ')} ms`);
    assert.ok(Math.max(...took) < CARD_MS);
  });
}

async function inCheckIn(ana) {
  await sentence('the line of the check-in gets a note where it speaks to the partner, and none where it does not', async () => {
    await ana.tap('Today');
    await ana.until("document.querySelector('.sheet textarea') !== null");
    await ana.write('A line for yourself, if you like', 'A long day, and rain on the way home.');
    await ana.page.waitForTimeout(900);
    await quiet(ana);
    await ana.write('A line for yourself, if you like', HARSH);
    await noted(ana);
    await ana.write('A line for yourself, if you like', '');
  });
}

// --- help with words -------------------------------------------------------------

async function helper(person, name) {
  await person.tap('Talk');
  await person.tap(`/^${name}/`);
  await person.until(`document.querySelector('h1').textContent === ${JSON.stringify(name)}`);
  await person.axe(name);
}

async function saidBack(ana) {
  await sentence('say it back: "Not quite" leads round again, "Yes, that is it" ends it', async () => {
    await helper(ana, 'Say it back');
    await ana.tap('/^It sounds like/');
    await ana.write('What you heard', 'It sounds like you felt left out when I was on my phone during dinner.');
    for (const no of [true, true, false]) {
      await ana.tap('Hand the phone over');
      await ana.sees('is that it?');
      await ana.axe('handed over');
      await ana.tap(no ? 'Not quite' : 'Yes, that is it');
      if (no) await ana.sees('which part is missing');
    }
    await ana.sees('That was heard');
    await ana.axe('heard');
  });
}

async function built(ana) {
  await sentence('from the body to a sentence: body, family, word, what happened, need; then it stands in the draft', async () => {
    await helper(ana, 'Feelings and needs');
    await ana.choose('heavy limbs');
    await ana.tap('Next');
    await ana.sees('Often with what you noticed');
    await ana.axe('families');
    await ana.choose('lonely');
    await ana.tap('Next');
    await ana.choose('left out');
    await ana.tap('Next');
    await ana.write('When ...', 'Dinner was over and we were both on our phones.');
    await ana.tap('Next');
    await ana.choose('closeness');
    await ana.sees('Nearer still');
    await ana.axe('needs');
    await ana.tap('Next');
    const sentence = 'I feel left out when dinner was over and we were both on our phones. What I need is closeness.';
    assert.equal(await inBox(ana), sentence);
    await ana.axe('a sentence');
    await ana.tap('Put it in a draft');
    await ana.until(`document.querySelector('h1').textContent === 'Talk' && document.querySelector('.sheet textarea').value.includes(${JSON.stringify(sentence)})`);
    await ana.write(FIELD, '');
  });
  await sentence('a word for what somebody did is opened: which feeling is under it? Shelter is named beside it', async () => {
    await helper(ana, 'Feelings and needs');
    await ana.tap('Next');
    await ana.tap('/^Betrayed, used, judged/');
    await ana.choose('trapped');
    await ana.sees('Which feeling is under it?');
    await ana.until("document.querySelector('.notice')?.textContent.includes('If you are afraid of somebody')");
  });
}

async function sorry(ana) {
  const parts = () => ana.page.evaluate("[...document.querySelectorAll('.part')].map((part) => part.classList.contains('is'))");
  const become = (want) => ana.until(`[...document.querySelectorAll('.part')].map((part) => part.classList.contains('is')).join() === ${JSON.stringify(want.join())}`, `the parts ${want}`);
  await sentence('a real sorry: its three parts are found one by one, and an excuse takes the last away', async () => {
    await helper(ana, 'A real sorry');
    assert.deepEqual(await parts(), [false, false, false]);
    await ana.write('Your sorry', "I'm very sorry I talked to you like that.");
    await become([true, false, true]);
    await ana.write('Your sorry', "I'm very sorry I talked to you like that. I can see that what I said hurt you, and I get why you're upset.");
    await become([true, true, true]);
    await ana.axe('a sorry with its parts');
    await ana.write('Your sorry', "I'm sorry but you started it.");
    await ana.until("!document.querySelectorAll('.part')[2].classList.contains('is')");
    await noted(ana);
  });
  await sentence('their side can make sense: the words pass, and what takes them back is noted', async () => {
    await helper(ana, 'I can see why');
    await ana.write('What makes sense about their side', 'I get why what I said hurt you. That makes sense.');
    await ana.page.waitForTimeout(900);
    assert.equal(await ana.page.evaluate("document.querySelectorAll('.note.harm').length"), 0);
    await ana.write('What makes sense about their side', 'I get why you are upset, but you are too sensitive.');
    await ana.until("document.querySelector('.note.harm') !== null");
  });
}

async function theirWords(ana, wire) {
  await sentence(`${PASTED.length} messages of the other are pasted: no mark, no label, no note, the door is not asked, nothing is kept`, () => unchanged(ana, wire, async () => {
    await helper(ana, 'Their words');
    const shape = await ana.page.evaluate("document.querySelectorAll('main *').length");
    const before = await asked(ana);
    const field = ana.page.getByLabel('What they wrote');
    for (const message of PASTED) await field.fill(message);
    await ana.page.waitForTimeout(600);
    assert.deepEqual((await askedSince(ana, before)).filter((name) => name !== 'views'), []); // that the person is here, which says nothing
    assert.equal(await ana.page.evaluate("document.querySelectorAll('main *').length"), shape, 'something was said of the pasted words');
    await ana.choose('to know what was meant');
    await ana.choose('ask');
    await ana.sees('A question is an answer too');
    await ana.axe('their words, an answer');
    const heard = await ana.page.evaluate(`globalThis.asked.slice(${before}).filter((one) => one.name === 'heard').map((one) => one.args.text)`);
    for (const text of heard) assert.ok(!PASTED.includes(text), 'the door was asked about words of the other');
    await ana.tap('Back');
    await ana.tap('/^Their words/');
    await ana.until("document.querySelector('h1').textContent === 'Their words'");
    assert.equal(await ana.page.evaluate("document.querySelector('textarea').value"), '', 'the pasted words are still there');
  }));
}

// --- what is unsaid --------------------------------------------------------------

async function unsaid(ana, ben, wire) {
  await sentence('the unsaid is kept in my room, makes a draft in one tap, and is never sent by itself', async () => {
    await wire.rest();
    const [his, sent] = [await storeSums(ben.page), wire.counts()];
    await ana.tap('Me');
    await ana.tap('Unsaid');
    await ana.sees('Nothing here yet.');
    await ana.choose('a disappointment');
    await ana.write('In whatever words come', "You're always on your phone at dinner.");
    await ana.page.waitForTimeout(900);
    await quiet(ana);
    await ana.tap('Keep it here');
    await ana.sees('Kept. It stays with you.');
    await ana.axe('unsaid');
    await ana.tap('Say it safely');
    await ana.until("document.querySelector('.sheet textarea')?.value === \"You're always on your phone at dinner.\"");
    await noted(ana);
    await ana.axe('say it safely');
    await ana.tap('Put it in a draft');
    await ana.until("document.querySelector('h1').textContent === 'Talk'");
    await ana.page.waitForTimeout(1_000);
    assert.deepEqual(wire.counts(), sent, 'something went over the network');
    assert.deepEqual(await storeSums(ben.page), his, "something changed on the partner's device");
  });
  await sentence('with my room shut neither the unsaid nor a draft is on the page', async () => {
    await steps.shutRoom(ana);
    await ana.tap('Talk');
    assert.equal(await inBox(ana), '');
    await ana.tap('Me');
    await ana.sees('My room is shut');
    assert.doesNotMatch(await ana.page.evaluate('document.documentElement.outerHTML'), /on your phone at dinner/);
  });
}

await journey(async (house, meet) => {
  const wire = await new Wire().open(house);
  const ana = await meet(inChromium, 'ana', wire.address, { reducedMotion: 'reduce' });
  const ben = await meet(inChromium, 'ben', house.address, { reducedMotion: 'reduce' });
  await ana.context.addInitScript(`(${listenToWords})()`);
  await ana.context.addInitScript(watchKeys);
  await sentence('two people are paired, one of them on a wire of their own', async () => {
    await steps.newHome(ana);
    await steps.newHome(ben, { lock: '' });
    await steps.pairUp(ana, ben);
    await ana.tap('Talk');
    await ana.sees('A line for your partner');
  }, must);
  await marked(ana);
  await offered(ana);
  await byKeyboard(ana);
  await keptAsItIs(ana, ben);
  await trace(ana, wire);
  await inCheckIn(ana);
  await saidBack(ana);
  await built(ana);
  await sorry(ana);
  await theirWords(ana, wire);
  await unsaid(ana, ben, wire);
  await steps.openRoom(ana);
  await ana.tap('Talk');
  await danger(ana, wire);
  await sentence('every screen is accessible, and none asked another origin or broke the policy', () => {
    for (const person of [ana, ben]) assert.deepEqual([person.axeFound, person.foreign, person.troubles], [[], [], []]);
  });
  wire.close();
});
