// A release in a real browser: kept whole, served without a network, replaced by a newer signed one when the person
// says so, and by nothing else. A real relay serves a copy of web/dist. Run by `./bothy e2e release`.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '../../../web/node_modules/playwright-core/index.mjs';
import * as release from '../../../web/build/release.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dist = process.env['BOTHY_DIST'] ?? join(root, 'web/dist');
const relayProgram = join(process.env['BOTHY_BUILD'] ?? join(root, 'build/dev'), 'relay/bothy-relay');
const work = mkdtempSync(join(tmpdir(), 'bothy-release.'));
const site = join(work, 'site');
const holders = [1, 2, 3].map((n) => JSON.parse(readFileSync(join(root, `web/release/dev/development-${n}.secret.json`), 'utf8')));
const first = JSON.parse(readFileSync(join(dist, release.MANIFEST), 'utf8'));

let relay;
let port = 0;

function startRelay() {
  relay = spawn(relayProgram, ['--listen', `127.0.0.1:${port}`, '--db', join(work, 'relay.db'), '--web', site]);
  return new Promise((resolve, reject) => {
    relay.once('exit', () => reject(new Error('the relay stopped')));
    relay.stdout.on('data', (text) => {
      const said = /127\.0\.0\.1:(\d+)/.exec(String(text));
      if (said === null) return;
      port = Number(said[1]);
      resolve();
    });
  });
}

async function stopRelay() {
  relay.removeAllListeners('exit');
  const gone = new Promise((resolve) => relay.once('exit', resolve));
  relay.kill();
  await gone;
}

/** The site as built, then changed, then listed and signed anew; `after` changes it once it is signed. */
function offer({ number = first.number, version = first.version, by = holders.slice(0, 2), before = () => {}, after = () => {} }) {
  cpSync(dist, site, { recursive: true });
  before();
  const bytes = release.bytesOf(version, number, release.sumsOf(site));
  writeFileSync(join(site, release.MANIFEST), bytes);
  writeFileSync(join(site, release.SIGNATURES), JSON.stringify(by.map((holder) => release.signature(bytes, holder))));
  after();
}

/** Adds words to a file of the site; its packed twins go, for they would be served instead. */
function add(name, words) {
  for (const twin of ['.gz', '.br']) rmSync(join(site, name + twin), { force: true });
  appendFileSync(join(site, name), words);
}
const mark = (words) => () => add('measures.html', `<!-- ${words} -->\n`);

const here = () => `http://localhost:${port}`;
const others = [];

async function newWindow(browser) {
  const page = await (await browser.newContext()).newPage();
  page.on('request', (request) => request.url().startsWith(here()) || others.push(request.url()));
  await page.addInitScript(() => {
    globalThis.heard = [];
    navigator.serviceWorker.addEventListener('message', ({ data }) => globalThis.heard.push(data));
  });
  return page;
}

/** Asks the page again and again, for fifteen seconds; a promise counts by what it becomes. */
async function until(page, holds) {
  for (const end = Date.now() + 15_000; !(await page.evaluate(holds)); await page.waitForTimeout(50)) {
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
    (await navigator.serviceWorker.ready).active.postMessage({ do: 'check' });
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

let passed = 0;
let failed = 0;
async function sentence(text, work) {
  try {
    await work();
    passed += 1;
    console.log(`  ok: ${text}`);
  } catch (error) {
    failed += 1;
    console.log(`  NOT SO: ${text}\n${error.stack}`);
  }
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
  await stopRelay();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
