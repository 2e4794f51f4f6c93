// The worker: takes the lead over the store, opens a home, answers the page's wishes one after the other.
// One tab leads at a time (Web Locks); a second one asks politely. No screens, no words here.
import coreUrl from '../../../build/wasm/bothy.wasm?url';
import { BrowserDisk, MemoryDisk } from './disk';
import { compileCore } from './door';
import { Home } from './home';
import type { Reply, Standing, Wish, Word } from './messages';
import { relayOrigin } from './relay';
import type { Refusal } from '../door/views';

const LEAD = 'home';
const NO_RELAY = '-'; // what the setting holds when a person wants none
const tell = (word: Word) => self.postMessage(word);
const corridor = new BroadcastChannel(LEAD);
const refusal = (name: Refusal['name'], say = ''): Reply => ({ views: { home: { state: 'none' } }, error: { name, say } });

let home: Home | null = null;
let stepDown: (() => void) | null = null;

function stand(standing: Standing): void {
  tell({ standing });
}

// Holds the lock until another tab asks for it. `wait`: whether to ask the one that has it.
function lead(wait: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    if (wait) corridor.postMessage('please');
    void navigator.locks.request(LEAD, wait ? {} : { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise<void>((done) => (stepDown = done));
    });
  });
}

corridor.onmessage = async () => {
  if (stepDown === null) return;
  const done = stepDown;
  stepDown = null;
  await home?.close();
  home = null;
  stand('elsewhere');
  done();
};

async function start(sample: boolean): Promise<Reply> {
  const [core, disk] = await Promise.all([compileCore(coreUrl), sample ? new MemoryDisk() : BrowserDisk.open()]);
  home = new Home(core, disk, (views, relayIsNewer) => tell({ views, relayIsNewer }));
  const opened = await home.open();
  if (sample) return home.call('act', 'sample', {});
  if (opened.views.home.state !== 'none') {
    const { views } = await home.call('ask', 'settings', {});
    const relay = views.settings?.['relay'] ?? NO_RELAY;
    home.dial(relay === NO_RELAY ? null : relayOrigin(relay));
    home.keepTime();
  }
  return opened;
}

async function grant(wish: Wish): Promise<Reply> {
  if (wish.verb === 'start' || wish.verb === 'lead') {
    const sample = wish.verb === 'start' && wish.sample;
    if (!sample && !(await lead(wish.verb === 'lead'))) {
      stand('elsewhere');
      return refusal('elsewhere');
    }
    stand('leading');
    return start(sample);
  }
  if (home === null) return refusal('elsewhere');
  switch (wish.verb) {
    case 'act':
    case 'ask': {
      const reply = await home.call(wish.verb, wish.name, wish.args, wish.bytes);
      if (['init', 'recover', 'join_device'].includes(wish.name) && reply.error === undefined) home.keepTime();
      return reply;
    }
    case 'verify':
    case 'mend':
      return home.check(wish.verb);
    case 'dial':
      home.dial(wish.origin);
      return home.call('ask', 'views', {});
    case 'hurry':
      home.hurry();
      return home.call('ask', 'views', {});
  }
}

self.onmessage = async ({ data }: MessageEvent<Wish>) => {
  let reply: Reply;
  try {
    reply = await grant(data);
  } catch (error) {
    reply = refusal('broken', String(error));
  }
  tell({ id: data.id, reply });
};
