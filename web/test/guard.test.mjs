// The words of the cards of help and of the companion's paths: what SAFETY 4.2 to 4.5 ask of them and what they never say,
// and that what stands only rises until the person says that they are safe. The real modules are judged, without their types.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';

const text = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
async function moduleOf(path) {
  const { code } = await transformWithOxc(text(path), path);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const { guard } = await moduleOf('../src/copy/en_guard.ts');
const { concern, scripts } = await moduleOf('../src/concern.ts');
const paths = JSON.parse(text('../../content/paths.json'));
const wordsIn = (said) => said.split(/\s+/).filter(Boolean).length;
const strings = (words) => (typeof words === 'string' ? [words] : typeof words === 'function' ? [words('Ireland')] : Object.values(words).flatMap(strings));
const said = [...strings(guard), ...paths.flatMap(({ says, steps }) => [says, ...steps.flatMap(({ title = '', text: lines = [], options = [] }) => [title, ...lines, ...options.flatMap((option) => [option.says, ...(option.text ?? [])])])])].filter(Boolean);

const NEVER = [
  /\b(should|must|just|at least|fail\w*|scores?|victims?|streaks?|toxic|narcissist\w*|undetectable|abuser|disorder|depress\w*|diagnos\w*)\b|!/i, // 4.5, and labels
  /\b(he|she|him|her|his|hers|husband|wife|boyfriend|girlfriend)\b/i, // nobody's gender
  /\b(forgive|second chance|stay with (them|your)|leave them|break up|give (them|it) another)\b/i, // stay, forgive, leave
  /\bwhy (did|do|don't|didn't) you\b/i, // 4.3
  /\b(provoked|both sides|misunderstand\w*|promise)\b/i,
  /\b(I|me|my friend) (am|is) (here|listening|sorry|proud)\b|\bhere for you\b/i, // a page is nobody
  /\b(pills?|rope|knife|gun|dose|calories)\b/i, // methods, amounts
  /\bcheck (their|your partner's) phone\b/i,
];

test('guard words: none of what is never said, in cards, buttons and paths', () => {
  assert.ok(said.length > 250, `${said.length} sentences`);
  for (const line of said) for (const never of NEVER) assert.doesNotMatch(line, never);
});

test('guard words: one idea a sentence, fourteen words at most, no digits, plain letters', () => {
  for (const line of said) {
    for (const sentence of line.split(/[.?:;]\s/)) assert.ok(wordsIn(sentence) <= 14, `${wordsIn(sentence)} words: ${sentence}`);
    assert.doesNotMatch(line, /\d/, line);
  }
});

test('guard words: no number to call stands anywhere but in the data', () => {
  for (const path of ['../src/copy/en_guard.ts', '../src/ui/help_card.svelte', '../src/ui/help_lines.svelte', '../src/ui/help_buttons.svelte', '../src/screens/shelter/companion.svelte'])
    assert.deepEqual(text(path).match(/\d[\d _-]*\d[\d _-]*\d/g) ?? [], [], path);
});

test('every answer of the guard but "none" has a card, and each says what it is there to say', () => {
  const { cards } = guard;
  const known = [.../ScriptWord =([^;]*);/.exec(text('../src/door/types.ts'))[1].matchAll(/'(\w+)'/g)].map(([, word]) => word);
  assert.deepEqual(Object.keys(cards).sort(), known.filter((word) => word !== 'none').sort());
  assert.deepEqual([...scripts].sort(), known.sort());
  const all = (name) => [cards[name].title, ...cards[name].text, ...cards[name].after].join(' ');
  assert.match(all('urgent'), /Is it safe to read this here\?/);
  assert.ok(wordsIn(all('urgent')) <= 30, 'the urgent card is short');
  assert.match(all('fear'), /believed.*not your fault.*You decide what happens next.*another one is safer/);
  assert.match(all('self'), /Are you thinking of ending your life\?.*one person.*distance.*here again/);
  assert.match(all('their_threat'), /not yours to carry alone.*emergency number is for them.*hold a person in place/);
  assert.match(all('own_harm'), /get distance.*harms them.*no words to send/);
  assert.match(all('unshared'), /cannot check.*sleep.*doctor.*check-up/);
  assert.match(all('young'), /never to blame/);
  assert.match(all('strain'), /doctor/);
  assert.match(all('slow_down'), /can wait/);
});

test('the buttons for words that cannot be read say the three things, plainly', () => {
  assert.deepEqual([guard.buttons.urgent, guard.buttons.self, guard.buttons.fear], ['I am not safe', 'I am thinking of ending my life', 'I am afraid of someone']);
});

test('the companion says first what it is: written pages, no person, no machine that thinks, nothing kept', () => {
  assert.match(guard.companion.what.join(' '), /^These are written pages. No person is here, and no machine that thinks.*without a network.*Nothing you write here is kept or sent/);
});

test('paths: at least fourteen to choose, each of four to six pages in the one order, a hot one slow first', () => {
  assert.ok(paths.filter(({ typed }) => !typed).length >= 14);
  assert.equal(new Set(paths.map(({ id }) => id)).size, paths.length);
  const order = ['slow', 'notice', 'ask', 'believe', 'choice', 'people'];
  for (const { id, steps, tier, says, typed } of paths) {
    assert.deepEqual(steps.map(({ kind }) => kind), tier === 'T1' ? order : order.slice(1), id);
    assert.equal(says === '', typed === true, id);
    for (const { kind, title, text: lines } of steps) if (kind !== 'choice') assert.ok(title.length > 0 && (kind === 'ask' || lines.length > 0), `${id} ${kind}`);
  }
  assert.deepEqual(paths.filter(({ typed }) => typed).map(({ id }) => id), ['typed_plain', 'typed_slow']);
});

test('paths: two choices or more that are answered on the way, every other one by a card', () => {
  for (const { id, steps } of paths) {
    const { options } = steps.find(({ kind }) => kind === 'ask');
    assert.ok(options.filter(({ act }) => act).length >= 2, id);
    for (const { act, script, text: lines, says } of options) {
      if (script) assert.ok(script in guard.cards, `${id}: ${script}`);
      else assert.ok(['breathe', 'write', 'do', 'draft'].includes(act) && lines.length > 0, `${id}: ${says}`);
    }
    // With a concern, drafts rest (CC-32): what is left is still a choice, or the whole path rests.
    assert.ok(options.filter(({ act }) => act && act !== 'draft').length >= 1, id);
  }
  for (const script of ['fear', 'self', 'own_harm']) assert.ok(paths.some(({ steps }) => steps.some(({ options = [] }) => options.some((option) => option.script === script))), script);
});

test('paths: each has its source with a grade, or says that it is craft; nobody of the trade has read them', () => {
  for (const { id, source, grade, review } of paths) {
    assert.equal(source === null, grade === 'craft', id);
    assert.ok(['some', 'early', 'craft'].includes(grade), id);
    assert.equal(review, 'none', id);
    if (source) assert.ok(source.year > 1950 && source.authors && source.title && source.journal, id);
  }
});

test('what stands only rises, and falls when the person says so; the rest of acts stays', () => {
  assert.equal(concern.heard('none'), 'none');
  assert.equal(concern.heard('slow_down'), 'slow_down');
  assert.deepEqual([concern.stands, concern.solo], ['none', false]);
  assert.equal(concern.heard('strain'), 'strain');
  assert.equal(concern.solo, false);
  assert.equal(concern.heard('fear'), 'fear');
  assert.equal(concern.heard('strain'), 'fear');
  assert.equal(concern.heard('none'), 'fear');
  assert.equal(concern.heard('urgent'), 'urgent');
  concern.rests();
  assert.deepEqual([concern.stands, concern.solo], ['none', true]);
});

test('none of these screens writes, asks another place, or adds to the history', () => {
  const files = ['ui/help_card', 'ui/help_lines', 'ui/help_buttons', 'screens/shelter/companion', 'screens/shelter/companion_path', 'screens/shelter/companion_foot'].map((name) => `../src/${name}.svelte`);
  for (const path of [...files, '../src/concern.ts', '../src/screens/shelter/hear.ts', '../src/leave.ts'])
    assert.doesNotMatch(text(path), /localStorage|sessionStorage|indexedDB|fetch\(|history\.|pushState|app\.act\(|console\./, path);
});
