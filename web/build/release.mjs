// What a signed release is: the list of files with their sums, its exact bytes, signatures by two of three people.
// No key is kept here and nothing is uploaded. Used by finish.mjs (the build), sign.mjs (people) and the tests.
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Stands before the signed bytes, so that a signature made for something else is none for a release. */
export const CONTEXT = Buffer.from('BTYrelse');
export const MANIFEST = 'release.json';
export const SIGNATURES = 'release.sig.json';

// RFC 8410: what stands before 32 bytes of Ed25519 in PKCS #8 and in SubjectPublicKeyInfo.
const SECRET_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

// Packed twins, source maps, the list itself, and what only machines ask the host for.
const LEFT_OUT = /\.(gz|br|map)$|^release(\.sig)?\.json$|^robots\.txt$|^\./;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const signedBytes = (bytes) => Buffer.concat([CONTEXT, bytes]);

export const secretKey = (hex) =>
  createPrivateKey({ key: Buffer.concat([SECRET_HEAD, Buffer.from(hex, 'hex')]), format: 'der', type: 'pkcs8' });
const publicKey = (hex) =>
  createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, Buffer.from(hex, 'hex')]), format: 'der', type: 'spki' });
export const publicHex = (secret) => createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

/** Every path of a folder that a browser needs without a network, sorted, with forward slashes. */
export function filesOf(dist) {
  const all = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1).replaceAll('\\', '/'));
  return paths.filter((path) => !LEFT_OUT.test(path)).sort();
}

export function sumsOf(dist) {
  return Object.fromEntries(filesOf(dist).map((path) => [path, sha256(readFileSync(join(dist, path)))]));
}

/** The one way to write a release down: keys in this order, paths sorted, one line end. */
export function bytesOf(version, number, files) {
  return Buffer.from(JSON.stringify({ format: 1, version, number, files }, null, 1) + '\n');
}

/** Errors: a ring that one person alone could satisfy, or that names somebody twice. */
export function checkedRing(ring) {
  const distinct = (what) => new Set(ring.keys.map((each) => each[what])).size === ring.keys.length;
  if (!Number.isInteger(ring.need) || ring.need < 2 || ring.need > ring.keys.length) throw new Error('a release needs at least two keys, and no more than there are');
  if (!distinct('id') || !distinct('key')) throw new Error('a key or a name stands twice in the ring');
  if (!ring.keys.every(({ id, key }) => /^[a-z0-9-]{1,32}$/.test(id) && /^[0-9a-f]{64}$/.test(key))) throw new Error('a key of the ring is malformed');
  return ring;
}

export function readRing(path) {
  return checkedRing(JSON.parse(readFileSync(path, 'utf8')));
}

/** One signature, in the shape of release.sig.json. `holder` is what a key file holds. */
export function signature(bytes, holder) {
  return { key: holder.id, sig: sign(null, signedBytes(bytes), secretKey(holder.secret)).toString('hex') };
}

/** The ids of the ring whose signature under `bytes` is good, each once. */
export function signers(bytes, signatures, ring) {
  const good = ({ id, key }) => signatures.some((each) => each.key === id && verify(null, signedBytes(bytes), publicKey(key), Buffer.from(each.sig, 'hex')));
  return ring.keys.filter(good).map(({ id }) => id);
}

/** What in a folder is not as its list says: paths that differ, are missing or are not listed. */
export function differences(dist, listed) {
  const found = sumsOf(dist);
  return [...new Set([...Object.keys(found), ...Object.keys(listed)])].filter((path) => found[path] !== listed[path]).sort();
}
