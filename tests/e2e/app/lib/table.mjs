// The import screen by hand: a table given as a file or pasted, its columns mapped one after the other, what came of it read
// from the dots in Me. The same mapping for the command line. No checks of its own. Used by diary.mjs.
import { execFileSync } from 'node:child_process';
import { cli } from './house.mjs';

export async function toImport(person) {
  await person.tap('Me');
  await person.tap('Settings');
  await person.tap('/^Bring in a diary/');
  await person.until("document.querySelector('input[type=file]') !== null");
}

export const asFile = (person, name, text) => person.page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** From the clipboard, as a person would. */
export async function asPaste(person, text) {
  await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await person.write('Or paste it', '');
  await person.page.keyboard.press('Control+v');
  await person.tap('Look at it');
}

/** Whether the screen offers to bring anything in. */
export const offersToBring = (person) => person.page.evaluate("[...document.querySelectorAll('button')].some((button) => /^Bring in \\d/.test(button.textContent.trim()))");

const column = (person, name) => person.page.getByRole('group', { name, exact: true });

/** Maps every column by hand: those named in `mapping` as it says, every other to nothing. */
export async function mapByHand(person, names, { time, form, start, clock, keep, ratings }) {
  const role = (name) => {
    if (name === time) return 'time';
    if (name === clock) return 'clock';
    if (name === keep?.column) return 'person';
    return ratings.find((rating) => rating.column === name)?.role ?? '';
  };
  await person.until("document.querySelector('fieldset.column') !== null");
  for (const name of names) await column(person, name).getByLabel('It becomes').selectOption(role(name));
  await column(person, time).getByLabel('How it is written').selectOption(form);
  if (start !== undefined) await column(person, time).getByLabel('The count starts on').fill(start.replace(' ', 'T'));
  if (keep !== undefined) await column(person, keep.column).getByLabel('Keep the rows where it reads').fill(keep.is);
  for (const { column: name, lo, hi, reversed, label } of ratings) {
    await column(person, name).getByLabel('Lowest').fill(String(lo));
    await column(person, name).getByLabel('Highest').fill(String(hi));
    await column(person, name).getByLabel('The low end is the good one').setChecked(reversed === true);
    if (label !== undefined) await column(person, name).getByLabel('Name of this rating').fill(label);
  }
}

/** What stands in every select and field of the mapping now. */
export const chosen = (person) => person.page.evaluate("[...document.querySelectorAll('fieldset.column')].map((one) => [one.querySelector('legend').textContent, ...[...one.querySelectorAll('select, input')].map((input) => (input.type === 'checkbox' ? input.checked : input.value))].join(' '))");

/** Brings in what the preview shows. Returns how many entries it said. */
export async function bring(person) {
  const says = await person.until("[...document.querySelectorAll('button:enabled')].map((button) => button.textContent.trim()).find((text) => /^Bring in \\d+ entr/.test(text))", 'the table can be brought in');
  await person.tap('/^Bring in \\d+ entr/');
  await person.until("document.querySelector('h1').textContent === 'Brought in'");
  return Number(/\d+/.exec(says)[0]);
}

/** Every dot of Me, by the name of its figure: [day, value] in the order of the page. */
export async function dots(person) {
  await person.tap('Me');
  await person.until("document.querySelector('h1').textContent === 'Me' && document.querySelector('nav ~ * h1, h1') !== null");
  await person.choose('everything');
  await person.until("document.querySelector('circle') !== null");
  await new Promise((later) => setTimeout(later, 500));
  return person.page.evaluate("Object.fromEntries([...document.querySelectorAll('.charts figure')].map((figure) => [figure.querySelector('strong').textContent, [...figure.querySelectorAll('circle')].map((dot) => [dot.dataset.day, Number(dot.dataset.value)])]))");
}

const terminal = (folder, ...words) => execFileSync(cli, ['--home', folder, ...words], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
const FORMS = { hours_since_start: 'hours', iso_date: 'date' };

/** The same table with the same mapping in a home of the command line; its dots as `dots` gives them. */
export function byCommandLine(folder, file, { time, form, start, keep, ratings }, names) {
  terminal(folder, 'init', '--name', 'terminal');
  const maps = ratings.flatMap(({ column: from, role, lo, hi, reversed, label }) => ['--map', `${from}=${role === 'custom' ? `custom:${label}` : role}:${lo}..${hi}${reversed === true ? ':reversed' : ''}`]);
  terminal(folder, 'import', file, '--yes', '--time', `${time}:${FORMS[form]}`, '--start', start, '--filter', `${keep.column}=${keep.is}`, ...maps);
  const views = JSON.parse(terminal(folder, '--json', 'me', '--from', '1990-01-01', '--days', '40000'));
  const { days, entries } = (views.views ?? views).me ?? views;
  const series = (values) => days.flatMap((day) => (values(day) ?? []).map((value) => [day.day, value]));
  const out = Object.fromEntries(ratings.map(({ role, label }) => [names[role] ?? label, series((day) => (role === 'custom' ? day.extra?.[label] : day[role]))]));
  return { dots: out, days: days.map(({ day }) => day), entries };
}
