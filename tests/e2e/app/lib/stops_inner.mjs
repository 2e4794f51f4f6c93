// The ways through Settings and Shelter, stop by stop. Called by stops.mjs.

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
  await stop(person, 'lines-topic');
}
