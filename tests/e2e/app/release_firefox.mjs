// The second engine keeps the app too, and refuses what the first refuses. The whole list of refusals is in release.mjs.
// A real relay serves a copy of web/dist. Run by `./bothy e2e release_firefox`.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { add, finish, first, here, offer, sentence, startRelay, stopRelay } from './lib/site.mjs';

const packages = createRequire(new URL('../../../web/package.json', import.meta.url));
const { default: puppeteer } = await import(packages.resolve('puppeteer-core'));

async function until(page, holds) {
  for (const end = Date.now() + 60_000; !(await page.evaluate(holds)); await new Promise((next) => setTimeout(next, 50))) {
    if (Date.now() > end) throw new Error(`it never came to this: ${holds}`);
  }
}
const inUse = (page) => page.evaluate(async () => (await (await (await caches.open('slip')).match('/slip'))?.json())?.current ?? null);

async function heardAfterCheck(page) {
  await page.evaluate(async () => {
    globalThis.heard = [];
    navigator.serviceWorker.addEventListener('message', ({ data }) => globalThis.heard.push(data));
    (await navigator.serviceWorker.ready).active.postMessage({ do: 'check' });
  });
  await until(page, () => globalThis.heard.length > 0);
  return page.evaluate(() => globalThis.heard[0]);
}

async function journey(page) {
  await sentence('Firefox keeps the app at the first visit, and loads it when the relay is gone', async () => {
    await page.goto(here());
    await until(page, () => navigator.serviceWorker.controller !== null);
    await stopRelay();
    await page.reload();
    await until(page, () => document.querySelector('#app')?.children.length > 0);
    await page.goto(`${here()}/measures.html`);
    assert.equal(await page.title(), 'Kitchen measures');
    await startRelay();
  });
  await sentence('it refuses a newer release with one changed file', async () => {
    offer({ number: first.number + 10, after: () => add('index.html', '<!-- changed -->') });
    await page.goto(here());
    assert.deepEqual(await heardAfterCheck(page), { trouble: 'refused' });
    assert.equal(await inUse(page), first.number);
  });
  await sentence('it tells of one that is signed well, and keeps the one in use until told', async () => {
    offer({ number: first.number + 20, version: '9.9.1' });
    await page.reload();
    assert.deepEqual(await heardAfterCheck(page), { update: '9.9.1' });
    assert.equal(await inUse(page), first.number);
  });
}

offer({});
await startRelay();
const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true });
try {
  await journey(await browser.newPage());
} finally {
  await browser.close();
  await finish();
}
