// A release is kept only when two of the ring signed it, it is newer, and its sums hold. The real module of the service
// worker is judged here, without its types, against signatures that the build's own module makes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import * as release from '../build/release.mjs';

const source = new URL('../src/sw/verify.ts', import.meta.url);
const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source.pathname);
const { acceptedRelease, hasSum } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

function holder(id) {
  const secret = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('hex');
  return { id, secret, key: release.publicHex(release.secretKey(secret)) };
}
const [ada, ben, cleo, stranger] = ['ada', 'ben', 'cleo', 'stranger'].map(holder);
const ring = { need: 2, keys: [ada, ben, cleo].map(({ id, key }) => ({ id, key })) };
const sum = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'; // of "test" (FIPS 180-2, any tool)
const list = (number = 7, files = { 'index.html': sum }) => new Uint8Array(release.bytesOf('1.2.3', number, files));
const signed = (bytes, ...holders) => JSON.stringify(holders.map((each) => release.signature(bytes, each)));
const accepted = (bytes, signatures, newest = -1) => acceptedRelease(bytes, signatures, ring, newest);
const refused = (reason, ...args) => assert.rejects(accepted(...args), { reason });

test('two of three who signed are enough, whichever two', async () => {
  const bytes = list();
  for (const pair of [[ada, ben], [cleo, ada], [ben, cleo], [ada, ben, cleo]]) {
    assert.equal((await accepted(bytes, signed(bytes, ...pair))).number, 7);
  }
});

test('one signature is too few', () => refused('too_few_keys', list(), signed(list(), ada)));
test('none is too few, in whatever shape', async () => {
  for (const nothing of ['[]', '', 'null', '{}', '[null, 3, "x"]', '{"length": 2}']) await refused('too_few_keys', list(), nothing);
});
test('the same key twice is one key', () => refused('too_few_keys', list(), signed(list(), ada, ada)));
test('a signature under another name of the ring is not that person\'s', () => {
  const [first] = JSON.parse(signed(list(), ada));
  return refused('too_few_keys', list(), JSON.stringify([first, { ...first, key: 'ben' }]));
});
test('a key that is not in the ring does not count', () => refused('too_few_keys', list(), signed(list(), ada, stranger)));
test('a stranger with a name of the ring does not count', () => refused('too_few_keys', list(), signed(list(), ada, { ...stranger, id: 'ben' })));
test('a cut signature does not count', () => {
  const all = JSON.parse(signed(list(), ada, ben));
  all[1].sig = all[1].sig.slice(0, -2);
  return refused('too_few_keys', list(), JSON.stringify(all));
});
test('any changed letter of the list undoes the signatures', async () => {
  const bytes = list();
  const signatures = signed(bytes, ada, ben);
  for (const at of [0, 20, 60, bytes.length - 1]) {
    const changed = bytes.slice();
    changed[at] ^= 1;
    await refused('too_few_keys', changed, signatures);
  }
});
test('a signature over the same bytes for another purpose is none', async () => {
  const { sign } = await import('node:crypto');
  const bare = [ada, ben].map(({ id, secret }) => ({ key: id, sig: sign(null, list(), release.secretKey(secret)).toString('hex') }));
  await refused('too_few_keys', list(), JSON.stringify(bare));
});
test('a ring that asks for one is still not satisfied by one', async () => {
  const lax = { ...ring, need: 1 };
  await assert.rejects(acceptedRelease(list(), signed(list(), ada), lax, -1), { reason: 'too_few_keys' });
});
test('an older or equally old release is refused, a newer one taken', async () => {
  const bytes = list(7);
  const signatures = signed(bytes, ada, ben);
  await refused('not_newer', bytes, signatures, 8);
  await refused('not_newer', bytes, signatures, 7);
  assert.equal((await accepted(bytes, signatures, 6)).version, '1.2.3');
});
test('a list that is signed and still odd is refused', async () => {
  const odd = [{}, { '../index.html': sum, 'index.html': sum }, { 'index.html': 'short' }, { 'index.html': sum, '//other.example/a.js': sum }, { 'a.js': sum }];
  for (const files of odd) await refused('malformed', list(7, files), signed(list(7, files), ada, ben));
  await refused('malformed', list(-1), signed(list(-1), ada, ben));
  const text = new TextEncoder().encode('not a list');
  await refused('malformed', text, signed(text, ada, ben));
});
test('a file with one changed byte does not have its sum', async () => {
  assert.equal(await hasSum(new TextEncoder().encode('test').buffer, sum), true);
  assert.equal(await hasSum(new TextEncoder().encode('tesu').buffer, sum), false);
});
test('the ring that the build takes cannot be satisfied by one person', () => {
  for (const bad of [{ ...ring, need: 1 }, { ...ring, need: 4 }, { need: 2, keys: [ring.keys[0], ring.keys[0]] }, { need: 2, keys: [ring.keys[0], { ...ring.keys[0], id: 'other' }] }]) {
    assert.throws(() => release.checkedRing(bad));
  }
  assert.equal(release.checkedRing(ring), ring);
});
test('the build lists every file a browser needs, sorted, and no twin', () => {
  const dist = new URL('./dist', import.meta.url).pathname;
  assert.deepEqual(release.filesOf(dist), ['assets/a.js', 'index.html']);
});
