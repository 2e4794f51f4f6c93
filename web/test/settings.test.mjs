// What the settings screens build by themselves: the mapping of a table, and five words from the list that the core has too.
// The real modules run here without their types.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
async function load(path, from = '', to = '') {
  const { code } = await transformWithOxc(read(path).replace(from, to), new URL(path, import.meta.url).pathname);
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
const { mappingOf, openQuestions, planOf } = await load('../src/screens/settings/mapping.ts');

const column = (number, name, kind, more = {}) => ({ name, number, kind, filled: 3, samples: ['1', '2'], ...more });
const hours = {
  format: 'csv', separator: ',', header: true, rows_looked_at: 3, problems: [], hints: [],
  columns: [column(1, 'person', 'number', { lo: '1', hi: '2' }), column(2, 'hours', 'time'), column(3, 'q', 'number', { lo: '1', hi: '5' }), column(4, '', 'text')],
  mapping: { time: { column: 'hours', form: 'hours_since_start' }, columns: [{ column: 4, to: 'note' }] },
};
const kinds = (plan) => openQuestions(plan).map(({ kind }) => kind);
const hoursPlan = () => planOf(hours, (number) => `Column ${number}`);

test('the guess of the core becomes a plan, and columns without a name are called by their number', () => {
  const plan = hoursPlan();
  assert.deepEqual(plan.columns.map(({ name, role }) => [name, role]), [['person', ''], ['hours', 'time'], ['q', ''], ['Column 4', 'note']]);
  assert.deepEqual(kinds(plan), ['choose_start']);
});

test('a settled plan names columns by number, with only the parts that were chosen', () => {
  const plan = hoursPlan();
  plan.start = '2024-01-08T09:00';
  Object.assign(plan.columns[0], { role: 'person', is: ' 1 ' });
  Object.assign(plan.columns[2], { role: 'custom', label: ' calm ', reversed: true });
  assert.deepEqual(kinds(plan), []);
  assert.deepEqual(mappingOf(plan), {
    format: 'csv', separator: ',', header: true, decimal: 'either', cut_long_notes: false,
    time: { column: 2, form: 'hours_since_start', start: '2024-01-08 09:00' },
    where: { column: 1, is: '1' },
    columns: [{ column: 3, to: 'custom:calm', lo: '1', hi: '5', reversed: true }, { column: 4, to: 'note' }],
  });
});

test('ends that are missing, no numbers or the wrong way round are asked about, and so is a name used twice', () => {
  for (const [lo, hi] of [['', '5'], ['5', '1'], ['1', '1'], ['one', '5']]) {
    const plan = hoursPlan();
    plan.start = '2024-01-08T09:00';
    Object.assign(plan.columns[2], { role: 'energy', lo, hi });
    assert.deepEqual(kinds(plan), ['ends'], `${lo} to ${hi}`);
  }
  const plan = hoursPlan();
  plan.start = '2024-01-08T09:00';
  Object.assign(plan.columns[0], { role: 'custom', label: 'calm' });
  Object.assign(plan.columns[2], { role: 'custom', label: 'calm ', lo: '0,5', hi: '5' });
  assert.deepEqual(kinds(plan), ['same']);
});

test('a date that reads both ways, a table without a time and one without an answer wait for a person', () => {
  const both = planOf({ ...hours, mapping: { time: { column: 'hours', form: 'day_or_month_first' }, columns: [] } }, String);
  assert.deepEqual(kinds(both), ['choose_date_order', 'choose_ratings']);
  const none = planOf({ ...hours, mapping: { time: { column: null, form: 'iso_date' }, columns: [{ column: 'q', to: 'energy', lo: 1, hi: 5 }] } }, String);
  assert.deepEqual(kinds(none), ['choose_time_column']);
  assert.equal(none.columns[2].hi, '5');
});

test('moods of one\'s own each get a number', () => {
  const plan = planOf({ ...hours, format: 'daylio', mapping: { format: 'daylio', moods: {} }, hints: [{ kind: 'name_moods', column: 'mood', value: 'super', what: '' }] }, String);
  assert.deepEqual(kinds(plan), ['name_moods']);
  plan.moods[0].worth = '0';
  assert.deepEqual(mappingOf(plan), { format: 'daylio', separator: ',', cut_long_notes: false, moods: { super: 0 } });
});

const words = read('../src/passphrase_words.txt').trim().split('\n');

test('the list of the five words is the list of the recovery words', () => {
  const source = read('../../core/seal/recovery_words.cpp');
  const core = source.slice(source.indexOf('clang-format off'), source.indexOf('clang-format on')).match(/\b[a-z]{4,8}(?=[ "])/g).filter((word) => word !== 'format');
  assert.equal(new Set(words).size, 2048);
  assert.deepEqual(words, core);
});

test('five words are drawn from all of the list, and never twice the same five', async () => {
  const { suggestPassphrase, tooShort } = await load('../src/passphrase.ts', "import wordsUrl from './passphrase_words.txt?url';", `const wordsUrl = 'data:text/plain,${encodeURIComponent(words.join('\n'))}';`);
  const drawn = new Set();
  for (let i = 0; i < 200; i += 1) drawn.add(await suggestPassphrase());
  assert.equal(drawn.size, 200);
  const used = [...drawn].join(' ').split(' ');
  assert.equal(used.length, 1000);
  assert.ok(used.every((word) => words.includes(word)));
  assert.ok(used.some((word) => words.indexOf(word) > 1024) && used.some((word) => words.indexOf(word) < 1024));
  assert.ok([...drawn].every((passphrase) => !tooShort(passphrase)));
  for (const weak of ['', 'short', 'one two', 'a b c d e f', '12345678901234']) assert.ok(tooShort(weak), weak);
  for (const strong of ['123456789012345', 'one two six ten', 'one-two-six-ten']) assert.ok(!tooShort(strong), strong);
});
