// CC-29: what stands outside the locked app names no couple: manifests, titles, icons, file names, downloads, what is handed
// to a share sheet, names of stores and caches. The two other names change title and manifest, and the plain page of the
// way out names nothing of Bothy. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import * as steps from './lib/steps.mjs';

const COUPLE = /partner|couple|relation|marri|spouse|husband|wife|wives|boyfriend|girlfriend|dating|romance|intima|sweetheart|\blov(e|ing)|\bpair|for two|the two of|together|\bours?\b|abuse|shelter/i;
const BOTHY = /bothy|shelter|\bhut\b|\bnotes\b|webmanifest|icon\.svg|passphrase/i;
const must = { must: true };
const plain = (text, where) => assert.doesNotMatch(text, COUPLE, where);

function filesOf(dist, at = dist) {
  return readdirSync(at, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? filesOf(dist, join(at, one.name)) : [relative(dist, join(at, one.name))]));
}

async function served(house) {
  const files = filesOf(house.dist);
  assert.ok(files.length > 20);
  for (const name of files) plain(name, 'a file name');
  const html = await (await fetch(`${house.address}/`)).text();
  const head = html.slice(0, html.indexOf('<body'));
  plain(head.replace(/<!--.*?-->/gs, ''), 'the head of the page');
  for (const [, name] of html.matchAll(/<title>(.*?)<\/title>/g)) assert.equal(name, 'Bothy');
  const icons = new Set();
  for (const name of ['bothy', 'notes', 'hut']) {
    const text = await (await fetch(`${house.address}/${name}.webmanifest`)).text();
    plain(text, `${name}.webmanifest`);
    const manifest = JSON.parse(text);
    assert.equal(manifest.name.toLowerCase(), name);
    assert.equal(manifest.short_name, manifest.name);
    assert.deepEqual(Object.keys(manifest).filter((key) => ['description', 'categories', 'shortcuts', 'screenshots', 'share_target'].includes(key)), []);
    for (const { src } of manifest.icons) icons.add(src);
  }
  for (const src of ['/icon.svg', ...icons]) plain((await (await fetch(house.address + src)).text()).replace(/[^\x20-\x7e]/g, ''), src);
  console.log(`      ${files.length} file names, 3 manifests, ${icons.size + 1} icons`);
}

function noNotices(dist) {
  const scripts = filesOf(dist).filter((name) => name.endsWith('.js'));
  assert.ok(scripts.length >= 4);
  for (const name of scripts) assert.doesNotMatch(readFileSync(join(dist, name), 'utf8'), /showNotification|new Notification|pushManager|setAppBadge|requestPermission/, name);
}

async function plainPage(house) {
  for (const name of ['measures.html', 'measures.css', 'measures.js', 'measures.svg']) {
    const response = await fetch(`${house.address}/${name}`);
    const text = await response.text();
    assert.ok(response.ok && text.length > 100, name);
    assert.doesNotMatch(text, BOTHY, name);
    plain(text, name);
  }
}

async function otherNames(person) {
  for (const name of ['Notes', 'Hut', 'Bothy', 'Notes']) {
    await person.tap('Me');
    await person.tap('Settings');
    await person.tap('/^How it looks/');
    await person.choose(name);
    const worn = () => person.page.evaluate("[document.title, document.querySelector('link[rel=manifest]').getAttribute('href')]");
    await person.until(`document.title === ${JSON.stringify(name)}`);
    assert.deepEqual(await worn(), [name, `/${name.toLowerCase()}.webmanifest`]);
    await person.go();
    await person.sees('Could I be myself');
    assert.deepEqual(await worn(), [name, `/${name.toLowerCase()}.webmanifest`], 'after loading anew');
  }
  for (const place of ['Today', 'Talk', 'Us', 'Me', 'Shelter']) {
    await person.tap(place);
    assert.equal(await person.page.evaluate('document.title'), 'Notes');
  }
}

async function stores(person) {
  const names = await person.page.evaluate(`(async () => [...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys()), ...Object.keys(localStorage), ...Object.keys(sessionStorage),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope, active }) => new URL(scope).pathname + ' ' + new URL(active.scriptURL).pathname)])()`);
  for (const name of names) plain(name, 'a store');
  assert.ok(names.includes('/ /sw.js') && names.length >= 5, names.join(', '));
  console.log(`      stores: ${names.join(', ')}`);
}

async function downloads(person) {
  await steps.openRoom(person);
  await person.tap('Settings');
  await person.tap('/^Save a copy/');
  for (const ending of ['json', 'csv']) {
    if (ending === 'csv') await person.choose('/[Tt]able|[Ss]preadsheet/');
    const [download] = await Promise.all([person.page.waitForEvent('download'), person.tap('Save the file')]);
    assert.match(download.suggestedFilename(), new RegExp(`^notes-\\d{4}-\\d\\d-\\d\\d\\.${ending}$`));
  }
}

async function shareSheet(person) {
  await person.page.evaluate('navigator.share = async (what) => { globalThis.handed = what; }; navigator.canShare = () => true');
  await steps.makeLink(person);
  await person.tap('Send it');
  const handed = await person.page.evaluate('globalThis.handed');
  assert.deepEqual(Object.keys(handed), ['url']);
  plain(handed.url.split('#')[0], 'what is handed over');
}

await journey(async (house, meet) => {
  await sentence('file names, manifests, titles and icons name no couple', () => served(house));
  await sentence('there is no notification, no push and no badge in any script', () => noNotices(house.dist));
  await sentence('the plain page names nothing of Bothy, nor do its style, its script and its icon', () => plainPage(house));
  const ana = await meet(inChromium, 'ana', house.address);
  await sentence('a home is open', () => steps.newHome(ana), must);
  await sentence('Notes and Hut change the title and the manifest, on every place and after loading anew', () => otherNames(ana));
  await sentence('names of stores, caches and of the service worker name no couple', () => stores(ana));
  await sentence('a copy is saved as notes', () => downloads(ana));
  await sentence('a share sheet is handed the address alone', () => shareSheet(ana));
});
