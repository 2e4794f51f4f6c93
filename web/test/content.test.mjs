// The cards, questions and help lines of content/, the words of the shelter, and the clock that decides which line comes
// first. The real modules are judged, without their types. Reference data: only where it is present (BOTHY_SHARED).
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { emergencyOf, made, makeText, MADE, REFERENCE, textOf } from '../../tools/make_helplines.mjs';
import { freshness } from '../src/content/freshness.mjs';

const text = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const content = (name) => JSON.parse(text(`../../content/${name}.json`));
async function moduleOf(path) {
  const { code } = await transformWithOxc(text(path), path);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const { BREATH, breathAt } = await moduleOf('../src/content/breath.ts');
const { guessedCountry, hoursNow, linesFor } = await moduleOf('../src/content/lines.ts');
const { shelter } = await moduleOf('../src/copy/en_shelter.ts');

const acts = content('small_acts');
const questions = content('questions');
const exercises = content('exercises');
const helplines = content('helplines');
const momentWords = new Set([.../moment_words\[\] = \{([^}]*)\}/.exec(text('../../core/event/words.h'))[1].matchAll(/"(\w+)"/g)].map((found) => found[1]));
const HARD = ['hurt', 'sharp_word', 'withdrawn_silence', 'unpredictable_mood', 'disagreed_without_care'];
const wordsIn = (said) => said.split(/\s+/).filter(Boolean).length;
const noReference = existsSync(REFERENCE) ? false : 'the reference data folder beside the checkout is not present';
const BANNED = /\b(should|must|just|at least|fail\w*|scores?|victims?|streaks?|user|toxic|narcissist\w*|undetectable|deniable)\b|hidden from anyone|!/i;
const GENDERED = /\b(he|she|him|her|his|hers|husband|wife|boyfriend|girlfriend)\b/i;

test('content: every card has a source of its own, or says that it is craft', () => {
  for (const { id, source, grade, review } of [...acts, ...exercises]) {
    assert.ok(['strong', 'some', 'early', 'craft'].includes(grade), id);
    assert.equal(source === null, grade === 'craft', id);
    assert.equal(review, 'none', id);
    if (source === null) continue;
    assert.ok(source.year > 1950 && source.year <= new Date().getFullYear(), id);
    for (const part of ['authors', 'title', 'journal']) assert.ok(source[part].length > 3, `${id} ${part}`);
  }
});

test('content: cards and questions are short, kind, and nobody gender is assumed', () => {
  for (const { id, text: said, why } of [...acts, ...exercises]) {
    assert.ok(wordsIn(said) <= 30, id);
    assert.ok(wordsIn(why) <= 25, id);
    for (const words of [said, why]) assert.doesNotMatch(words, BANNED, id), assert.doesNotMatch(words, GENDERED, id);
  }
  for (const { id, text: said } of questions) {
    assert.ok(wordsIn(said) <= 20, id);
    assert.doesNotMatch(said, BANNED, id);
    assert.doesNotMatch(said, GENDERED, id);
  }
});

test('content: ids are told apart', () => {
  for (const list of [acts, questions, exercises, helplines.lines]) assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
});

test('content: sixteen small acts fit moments that the core knows, and every moment has one', () => {
  assert.equal(acts.length, 16);
  for (const { id, moments, not_when } of acts) {
    assert.ok(moments.length > 0, id);
    for (const word of [...moments, ...not_when]) assert.ok(momentWords.has(word), `${id}: ${word}`);
    assert.deepEqual(moments.filter((word) => not_when.includes(word)), [], id);
  }
  for (const word of momentWords) assert.ok(acts.some(({ moments }) => moments.includes(word)), word);
});

test('content: after a hurt nothing is offered that needs the other person', () => {
  for (const { id, solo, moments, not_when } of acts) {
    if (solo) continue;
    assert.deepEqual(moments.filter((word) => HARD.includes(word)), [], id);
    for (const word of HARD) assert.ok(not_when.includes(word), `${id} is kept back after ${word}`);
  }
});

