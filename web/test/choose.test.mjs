// Which small act is offered after a check-in: the rules that keep it safe, over the real cards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';

const path = new URL('../src/content/choose.ts', import.meta.url);
const { code } = await transformWithOxc(readFileSync(path, 'utf8'), path.pathname);
const { actFor } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const cards = JSON.parse(readFileSync(new URL('../../content/small_acts.json', import.meta.url), 'utf8'));
const over = (moments, together) => Array.from({ length: 64 }, (_, turn) => actFor(cards, moments, together, turn));

test('after nothing was said, and after holding back, no act goes toward the other person', () => {
  for (const moments of [[], ['held_back']]) for (const act of over(moments, true)) assert.ok(act.solo, `${act.id} after "${moments}"`);
});

test('after a hurt no act goes toward the other person, whatever else was there', () => {
  for (const hard of ['hurt', 'sharp_word', 'withdrawn_silence', 'unpredictable_mood', 'disagreed_without_care'])
    for (const act of over([hard, 'small_kindness', 'repaired', 'heard'], true)) assert.ok(act.solo, `${act.id} after ${hard}`);
});

test('a good moment between two brings acts toward each other, and for one person alone none', () => {
  assert.ok(over(['small_kindness', 'heard'], true).some((act) => !act.solo));
  assert.ok(over(['small_kindness', 'heard'], false).every((act) => act.solo));
});

test('every act can come up, and without cards there is none', () => {
  const words = [...new Set(cards.flatMap(({ moments }) => moments))];
  const seen = new Set(words.flatMap((word) => over([word], true).map(({ id }) => id)));
  assert.deepEqual(cards.map(({ id }) => id).filter((id) => !seen.has(id)), []);
  assert.equal(actFor([], ['heard'], true, 3), undefined);
});

test('with a concern about safety only acts of rest are offered, whatever was good or bad', () => {
  const words = [...new Set(cards.flatMap(({ moments }) => moments))];
  for (const moments of [[], words, ...words.map((word) => [word])])
    for (let turn = 0; turn < 16; turn += 1) {
      const act = actFor(cards, moments, true, turn, true);
      assert.ok(act.solo && act.in_fear, `${act.id} after "${moments}"`);
    }
  assert.equal(actFor([], ['heard'], true, 3, true), undefined);
});
