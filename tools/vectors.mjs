// Checks every vector of tests/vectors through the WebAssembly build, and Wycheproof's where the reference data folder is
// present: each must give what the native build gives. `node tools/vectors.mjs [module] [folder] [--digest FROM COUNT]`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openModule } from './wasm_host.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const WYCHEPROOF = { xchacha20_poly1305: 315, ed25519: 151, x25519: 518 };

class Checker {
  constructor(exports) {
    this.exports = exports;
  }

  /** The outcome of one vector and the short hash of what came out. */
  check(vector) {
    const text = new TextEncoder().encode(JSON.stringify(vector));
    const at = this.exports.bothy_vectors_alloc(text.length + 1);
    new Uint8Array(this.exports.memory.buffer, at, text.length).set(text);
    const out = this.exports.bothy_vectors_check(at, text.length);
    this.exports.bothy_vectors_free(at);
    const memory = new Uint8Array(this.exports.memory.buffer);
    const answer = new TextDecoder().decode(memory.slice(out, memory.indexOf(0, out)));
    this.exports.bothy_vectors_free(out);
    const [name, gives] = answer.split(' ');
    return { name, gives };
  }
}

function ownVectors(folder) {
  const all = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
    for (const vector of JSON.parse(readFileSync(path.join(folder, file), 'utf8'))) {
      all.push({ where: `${file}: ${vector.name}`, vector, expect: vector.expect, gives: vector.gives ?? '' });
    }
  }
  return all;
}

// A zero shared secret must be refused, although Wycheproof calls it acceptable.
function wycheproof(kind, shared) {
  const file = JSON.parse(readFileSync(path.join(shared, `wycheproof_${kind}_test.json`), 'utf8'));
  const all = [];
  for (const group of file.testGroups) {
    for (const test of group.tests) {
      const good = test.result !== 'invalid' && !test.flags.includes('ZeroSharedSecret');
      const vector = { ...test, kind, bytes: '', pk: group.publicKey?.pk };
      all.push({ where: `wycheproof ${kind} ${test.tcId}`, vector, expect: good ? 'ok' : 'bad_seal' });
    }
  }
  if (all.length !== WYCHEPROOF[kind]) throw new Error(`wycheproof ${kind}: ${all.length} tests, not ${WYCHEPROOF[kind]}`);
  return all;
}

function run(checker, name, tests) {
  let failed = 0;
  for (const { where, vector, expect, gives } of tests) {
    const verdict = checker.check(vector);
    if (verdict.name === expect && (gives === undefined || verdict.gives === gives)) continue;
    failed += 1;
    console.log(`${where}: expected ${expect} ${gives ?? ''}, got ${verdict.name} ${verdict.gives}`);
  }
  console.log(`vectors in wasm, ${name}:`);
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  return failed;
}

const args = process.argv.slice(2);
const digest = args.indexOf('--digest');
const [modulePath = path.join(root, 'build/wasm/bothy-vectors.wasm'), folder = path.join(root, 'tests/vectors')] =
  digest < 0 ? args : args.slice(0, digest);
const checker = new Checker(await openModule(modulePath));
if (digest >= 0) {
  const [from, cases] = args.slice(digest + 1).map(Number);
  console.log(checker.check({ kind: 'differential', bytes: '', from, cases }).gives);
} else {
  let failed = run(checker, 'own', ownVectors(folder));
  const shared = path.join(process.env.BOTHY_SHARED ?? path.join(root, '../shared'), 'data/vectors');
  if (existsSync(shared)) {
    for (const kind of Object.keys(WYCHEPROOF)) failed += run(checker, `wycheproof ${kind}`, wycheproof(kind, shared));
  } else {
    console.log('vectors in wasm: the reference data folder is not here; Wycheproof was not run');
  }
  process.exitCode = failed === 0 ? 0 : 1;
}
