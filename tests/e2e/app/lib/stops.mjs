// The way to every screen of the app: alone, together, with the sample couple, and where something is not as it is wanted.
// Each screen is a stop; what happens there is the caller's. Called by screens.mjs and zoom.mjs.
import { beside, inChromium } from './person.mjs';
import { clockScript } from './clock.mjs';
import { pretending } from './guard.mjs';
import { settingsOf, shelterOf, told, wordsOf } from './stops_inner.mjs';

const PASSPHRASE = 'river balcony soup lantern';
const NEED = 'a hug';
const FITTED_MS = 13_000; // the core fits its pace ten seconds after the first look at estimates (state.svelte.ts)

/** One person in an empty browser where all is fixed: the day, the zone, the tongue, the letters, the address. */
export async function inStillness(name, house, options = {}) {
  // Whatever port the relay got, screens say "localhost".
  const port = new URL(house.address).port;
  const flags = [`--host-resolver-rules=MAP localhost:80 127.0.0.1:${port}`, '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];
  const fixed = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', colorScheme: 'light', serviceWorkers: 'block' };
  const person = await inChromium(name, 'http://localhost', { flags, ...fixed, ...options });
  await person.context.addInitScript(clockScript);
  await person.context.addInitScript(pretending);
  return person;
}

// --- first run -----------------------------------------------------------------

async function doors(person, stop) {
  await person.go();
  await person.sees('A small shelter for two');
  await stop(person, 'welcome');
  await person.tap('What Bothy cannot do');
  await stop(person, 'limits');
  await person.tap('Back');
  await person.tap('Learn by trying');
  await person.sees('of hurts were mended');
  await stop(person, 'learn');
  await person.tap('Warm, but hot and cold');
  await person.tap('As a table: How safe it feels over a year');
  await stop(person, 'learn-table');
  await person.tap('Back');
  await person.tap('I have a link from my partner');
  await stop(person, 'join');
  await person.write('The link', 'd1QQQQ');
  await person.sees('One more device of mine');
  await stop(person, 'join-device');
  await person.tap('Back');
  await person.tap('I used Bothy before');
  await stop(person, 'recover');
  await person.tap('Back');
}

async function locked(person, stop) {
  await person.tap('Begin');
  await stop(person, 'begin-lock');
  await person.tap('Set a passphrase');
  await person.write('Passphrase', PASSPHRASE);
  await person.write('The same once more', 'river balcony soup lamp');
  await stop(person, 'begin-lock-new');
  await person.write('The same once more', PASSPHRASE);
  await person.tap('Next');
  await person.sees('A paper key?');
  await stop(person, 'begin-paper');
  await person.tap('Show the words');
  await stop(person, 'begin-paper-words', { mask: 'ol.words' });
  await person.tap('I wrote them down');
  await stop(person, 'begin-one-thing');
}

async function fill(person) {
  await person.choose('partly');
  await person.page.locator('.field[role=presentation]').click({ position: { x: 250, y: 50 } });
  await person.choose('held back');
  await person.choose('a small kindness');
  await person.choose(NEED);
  await person.write('A line for yourself, if you like', 'The walk did us good.');
}

async function firstCheckIn(person, stop) {
  await person.tap('/A minute to check in/');
  await stop(person, 'check-in');
  await fill(person);
  await stop(person, 'check-in-filled');
  await person.tap('Save');
  await person.sees('Bothy works for one person alone');
  await stop(person, 'begin-kept');
}

// --- alone ---------------------------------------------------------------------

async function begunWith(person, thing, first = 'Begin') {
  await person.tap(first);
  await person.tap('No passphrase for now');
  await person.tap('Go without');
  await person.tap(thing);
}

async function alone(meet, stop) {
  const cleo = await meet('cleo');
  await doors(cleo, stop);
  await begunWith(cleo, '/Name one feeling/');
  await cleo.write('The feeling, in your words', 'Lonely, in company');
  await stop(cleo, 'begin-name');
  await cleo.tap('Keep');
  await cleo.tap('Stay by myself for now');
  await stop(cleo, 'today-alone');
  await cleo.tap('Talk');
  await stop(cleo, 'talk-alone');
  await cleo.tap('Us');
  await stop(cleo, 'us-alone');
  await cleo.tap('Pair with my partner');
  await stop(cleo, 'pair-before');
  await cleo.tap('I have a link');
  await stop(cleo, 'pair-follow');
  await cleo.tap('Me');
  await stop(cleo, 'me-early');
  await settingsOf(cleo, stop, 'alone');
}

// --- together ------------------------------------------------------------------

async function meeting(ana, ben, stop) {
  await ana.tap('Invite my partner');
  await ana.tap('Make a link');
  await ana.sees('Where shall it pass through?');
  await stop(ana, 'pair-relay');
  await ana.tap('Another address');
  await ana.write('Relay address', 'https://relay.example.org');
  await ana.tap('Next');
  await ana.sees('only to the relays its host has listed');
  await stop(ana, 'pair-relay-other');
  await ana.tap('Use localhost');
  await ana.sees('They open it with their phone camera');
  const link = await ana.page.evaluate("document.querySelector('.link').textContent");
  await stop(ana, 'pair-link', { mask: '.link, svg[role=img]' });
  await ben.go(`/${new URL(link).hash}`);
  await ben.sees('A link from your partner');
  await stop(ben, 'join-link', { mask: 'textarea' });
  await begunWith(ben, '/Listen once/', 'Next');
  await stop(ben, 'begin-listen');
  await ben.tap('I will do that today');
  await ben.tap('Invite my partner');
  await ben.tap('Follow the link');
  await ben.tap('Use localhost');
  for (const one of [ana, ben]) await one.sees('Are these your words?');
  await stop(ana, 'pair-words', { mask: 'ol.words' });
  for (const one of [ana, ben]) await one.tap('Yes, the same');
  for (const one of [ana, ben]) await one.sees('You are paired');
  await stop(ana, 'pair-done');
  for (const one of [ana, ben]) await one.tap('To Today');
}

async function shared(ana, ben, stop) {
  await fill(ben);
  await ben.sees('Leaves this device');
  await stop(ben, 'today-leaves');
  await ben.tap('Save');
  await ben.sees('One small thing');
  await stop(ben, 'answer');
  await ana.sees(`From your partner, today: ${NEED}`);
  await stop(ana, 'today-need');
  await ana.tap('Talk');
  await ana.write('What you want to say', 'You never listen to me.');
  await told(ana);
  await stop(ana, 'talk-preview');
  await ana.write('What you want to say', '');
  await ana.write('My answer', 'The walk by the river in the rain');
  await ana.tap('Seal my answer');
  await ana.sees('Your answer is sealed');
  await stop(ana, 'talk-sealed');
  await ana.tap('Us');
  await stop(ana, 'us-early');
}

async function shut(ana, stop) {
  await ana.tap('Me');
  await ana.tap('Settings');
  await ana.tap('/^Lock/');
  await stop(ana, 'settings-lock-set');
  await ana.tap('Shut my room now');
  await ana.tap('Me');
  await ana.sees('My room is shut');
  await stop(ana, 'me-shut');
  await ana.write('Passphrase', 'river balcony');
  await ana.tap('Open');
  await ana.page.locator('.wrong-text').waitFor();
  await stop(ana, 'me-shut-wrong');
  await ana.tap('Settings');
  await ana.tap('/^Bring in a diary/');
  await stop(ana, 'settings-shut');
}

async function together(meet, stop) {
  const ana = await meet('ana');
  await ana.go();
  await locked(ana, stop);
  await firstCheckIn(ana, stop);
  const ben = await meet('ben');
  await meeting(ana, ben, stop);
  await shared(ana, ben, stop);
  await ana.tap('Me');
  await settingsOf(ana, stop, 'together');
  await shut(ana, stop);
}

// --- the sample couple ---------------------------------------------------------

async function sample(meet, stop) {
  const dan = await meet('dan');
  await dan.go();
  await dan.tap('Look around with a sample couple');
  await dan.sees('Tuesday, 24 November');
  await stop(dan, 'sample-today');
  await dan.tap('Talk');
  await stop(dan, 'sample-talk');
  await dan.tap('Us');
  await dan.sees('Shared, day by day');
  // Numbers may move by a point with the fit: the pictures are of what stands from then on.
  await new Promise((later) => setTimeout(later, FITTED_MS));
  await dan.tap('Today');
  await dan.tap('Us');
  await dan.sees('Shared, day by day');
  await dan.choose('90 days');
  await dan.choose('Also as it looked then');
  await stop(dan, 'sample-us');
  await dan.tap('As a table: How safe it feels');
  await stop(dan, 'sample-us-table', { words: true });
  await dan.tap('What this is, and how sure');
  await stop(dan, 'methods');
  await dan.tap('Back');
  await dan.tap('Me');
  await dan.sees('My patterns');
  await dan.choose('90 days');
  await stop(dan, 'sample-me');
  await dan.choose('30 days');
  await dan.tap('As a table: Days with, days without');
  await dan.tap('As a table');
  await stop(dan, 'sample-me-table', { words: true });
  await dan.tap('All entries');
  await dan.sees('Check-in');
  await stop(dan, 'sample-history');
  await dan.tap('Change');
  await stop(dan, 'sample-entry');
  await dan.tap('Today');
  await fill(dan);
  await dan.tap('Save');
  await dan.sees('One small thing');
  await dan.sees('the dashed frame');
  await stop(dan, 'sample-answer');
  await dan.tap('Me');
  await settingsOf(dan, stop, 'sample');
  await dan.tap('Shelter');
  await shelterOf(dan, stop);
  await dan.tap('Talk');
  await wordsOf(dan, stop);
}

// --- not as it is wanted -------------------------------------------------------

async function troubles(meet, stop) {
  const plain = await meet('eli', { javaScriptEnabled: false });
  await plain.go();
  await stop(plain, 'no-script', { scripts: false });
  const old = await meet('eli');
  await old.context.addInitScript('WebAssembly.validate = () => false; delete Navigator.prototype.locks;');
  await old.go();
  await old.sees('This browser cannot run Bothy');
  await stop(old, 'unsupported');
  const cut = await meet('eli');
  await cut.context.route('**/en-*.json', (route) => route.abort());
  await cut.go();
  await cut.sees('Bothy could not be loaded');
  await stop(cut, 'not-loaded');
  const broken = await meet('eli');
  await broken.context.route('**/*.wasm', (route) => route.abort());
  await broken.go();
  await broken.sees('Bothy could not open');
  await stop(broken, 'broken');
  const first = await meet('eli');
  await first.go();
  await first.sees('A small shelter for two');
  const second = await beside(first);
  await second.go();
  await second.sees('Bothy is open in another tab');
  await stop(second, 'elsewhere');
  await first.go('/measures.html');
  await stop(first, 'measures');
}

// The sample couple first, while no other page stands open: behind the pages of other walks its last picture has come out
// with and without the fit of the day. Why is not known.
export const walks = { sample, alone, together, troubles };
