// The last step of `vite build`: the service worker, the list of files with their sums, packed twins for the relay.
// With the development ring it signs too; with any other ring people do (sign.mjs). Called by vite.config.ts.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import * as release from './release.mjs';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const PACKED = /\.(html|css|js|json|wasm|svg|webmanifest|txt)$/;
const LARGE = 1024; // below a packet there is nothing to gain
const isList = (path) => path === release.MANIFEST || path === release.SIGNATURES;

/** One classic script with the public keys inside. */
async function buildServiceWorker(dist, ring) {
  await build({
    configFile: false,
    root: web,
    publicDir: false,
    logLevel: 'warn',
    define: { __RELEASE_RING__: JSON.stringify(ring) },
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(web, 'src/sw/sw.ts'), output: { format: 'iife', entryFileNames: 'sw.js' } },
    },
  });
}

/** Seconds, so that each build is newer than the one before; SOURCE_DATE_EPOCH makes it the same for every builder. */
function numberFor(files, before) {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  if (epoch !== undefined && epoch !== '') return Number.parseInt(epoch, 10);
  const same = before !== null && JSON.stringify(before.files) === JSON.stringify(files);
  return same ? before.number : Math.max(Math.floor(Date.now() / 1000), (before?.number ?? 0) + 1);
}

/** Signatures by those development keys that the ring knows; none for a ring of people. */
function developmentSignatures(bytes, ring) {
  const folder = join(web, 'release/dev');
  const holders = readdirSync(folder).filter((name) => name.endsWith('.secret.json')).sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const known = holders.filter((holder) => ring.keys.some(({ id, key }) => id === holder.id && key === release.publicHex(release.secretKey(holder.secret))));
  return known.slice(0, ring.need).map((holder) => release.signature(bytes, holder));
}

async function packOne(path) {
  const bytes = readFileSync(path);
  if (bytes.length < LARGE) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const [gz, br] = await Promise.all([promisify(gzip)(bytes, { level: 9 }), promisify(brotliCompress)(bytes, { params })]);
  writeFileSync(`${path}.gz`, gz);
  writeFileSync(`${path}.br`, br);
}

async function finishRelease(dist, before) {
  const ring = release.readRing(process.env['BOTHY_RELEASE_RING'] ?? join(web, 'release/keys.json'));
  await buildServiceWorker(dist, ring);
  const { version } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
  const files = release.sumsOf(dist);
  const number = numberFor(files, before);
  const bytes = release.bytesOf(version, number, files);
  const signatures = developmentSignatures(bytes, ring);
  writeFileSync(join(dist, release.MANIFEST), bytes);
  writeFileSync(join(dist, release.SIGNATURES), JSON.stringify(signatures) + '\n');
  await Promise.all([...Object.keys(files), 'robots.txt'].filter((path) => PACKED.test(path) && !isList(path) && existsSync(join(dist, path))).map((path) => packOne(join(dist, path))));
  const by = signatures.length > 0 ? `signed with development keys (${signatures.map(({ key }) => key).join(', ')})` : 'not signed yet';
  console.log(`release: version ${version}, number ${number}, ${Object.keys(files).length} files, ${by}`);
}

/** The plugin. A development build (dist-dev) stays without worker and list. */
export function finish() {
  let dist = '';
  let before = null;
  let wanted = false;
  return {
    name: 'bothy-finish',
    apply: 'build',
    configResolved(config) {
      wanted = config.mode !== 'development';
      dist = resolve(config.root, config.build.outDir);
      const old = join(dist, release.MANIFEST);
      if (existsSync(old)) before = JSON.parse(readFileSync(old, 'utf8'));
    },
    writeBundle: { order: 'post', sequential: true, handler: () => (wanted ? finishRelease(dist, before) : undefined) },
  };
}
