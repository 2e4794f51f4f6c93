// For the journey about help: a door that answers as it is told, so that every card is reached whatever the guard has learnt;
// own words in thirty voices; the way to the companion; what could tell of it. No checks of its own. Used by guard.mjs and
// the pictures.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { storeSums } from './look.mjs';

/** Runs in the page before the app: what is heard next says what `globalThis.pretend` says instead. */
export const pretending = `{
  const Real = Worker;
  globalThis.Worker = class extends Real {
    set onmessage(take) {
      super.onmessage = (event) => {
        const heard = event.data?.reply?.views?.heard;
        if (heard && globalThis.pretend) Object.assign(heard, globalThis.pretend);
        if (heard) globalThis.pretend = undefined;
        take(event);
      };
    }
  };
}`;

const TIERS = { urgent: 'T3', slow_down: 'T1', strain: 'T0' };

/** Each card, and the first words on it. */
export const CARDS = {
  urgent: 'Your safety comes first',
  fear: 'Being afraid is a good reason to be here',
  self: 'That sounds very heavy',
  someone: 'It is good that you noticed',
  young: 'A child is never to blame for this',
  their_threat: 'Their life is not yours to carry alone',
  own_harm: 'Stop here, and get distance',
  unshared: 'This sounds frightening and tiring',
  strain: 'That is a lot to carry',
};

/** Written for this test: what people may write when it is not about words. */
export const DISCLOSURES = [
  'He choked me in the kitchen last night and I could not breathe.', 'She is outside my door with a knife right now.', 'He is hitting our little boy in the next room right now.',
  'He says he will kill me if I tell my sister.', 'My partner forced me to have sex yesterday and I keep shaking.', 'He is pointing a gun at me.', 'I have written the notes and I am going to kill myself tonight.',
  'He will not let me see my family and checks my phone.', 'She goes through my phone every night and I am not allowed to see my friends.', 'They track my car and ask where I was every time.',
  'He says he will post my naked pictures if I go.', 'He takes my wages and gives me ten pounds a week for food.', 'I sleep in my shoes in case I have to run.', 'I am frightened when the key turns in the lock.',
  'I do not want to be alive any more.', 'I have been cutting my arms again.', 'Everybody would be better off without me.', 'I keep thinking about ending my life.',
  'My friend says her husband hits her and she is scared to go home.', 'My brother told me he wants to die.', 'My dad hits me when he drinks and I am only twelve.', 'I am fifteen and my stepdad touches me.',
  'He says he will kill himself if I leave him.', 'It will be my fault when she is dead, she says, if I move out.', 'I hit her last night and I hate myself for it.', 'I pushed my boyfriend against the wall and he was scared of me.',
  'My partner has been replaced by someone who looks the same.', 'I have not slept for five days and I was chosen for a mission.', 'I drink every night until I fall asleep.', 'Since the baby came I cry all day and feel nothing.',
];

export async function toCompanion(person) {
  await person.tap('Shelter');
  await person.tap('/^Pages for a hard moment/');
  await person.sees('These are written pages.');
}

/** Writes own words there and goes on. `script`: what the door is to say of them. */
export async function tells(person, text, script) {
  await toCompanion(person);
  if (script) await person.page.evaluate(`globalThis.pretend = ${JSON.stringify({ script, tier: TIERS[script] ?? 'T2', unreadable: undefined })}`);
  await person.write('What is going on?', text);
  await person.tap('Go on');
}

// Notes when "Go on" was pressed and when a card had been painted, on the page's own clock. Runs in the page.
function watching() {
  addEventListener('click', ({ target, timeStamp }) => {
    if (target.closest?.('button[type=submit]')) globalThis.carded = { pressed: timeStamp };
  }, true);
  new MutationObserver(() => {
    const { carded } = globalThis;
    if (carded === undefined || carded.seen || document.querySelector('section.card a.number') === null) return;
    carded.seen = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => (carded.painted = performance.now());
      port1.postMessage(0); // a task of its own, and so after the frame
    });
  }).observe(document, { subtree: true, childList: true });
}

export const watchCard = `(${watching})()`;

/** All that one's own browser could tell of it. */
export const traces = async (person) => ({ stores: await storeSums(person.page), long: await person.page.evaluate('history.length'), at: await person.page.evaluate('location.href'), title: await person.page.evaluate('document.title') });

/** What the relay keeps, its journal included. */
export const relaySum = (house) => ['relay.db', 'relay.db-wal'].map((name) => join(house.work, name)).filter(existsSync).map((path) => createHash('sha256').update(readFileSync(path)).digest('hex')).join(' ');

/** What the partner could look at: all that their device keeps, and each of the shared places. */
export async function asPartner(ben) {
  const out = { stores: await storeSums(ben.page) };
  for (const place of ['Today', 'Talk', 'Us']) {
    await ben.tap(place);
    await ben.page.waitForTimeout(300);
    out[place] = await ben.page.evaluate('document.body.innerText');
  }
  return out;
}
