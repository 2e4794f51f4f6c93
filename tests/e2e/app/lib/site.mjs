// What a journey of releases stands on: a relay that serves a copy of web/dist, and sentences that are counted.
// No browser here. Used by the scripts beside this folder, not run alone.
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as release from '../../../../web/build/release.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const dist = process.env['BOTHY_DIST'] ?? join(root, 'web/dist');
const program = join(process.env['BOTHY_BUILD'] ?? join(root, 'build/dev'), 'relay/bothy-relay');
const work = mkdtempSync(join(tmpdir(), 'bothy-release.'));
const site = join(work, 'site');

export const holders = [1, 2, 3].map((n) => JSON.parse(readFileSync(join(root, `web/release/dev/development-${n}.secret.json`), 'utf8')));
/** The list of the release as built. */
export const first = JSON.parse(readFileSync(join(dist, release.MANIFEST), 'utf8'));

let relay;
let port = 0;
export const here = () => `http://localhost:${port}`;

export function startRelay() {
  relay = spawn(program, ['--listen', `127.0.0.1:${port}`, '--db', join(work, 'relay.db'), '--web', site]);
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

export async function stopRelay() {
  relay.removeAllListeners('exit');
  const gone = new Promise((resolve) => relay.once('exit', resolve));
  relay.kill();
  await gone;
}

let offers = 0;

/**
 * The site as built, then changed, then listed and signed anew; `after` changes it once it is signed. Each differs in
 * index.html: a look that began under one offer and ends under the next finds neither of them whole. `{}` is as built.
 */
export function offer(how) {
  const { number = first.number, version = first.version, by = holders.slice(0, 2), before = () => {}, after = () => {} } = how;
  cpSync(dist, site, { recursive: true });
  offers += 1;
  if (Object.keys(how).length > 0) add('index.html', `<!-- offer ${offers} -->\n`);
  before();
  const bytes = release.bytesOf(version, number, release.sumsOf(site));
  writeFileSync(join(site, release.MANIFEST), bytes);
  writeFileSync(join(site, release.SIGNATURES), JSON.stringify(by.map((holder) => release.signature(bytes, holder))));
  after();
}

/** Adds words to a file of the site; its packed twins go, for they would be served instead. */
export function add(name, words) {
  for (const twin of ['.gz', '.br']) rmSync(join(site, name + twin), { force: true });
  appendFileSync(join(site, name), words);
}

let passed = 0;
let failed = 0;

export async function sentence(text, holds) {
  try {
    await holds();
    passed += 1;
    console.log(`  ok: ${text}`);
  } catch (error) {
    failed += 1;
    console.log(`  NOT SO: ${text}\n${error.stack}`);
  }
}

/** Ends the relay, clears up, says the count. */
export async function finish() {
  await stopRelay();
  rmSync(work, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