test('content: sixty questions are questions, light ones first', () => {
  assert.equal(questions.length, 60);
  questions.forEach(({ id, text: said, depth }, i) => {
    assert.equal(id, `q${String(i + 1).padStart(2, '0')}`);
    assert.match(said, /^[A-Z].*\?$/, id);
    assert.ok([1, 2, 3].includes(depth), id);
    assert.doesNotMatch(said, /\b(sex\w*|money|salary|password|phone|ex|lie[ds]?|cheat\w*|secrets?|confess\w*|why did|why do you|why don't)\b/i, id);
  });
  assert.deepEqual(questions.map(({ depth }) => depth), questions.map(({ depth }) => depth).sort());
});

test('help lines: the committed file is what the reference makes', { skip: noReference }, () => {
  assert.equal(readFileSync(MADE, 'utf8'), makeText());
});

test('help lines: no digit of the reference changed, and only its surest records are here', { skip: noReference }, () => {
  const reference = JSON.parse(readFileSync(REFERENCE, 'utf8'));
  const sure = reference.helplines.filter(({ confidence }) => confidence === 'high');
  assert.equal(helplines.lines.length, sure.length);
  for (const line of helplines.lines) {
    const record = sure.find(({ id }) => id === line.id);
    for (const part of ['country', 'phone', 'dial', 'text', 'hours', 'web', 'name', 'audience', 'scope', 'sources']) assert.deepEqual(line[part], record[part], line.id);
    if ('note' in line) assert.equal(line.note, record.notes);
    assert.equal(line.gathered_on, reference.generated);
  }
  for (const { country, emergency } of helplines.countries) {
    const record = reference.emergency.find((each) => each.country === country);
    const told = record?.k_2026 ?? (record?.eea_112 ? '112' : '');
    assert.deepEqual(emergency.map(({ number }) => number), told.match(/\d+/g) ?? [], country);
  }
});

test('help lines: a less sure record, or an emergency number of crowd lists alone, never comes through', () => {
  const record = { id: 'x', country: 'AA', topic: 'suicide', name: 'n', phone: ['1 23'], dial: ['123'], text: null, web: null, hours: null, languages: [], audience: null, scope: 'national', sources: ['K', 'A'], notes: 'for researchers' };
  const reference = {
    generated: '2020-01-01', directories: [], helplines: ['high', 'medium', 'low'].map((confidence, i) => ({ ...record, id: `x${i}`, confidence })),
    emergency: [{ country: 'AA', k_2026: null, eea_112: false, agreed: ['999'] }, { country: 'BB', k_2026: null, eea_112: true, agreed: ['150'] }],
  };
  const out = made(reference, {});
  assert.deepEqual(out.lines.map(({ id, note }) => [id, note]), [['x0', undefined]]);
  assert.deepEqual(out.countries.map(({ country, emergency }) => [country, emergency.map(({ number }) => number)]), [['AA', []], ['BB', ['112']]]);
  assert.deepEqual(JSON.parse(textOf(out)), out);
});

test('help lines: an emergency entry is read whole or not at all', () => {
  assert.deepEqual(emergencyOf('112 (15 medical)'), [{ number: '112', use: '' }, { number: '15', use: 'medical' }]);
  assert.deepEqual(emergencyOf('999 or 112').map(({ number }) => number), ['999', '112']);
  assert.throws(() => emergencyOf('112 except 113 police'));
});

test('help lines: each has its country, its day, a way to reach it, and never a number made international', () => {
  const known = new Set(helplines.countries.map(({ country }) => country));
  for (const line of helplines.lines) {
    assert.ok(known.has(line.country), line.id);
    assert.match(line.gathered_on, /^\d{4}-\d\d-\d\d$/, line.id);
    assert.ok(line.sources.length > 1, line.id);
    assert.ok(line.phone.length > 0 || line.text !== null, line.id);
    assert.equal(line.phone.length, line.dial.length, line.id);
    line.phone.forEach((phone, i) => assert.equal(phone.replace(/\D/g, ''), line.dial[i], line.id));
    for (const number of [...line.phone, ...line.dial]) assert.doesNotMatch(number, /^\+|^00/, line.id);
    assert.ok(line.topic in shelter.lines.topics, line.id);
    if (line.web !== null) assert.match(line.web, /^https:\/\//, line.id);
  }
  for (const { emergency } of helplines.countries) for (const { use } of emergency) assert.ok(use === '' || use in shelter.lines.uses, use);
});

test('help lines: the same short number stays with its own country', () => {
  const topicOf = (country, dial) => helplines.lines.find((line) => line.country === country && line.dial.includes(dial))?.topic;
  assert.equal(topicOf('AT', '142'), 'suicide');
  assert.equal(topicOf('CH', '142'), 'domestic_abuse');
});

test('release gate: help lines warn at half a year and stop a release at a year', () => {
  const on = (day) => freshness('2026-11-21', new Date(`${day}T12:00:00Z`));
  assert.equal(on('2026-11-21'), 'fresh');
  assert.equal(on('2027-05-19'), 'fresh'); // 179 days
  assert.equal(on('2027-05-20'), 'warn'); // 180
  assert.equal(on('2027-11-20'), 'warn'); // 364
  assert.equal(on('2027-11-21'), 'block'); // 365
  assert.equal(freshness('soon', new Date()), 'block');
});

test('hours: a line is open by the clock of its own country, past midnight too', () => {
  const at = (hours, zone, time) => hoursNow(hours, zone, new Date(time));
  assert.equal(at('24/7', 'Europe/Rome', '2026-11-22T03:00:00Z'), 'open');
  assert.equal(at('weekdays 10:00-17:00', 'Europe/London', '2026-11-20T10:00:00Z'), 'open'); // Friday
  assert.equal(at('weekdays 10:00-17:00', 'Europe/London', '2026-11-20T17:00:00Z'), 'closed');
  assert.equal(at('weekdays 10:00-17:00', 'Europe/London', '2026-11-21T12:00:00Z'), 'closed'); // Saturday
  assert.equal(at('weekdays 10:00-17:00', 'Europe/London', '2026-07-20T09:30:00Z'), 'open'); // summer time
  assert.equal(at('Mon-Sat 10:00-20:00', 'Asia/Kolkata', '2026-11-21T04:29:00Z'), 'closed'); // 09:59 there
  assert.equal(at('Mon-Sat 10:00-20:00', 'Asia/Kolkata', '2026-11-21T04:30:00Z'), 'open');
  assert.equal(at('daily 09:00-05:00', 'Europe/Copenhagen', '2026-11-22T03:59:00Z'), 'open'); // 04:59 there
  assert.equal(at('daily 09:00-05:00', 'Europe/Copenhagen', '2026-11-22T04:00:00Z'), 'closed');
  assert.equal(at('daily 10:00-24:00', 'Europe/Rome', '2026-11-22T22:59:00Z'), 'open');
  assert.equal(at('daily 10:00-24:00', 'Europe/Rome', '2026-11-22T23:00:00Z'), 'closed');
  assert.equal(at('Mon-Sat 20:00-02:00', 'Europe/Rome', '2026-11-22T00:30:00Z'), 'open'); // Sunday 01:30, since Saturday
  assert.equal(at('Mon-Sat 20:00-02:00', 'Europe/Rome', '2026-11-23T00:30:00Z'), 'closed'); // Monday 01:30
  assert.equal(at('07:00-24:00 (use 1737 overnight)', 'Pacific/Auckland', '2026-11-22T13:00:00Z'), 'closed'); // 02:00 there
  assert.equal(at('sources disagree (24/7 vs set hours)', 'Asia/Tokyo', '2026-11-22T13:00:00Z'), 'unknown');
  assert.equal(at(null, 'Asia/Tokyo', '2026-11-22T13:00:00Z'), 'unknown');
});

test('hours: every entry that ships is read, or known to be unreadable', () => {
  const unread = helplines.lines.filter((line) => hoursNow(line.hours, 'Europe/Rome', new Date()) === 'unknown').map(({ hours }) => hours);
  assert.deepEqual([...new Set(unread)].sort(), [null, 'sources disagree (24/7 vs set hours)'].sort());
});

test('help lines: a closed line is never first while another is open', () => {
  const country = helplines.countries.find((each) => each.country === 'BE');
  const names = (time) => linesFor(helplines.lines, country, 'domestic_abuse', new Date(time)).map(({ line, now }) => `${line.name} ${now}`);
  assert.equal(names('2026-11-20T10:00:00Z')[0], '1712 open'); // Friday morning
  assert.equal(names('2026-11-21T10:00:00Z').at(-1), '1712 closed'); // Saturday
  assert.deepEqual(linesFor(helplines.lines, country, 'child', new Date()), []);
  const first = (...languages) => linesFor(helplines.lines, country, 'suicide', new Date(), languages)[0].line.languages;
  assert.deepEqual([first('fr-BE'), first('nl'), first('en')], [['fr'], ['nl'], ['nl']]);
});

test('country: guessed from clock, then language, and else left open', () => {
  const guess = (zone, ...languages) => guessedCountry(helplines.countries, zone, languages);
  assert.equal(guess('Europe/Berlin', 'en-US'), 'DE');
  assert.equal(guess('Asia/Calcutta', 'hi'), 'IN');
  assert.equal(guess('UTC', 'de', 'de-AT'), 'AT');
  assert.equal(guess('UTC', 'zh-Hant-SG'), 'SG');
  assert.equal(guess('Africa/Nairobi', 'sw-KE'), '');
});

test('breath: six a minute, out longer than in, the same in the card, and it ends', () => {
  const card = exercises.find(({ id }) => id === BREATH.id);
  assert.deepEqual([card.in_s, card.out_s], [BREATH.in_s, BREATH.out_s]);
  assert.equal(60 / (BREATH.in_s + BREATH.out_s), 6);
  assert.ok(BREATH.out_s > BREATH.in_s);
  assert.deepEqual(breathAt(0, 1), { phase: 'in', step: 1, share: 0 });
  assert.equal(breathAt(3.9, 1).step, 4);
  assert.deepEqual([breathAt(4, 1).phase, breathAt(4, 1).step], ['out', 1]);
  assert.deepEqual([breathAt(9.9, 1).step, breathAt(10, 1).phase], [6, 'in']);
  for (const minutes of [1, 2, 3]) assert.deepEqual([breathAt(minutes * 60 - 0.1, minutes).phase, breathAt(minutes * 60, minutes).phase], ['out', 'over']);
});

/** Every sentence of the shelter: what functions say too. */
function sentencesOf(words) {
  if (typeof words === 'string') return [words];
  if (typeof words === 'function') return sentencesOf(words.length === 2 ? words('name', 'number') : words('2'));
  return Object.values(words).flatMap(sentencesOf);
}

test('shelter words: one idea a sentence, fourteen words at most, no orders, no raised voice', () => {
  for (const said of sentencesOf(shelter)) {
    assert.doesNotMatch(said, BANNED, said);
    assert.doesNotMatch(said, GENDERED, said);
    for (const sentence of said.split(/[.?:;]\s/)) assert.ok(wordsIn(sentence) <= 14, `${wordsIn(sentence)} words: ${sentence}`);
  }
});

test('shelter words: no number to call stands anywhere but in the data', () => {
  for (const path of ['../src/copy/en_shelter.ts', ...['danger', 'call', 'line', 'lines', 'out', 'plain'].map((name) => `../src/screens/shelter/${name}.svelte`)]) {
    assert.deepEqual(text(path).replace(/60_000/g, '').match(/\d[\d _-]*\d[\d _-]*\d/g) ?? [], [], path);
  }
});

test('shelter words: pages about abuse say that nobody of the trade has read them, and what Bothy cannot do', () => {
  assert.match(shelter.notReviewed, /No specialist has reviewed/);
  assert.match(shelter.leaving.review, /No specialist has reviewed/);
  const cannot = shelter.watched.cannotItems.join(' ');
  for (const limit of [/hide that it is here/, /Usage lists/, /backups/, /screen recordings/, /spy software/, /person beside you/]) assert.match(cannot, limit);
});

test('links: what leaves Bothy opens apart, without a referrer; numbers are links that wait for a tap', () => {
  assert.match(text('../src/screens/shelter/out.svelte'), /target="_blank" rel="noreferrer noopener"/);
  for (const name of ['danger', 'line', 'lines', 'plain', 'watched', 'leaving', 'settle', 'breath']) assert.doesNotMatch(text(`../src/screens/shelter/${name}.svelte`), /<a\b|location|localStorage|history\.|fetch\(/, name);
});
