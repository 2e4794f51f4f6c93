// A release in a real browser: kept whole, served without a network, replaced by a newer signed one when the person
// says so, and by nothing else. A real relay serves a copy of web/dist. Run by `./bothy e2e release`.
import assert from 'node:assert/strict';
import { chromium } from '../../../web/node_modules/playwright-core/index.mjs';
import { add, finish, first, here, holders, offer, sentence, startRelay, stopRelay } from './lib/site.mjs';

const mark = (words) => () => add('measures.html', `<!-- ${words} -->\n`);

const others = [];

async function newWindow(browser) {
  const page = await (await browser.newContext()).newPage();
  page.on('request', (request) => request.url().startsWith(here()) || others.push(request.url()));
  await page.addInitScript(() => {
    globalThis.heard = [];
    navigator.serviceWorker.addEventListener('message', ({ data }) => globalThis.heard.push(data));
    // A page looks for a newer release each time it loads. Here it does so only when asked, so that every word that is
    // heard belongs to the offer that stands.
    const post = ServiceWorker.prototype.postMessage;
    ServiceWorker.prototype.postMessage = function (word) {
      if (word.do !== 'check' || sessionStorage.getItem('looks') !== null) post.call(this, word);
    };
  });
  return page;
}

/** Asks the page again and again, for a minute; a promise counts by what it becomes. */
async function until(page, holds) {
  for (const end = Date.now() + 60_000; !(await page.evaluate(holds)); await page.waitForTimeout(50)) {
    if (Date.now() > end) throw new Error(`it never came to this: ${holds}`);
  }
}
const kept = (page) => until(page, () => navigator.serviceWorker.controller !== null);
const version = (page) => page.evaluate(async () => (await (await (await caches.open('slip')).match('/slip'))?.json())?.current ?? null);
const shown = async (page) => (await page.evaluate(async () => (await fetch('/measures.html')).text())).match(/<!-- (edition \w+) -->/)?.[1] ?? 'as built';

/** What the page hears after asking for a newer release. */
async function afterCheck(page) {
  await page.evaluate(async () => {
    globalThis.heard.length = 0;
    sessionStorage.setItem('looks', 'now');
    (await navigator.serviceWorker.ready).active.postMessage({ do: 'check' });
    sessionStorage.removeItem('looks');
  });
  await until(page, () => globalThis.heard.length > 0);
  return page.evaluate(() => globalThis.heard[0]);
}

async function switchOver(page, which) {
  const loaded = page.waitForEvent('load');
  await page.evaluate(async (name) => {
    const waiting = (await navigator.serviceWorker.ready)[name];
    navigator.serviceWorker.addEventListener('message', ({ data }) => data.switched && location.reload());
    waiting.postMessage({ do: 'switch' });
  }, which);
  await loaded;
}

async function withoutNetwork(page) {
  await sentence('the app is kept at the first visit, and loads when the relay is gone', async () => {
    await page.goto(here());
    await kept(page);
    await stopRelay();
    await page.reload();
    await until(page, () => document.querySelector('#app')?.children.length > 0);
    assert.equal(await version(page), first.number);
  });
  await sentence('so does the page of kitchen measures, and it names no other page', async () => {
    await page.goto(`${here()}/measures.html`);
    assert.equal(await page.title(), 'Kitchen measures');
    assert.equal(await page.textContent('#grams'), '240 g');
    await page.fill('#amount', '2,5');
    assert.equal(await page.textContent('#grams'), '600 g');
    assert.doesNotMatch(await page.content(), /bothy|manifest/i);
  });
  await sentence('an address that nobody knows leads to the app, with the headers of the house', async () => {
    const response = await page.goto(`${here()}/somewhere/else`);
    assert.match(response.headers()['content-security-policy'], /default-src 'none'/);
    assert.equal(response.headers()['cross-origin-embedder-policy'], 'require-corp');
    await page.goto(here());
  });
  await sentence('what was not signed is no part of the app', async () => {
    assert.equal(await page.evaluate(async () => (await fetch('/assets/other.js')).status), 404);
  });
  await startRelay();
}

