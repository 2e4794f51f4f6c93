// The ways through Settings, Shelter and help with words, stop by stop. Called by stops.mjs.
import { CARDS, tells, toCompanion } from './guard.mjs';

const DIARY = ['date,mood,energy,stress,walk,notes', ...Array.from({ length: 9 }, (_, i) =>
  `2026-10-${String(i + 11)},${((i * 3) % 5) + 1},${((i * 7) % 9) + 1},${(i * 2) % 7},${(i * 5) % 4},${['slept well', 'long day', '', 'a call with my sister'][i % 4]}`)].join('\n');

// What each of them opens with, how it is called, and where it leads besides.
const PAGES = [['Lock', 'lock'], ['My devices', 'devices'], ['What is shared', 'sharing'], ['How it looks', 'look'], ['Relay', 'relay'], ['Bring in a diary', 'import'], ['Save a copy', 'export'], ['About Bothy', 'about'], ['Erase everything here', 'erase']];

async function bringIn(person, stop) {
  await person.tap('Settings');
  await person.tap('/^Bring in a diary/');
  await person.write('Or paste it', DIARY);
  await person.tap('Look at it');
  await person.sees('What is in each column?');
  await person.sees('The first'); // what would come in with the columns as the core guesses them
  await stop(person, 'import-columns');
  await person.page.getByLabel('It becomes', { exact: true }).nth(3).selectOption('stress');
  await person.page.getByLabel('It becomes', { exact: true }).nth(1).selectOption('valence');
  await person.page.getByLabel('It becomes', { exact: true }).nth(2).selectOption('energy');
  const ends = { Lowest: ['1', '1', '0'], Highest: ['5', '9', '6'] };
  for (const [label, values] of Object.entries(ends)) for (const [i, value] of values.entries()) await person.page.getByLabel(label).nth(i).fill(value);
  await person.sees('What would come in');
  await person.sees('The first');
  await stop(person, 'import-mapped');
  await person.page.getByLabel('Highest').nth(0).fill('3');
  await person.sees('in the way');
  await stop(person, 'import-in-the-way');
  await person.page.getByLabel('Highest').nth(0).fill('5');
  await person.tap('/^Bring in [0-9]/');
  await person.sees('another file');
  await stop(person, 'import-done');
}

/** Every page of Settings, from Me. `who`: alone, together or sample. */
export async function settingsOf(person, stop, who) {
  await person.tap('Settings');
  await stop(person, `settings-${who}`);
  const wanted = who === 'alone' ? PAGES : PAGES.filter(([, name]) => ({ together: ['sharing', 'relay', 'devices'], sample: ['sharing', 'devices'] })[who].includes(name));
  for (const [says, name] of wanted) {
    await person.tap(`/^${says}/`);
    await stop(person, `settings-${name}-${who}`, { mask: 'p:has-text("Bothy uses")' });
    await person.tap('Back');
  }
  if (who === 'together') {
    await person.tap('/^Unpair/');
    await stop(person, 'settings-unpair');
    await person.tap('Leave without a word');
    await stop(person, 'settings-unpair-asks');
    await person.tap('Back');
  }
  await person.tap('Back');
  if (who === 'alone') await bringIn(person, stop);
}

/** Shelter and each of its pages, from its first. */
export async function shelterOf(person, stop) {
  await stop(person, 'shelter');
  await person.tap('/^Settle first/');
  await person.choose('racing');
  await person.choose('one');
  await stop(person, 'settle');
  await person.tap('Begin');
  await person.sees('Stop');
  await stop(person, 'settle-breathing', { mask: '.stage' });
  await person.tap('Stop');
  await stop(person, 'settle-after');
  await person.tap('Back to Shelter');
  await person.tap('/^Is somebody watching/');
  await stop(person, 'watched');
  await person.tap('Planning before leaving');
  await stop(person, 'leaving');
  await person.tap('Back');
  await person.tap('/^Find a help line/');
  await person.sees('Immediate danger');
  await stop(person, 'lines');
  await person.page.locator('#country').selectOption('IE');
  await person.choose('/frightens/');
  await stop(person, 'lines-topic', { words: true });
  await companionOf(person, stop);
}

// The written pages of one hot moment, and each card of help. The door is told what to hear (lib/guard.mjs, `pretending`).
async function companionOf(person, stop) {
  await toCompanion(person);
  await person.sees('I am angry');
  await stop(person, 'companion');
  await person.tap('I am angry');
  await stop(person, 'companion-slow');
  await person.tap('Go on without');
  await person.tap('Next');
  await stop(person, 'companion-ask');
  await person.tap('Get it out, unsent');
  await person.tap('Next');
  await stop(person, 'companion-choice');
  await person.tap('That is enough');
  await stop(person, 'companion-people');
  await toCompanion(person);
  await person.write('What is going on?', '\u041c\u043d\u0435 \u0441\u0442\u0440\u0430\u0448\u043d\u043e \u0434\u043e\u043c\u0430, \u043f\u043e\u043c\u043e\u0433\u0438\u0442\u0435');
  await person.tap('Go on');
  await person.sees('Bothy cannot read these words yet');
  await stop(person, 'companion-unread');
  for (const [script, title] of Object.entries(CARDS)) {
    await tells(person, 'some words', script);
    await person.sees(title);
    await stop(person, `card-${script}`, { words: script !== 'urgent' });
    await person.tap('I am safe for now');
    await person.sees('These are written pages.');
  }
}

/** The notes about what is being written have come. */
export const told = (person) => person.until("document.querySelector('.notes .note') !== null", 'a note');

async function helper(person, name) {
  await person.tap('Talk');
  await person.tap(`/^${name}/`);
  await person.until(`document.querySelector('h1').textContent === ${JSON.stringify(name)}`);
}

async function toSentence(person, stop) {
  await helper(person, 'Feelings and needs');
  await person.choose('heavy limbs');
  await person.tap('Next');
  await person.choose('lonely');
  await stop(person, 'words-family', { words: true });
  await person.tap('Next');
  await person.choose('left out');
  await person.tap('Next');
  await person.write('When ...', 'Dinner was over and we were both on our phones');
  await person.tap('Next');
  await person.choose('closeness');
  await person.tap('Next');
  await told(person);
  await stop(person, 'words-sentence', { words: true });
}

/** The helpers with words that differ in more than their words, and what is unsaid; from Talk. */
export async function wordsOf(person, stop) {
  await helper(person, 'Say it back');
  await person.write('What you heard', 'It sounds like you felt left out when I was on my phone.');
  await told(person);
  await stop(person, 'words-back', { words: true });
  await person.tap('Hand the phone over');
  await stop(person, 'words-back-asked', { words: true });
  await toSentence(person, stop);
  await helper(person, 'A real sorry');
  await person.write('Your sorry', "I'm very sorry I talked to you like that.");
  await told(person);
  await stop(person, 'words-sorry', { words: true });
  await helper(person, 'Their words');
  await person.choose('time before I answer');
  await person.choose('take a pause');
  await stop(person, 'words-theirs', { words: true });
  await person.tap('Me');
  await person.tap('Unsaid');
  await person.write('In whatever words come', 'I was let down on Sunday.');
  await person.tap('Keep it here');
  await person.sees('Kept. It stays with you.');
  await stop(person, 'unsaid', { words: true });
}
