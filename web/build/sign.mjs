#!/usr/bin/env node
// Makes release keys, signs a release, checks one. A secret key is read from the file that is named and from nowhere else.
// Called by the people who hold the keys, as docs/release.md says.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as release from './release.mjs';

const HELP = `sign.mjs make ID FILE            a new key: the secret into FILE, its public line onto the screen
sign.mjs sign DIST FILE [RING]   adds your signature to DIST, after checking every file in it
sign.mjs verify DIST [RING]      says who signed DIST and whether that is enough
RING is a file like web/release/keys.json, which is the one meant when none is named.`;

const ownRing = join(dirname(fileURLToPath(import.meta.url)), '../release/keys.json');

function stop(text) {
  console.error(text);
  process.exit(1);
}

function make(id, file) {
  if (!/^[a-z0-9-]{1,32}$/.test(id ?? '') || file === undefined) stop(HELP);
  if (existsSync(file)) stop(`${file} is there already; a key is never written over.`);
  const pair = generateKeyPairSync('ed25519');
  const secret = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('hex');
  writeFileSync(file, JSON.stringify({ id, secret }) + '\n', { mode: 0o600, flag: 'wx' });
  console.log(`The secret is in ${file}. Keep it off every host; make one copy on paper or on a stick in a drawer.`);
  console.log(`For the ring: ${JSON.stringify({ id, key: release.publicHex(pair.privateKey) })}`);
}

/** The list of a folder, once every file in the folder is as the list says. */
function checked(dist) {
  const bytes = readFileSync(join(dist, release.MANIFEST));
  const list = JSON.parse(bytes);
  const odd = release.differences(dist, list.files);
  if (odd.length > 0) stop(`Not signed, not accepted: these differ from ${release.MANIFEST}:\n  ${odd.join('\n  ')}`);
  console.log(`Version ${list.version}, number ${list.number}, ${Object.keys(list.files).length} files, all as listed.`);
  console.log(`sha-256 of ${release.MANIFEST}: ${createHash('sha256').update(bytes).digest('hex')}`);
  return bytes;
}

const signaturesOf = (dist) => {
  const path = join(dist, release.SIGNATURES);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
};

function tell(bytes, signatures, ring) {
  const names = release.signers(bytes, signatures, ring);
  console.log(`Signed by ${names.join(', ') || 'nobody of the ring'}; ${ring.need} of ${ring.keys.length} are needed.`);
  if (ring.development === true) console.log('These are DEVELOPMENT keys. Their secrets are public; they protect nobody on a public host.');
  return names.length >= ring.need;
}

function signDist(dist, file, ringPath = ownRing) {
  if (dist === undefined || file === undefined) stop(HELP);
  const ring = release.readRing(ringPath);
  const holder = JSON.parse(readFileSync(file, 'utf8'));
  const key = release.publicHex(release.secretKey(holder.secret));
  if (!ring.keys.some((each) => each.id === holder.id && each.key === key)) stop(`The key "${holder.id}" is not in the ring ${ringPath}.`);
  const bytes = checked(dist);
  const others = signaturesOf(dist).filter((each) => each.key !== holder.id);
  const signatures = [...others, release.signature(bytes, holder)];
  writeFileSync(join(dist, release.SIGNATURES), JSON.stringify(signatures) + '\n');
  tell(bytes, signatures, ring);
}

function verifyDist(dist, ringPath = ownRing) {
  if (dist === undefined) stop(HELP);
  const bytes = checked(dist);
  if (!tell(bytes, signaturesOf(dist), release.readRing(ringPath))) process.exit(1);
}

const [, , command, ...rest] = process.argv;
if (command === 'make') make(...rest);
else if (command === 'sign') signDist(...rest);
else if (command === 'verify') verifyDist(...rest);
else stop(HELP);