async function refusals(page) {
  const cases = [
    ['a newer release with one file changed after signing', { number: first.number + 10, after: () => add('index.html', '<!-- changed -->') }],
    ['a newer release that one person signed', { number: first.number + 10, by: holders.slice(0, 1) }],
    ['a newer release that one person signed twice', { number: first.number + 10, by: [holders[0], holders[0]] }],
    ['an older release, signed well', { number: first.number - 1, before: mark('edition older') }],
    ['another release with the same number', { before: mark('edition twin') }],
  ];
  for (const [what, how] of cases) {
    await sentence(`${what} is refused, and the one in use stays`, async () => {
      offer(how);
      assert.deepEqual(await afterCheck(page), { trouble: 'refused' });
      await page.reload();
      assert.equal(await version(page), first.number);
      assert.equal(await shown(page), 'as built');
    });
  }
}

async function newer(page) {
  await sentence('a newer release is told, and waits until the person says so', async () => {
    offer({ number: first.number + 20, version: '9.9.1', before: mark('edition two') });
    assert.deepEqual(await afterCheck(page), { update: '9.9.1' });
    await page.reload();
    assert.equal(await shown(page), 'as built');
  });
  await sentence('a page looks by itself when it loads', async () => {
    await page.evaluate(() => sessionStorage.setItem('looks', 'at the next load'));
    await page.reload();
    await until(page, () => globalThis.heard.some((word) => word.update === '9.9.1'));
    await page.evaluate(() => sessionStorage.removeItem('looks'));
  });
  await sentence('then it is there, also without a network', async () => {
    await switchOver(page, 'active');
    await stopRelay();
    await page.reload();
    assert.equal(await version(page), first.number + 20);
    assert.equal(await shown(page), 'edition two');
    await startRelay();
  });
  await sentence('the way back to the first is closed', async () => {
    offer({});
    assert.deepEqual(await afterCheck(page), { trouble: 'refused' });
    assert.equal(await shown(page), 'edition two');
  });
}

async function newWorker(page) {
  const otherWorker = () => add('sw.js', '\n// another\n');
  const renew = () => page.evaluate(() => void navigator.serviceWorker.ready.then((kept) => kept.update()).catch(() => undefined));
  await sentence('a new service worker with a changed release is turned away', async () => {
    offer({ number: first.number + 30, before: otherWorker, after: () => add('index.html', '<!-- changed -->') });
    await page.evaluate(() => (globalThis.heard.length = 0));
    await renew();
    await until(page, () => globalThis.heard.some((word) => word.trouble === 'refused'));
    assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting), null);
    assert.equal(await version(page), first.number + 20);
  });
  await sentence('a new service worker with a good release waits, and takes over when the person says so', async () => {
    offer({ number: first.number + 30, version: '9.9.2', before: () => (otherWorker(), mark('edition three')()) });
    await renew();
    await until(page, async () => (await navigator.serviceWorker.ready).waiting !== null);
    assert.equal(await shown(page), 'edition two');
    await switchOver(page, 'waiting');
    assert.equal(await shown(page), 'edition three');
  });
}

async function firstVisit(browser) {
  await sentence('a changed release is not kept at a first visit either, and the page says what is wrong', async () => {
    offer({ number: first.number + 40, after: () => add('measures.html', '<!-- changed -->') });
    const page = await newWindow(browser);
    await page.goto(here());
    await until(page, () => globalThis.heard.some((word) => word.trouble === 'refused'));
    assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
    assert.equal(await version(page), null);
  });
  await sentence('a page may ask the browser to forget all of it', async () => {
    offer({ number: first.number + 40 });
    const page = await newWindow(browser);
    await page.goto(here());
    await kept(page);
    assert.equal(await page.evaluate(async () => (await fetch('/api/clear')).status), 200);
    await until(page, async () => (await caches.keys()).length === 0);
    await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  });
}

offer({});
await startRelay();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : [] });
try {
  const page = await newWindow(browser);
  await withoutNetwork(page);
  await refusals(page);
  await newer(page);
  await newWorker(page);
  await firstVisit(browser);
  await sentence('nothing was asked of any other place', () => assert.deepEqual(others, []));
} finally {
  await browser.close();
  await finish();
}
