// The steps that several journeys take before they look at what matters: a home with or without a lock, a pairing, a
// table of private entries, an open or a shut room. Each is done by taps, as a person does it. No checks of its own.

export const PASSPHRASE = 'velvet ladder quartz nine';

/** A new home; `lock` is a passphrase or empty. The recovery words come back when `words`. */
export async function newHome(person, { lock = PASSPHRASE, words = false } = {}) {
  await person.go();
  await person.tap('Begin');
  if (lock === '') await person.tap('No passphrase for now');
  else {
    await person.tap('Set a passphrase');
    await person.write('Passphrase', lock);
    await person.write('The same once more', lock);
    await person.tap('Next');
  }
  const phrase = await paperKey(person, words);
  await person.tap('/Listen once/');
  await person.tap('I will do that today');
  await person.tap('Stay by myself for now');
  await person.sees('Could I be myself');
  return phrase;
}

async function paperKey(person, words) {
  if (!words) {
    await person.tap('Go without');
    return '';
  }
  await person.tap('Show the words');
  const phrase = await person.page.evaluate("[...document.querySelectorAll('ol.words li')].map((word) => word.textContent).join(' ')");
  await person.tap('I wrote them down');
  return phrase;
}

/** The way from Today to where a link is made or followed. */
export async function toPairing(person) {
  await person.tap('Us');
  await person.tap('Pair with my partner');
}

export async function makeLink(person) {
  await toPairing(person);
  await person.tap('Make a link');
  await person.tap('/^Use localhost/');
  return person.until("document.querySelector('.link')?.textContent", `${person.name} sees a link`);
}

export async function followLink(person, link) {
  await toPairing(person);
  await person.tap('I have a link');
  await person.write('The link', link);
  await person.tap('Follow the link');
  await person.tap('/^Use localhost/');
}

const six = (person) =>
  person.until("document.querySelectorAll('ol.words li').length === 6 && [...document.querySelectorAll('ol.words li')].map((word) => word.textContent).join(' ')", `${person.name} sees six words`);

/** Two homes become a pair. Returns what was secret on the way: the link and the six words. */
export async function pairUp(ana, ben) {
  const link = await makeLink(ana);
  await followLink(ben, link);
  const [words] = await Promise.all([six(ana), six(ben)]);
  for (const person of [ana, ben]) await person.tap('Yes, the same');
  for (const person of [ana, ben]) {
    await person.sees('You are paired');
    await person.tap('To Today');
  }
  return { link, words };
}

export async function shutRoom(person) {
  await person.tap('Me');
  await person.tap('Shut my room now');
  await person.until("!document.body.innerText.includes('Shut my room now')", 'the room is shut');
}

export async function openRoom(person, passphrase = PASSPHRASE) {
  await person.tap('Me');
  await person.write('Passphrase', passphrase);
  await person.tap('Open');
  await person.sees('Shut my room now');
}

/** A line for the other, shared from Talk. */
export async function shareLine(person, text) {
  await person.tap('Talk');
  await person.write('What you want to say', text);
  await person.tap('Share it');
  await person.sees('Shared.');
}

/** A check-in that stays private, with my room open or shut. */
export async function keepNote(person, note, step = 'mostly') {
  await person.tap('Today');
  await person.choose(step);
  await person.write('A line for yourself, if you like', note);
  await person.sees('Nothing leaves this device');
  await person.tap('Save');
  await person.sees('One small thing');
}

/** Brings in a table with as many rows, one a day, the newest `since` days ago; `myself` says the answer of each. */
export async function bringIn(person, rows, note = 'a private line', since = 1, myself = (i) => (i * 7) % 101) {
  const day = (i) => new Date(Date.now() - (i + since) * 86_400_000).toISOString().slice(0, 10);
  const lines = Array.from({ length: rows }, (_, i) => `${day(i)},${myself(i)},${(i * 11) % 101},${note} ${i}`);
  await person.tap('Me');
  await person.tap('Settings');
  await person.tap('/^Bring in a diary/');
  await person.until("document.querySelector('input[type=file]') !== null");
  const table = { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(`day,myself,energy,note\n${lines.join('\n')}\n`) };
  await person.page.setInputFiles('input[type=file]', table);
  await person.tap('/^Bring in \\d+ entr/');
  await person.sees('Brought in');
}
