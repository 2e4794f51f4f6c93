// A relay of one's own that serves the app, and the sentences a journey checks. Used by every journey of the app.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../..', import.meta.url));
export const build = process.env['BOTHY_BUILD'] ?? join(root, 'build/dev');
export const shared = process.env['BOTHY_SHARED'] ?? join(root, '../shared');
/** Where a program of the lab lies. */
export const lab = (name) => join(build, 'lab', name);
export const cli = join(build, 'cli/bothy-cli');

export class House {
  work = mkdtempSync(join(tmpdir(), 'bothy-app.'));
  dist = process.env['BOTHY_DIST'] ?? join(root, 'web/dist');
  #relay;
  #port = 0;

  get address() {
    return `http://localhost:${this.#port}`;
  }

  /** Starts the relay; again on the same port, when it had one. */
  start() {
    const program = join(build, 'relay/bothy-relay');
    this.#relay = spawn(program, ['--listen', `127.0.0.1:${this.#port}`, '--db', join(this.work, 'relay.db'), '--web', this.dist]);
    return new Promise((resolve, reject) => {
      this.#relay.once('error', reject);
      this.#relay.once('exit', () => reject(new Error('the relay stopped')));
      this.#relay.stdout.on('data', (text) => {
        const said = /127\.0\.0\.1:(\d+)/.exec(String(text));
        if (said === null) return;
        this.#port = Number(said[1]);
        resolve();
      });
    });
  }

  async stop() {
    if (this.#relay === undefined) return;
    this.#relay.removeAllListeners('exit');
    const gone = new Promise((resolve) => this.#relay.once('exit', resolve));
    this.#relay.kill();
    await gone;
  }

  async leave() {
    await this.stop();
    rmSync(this.work, { recursive: true, force: true });
  }
}

const count = { passed: 0, failed: 0 };

/** One sentence that holds or does not. A journey goes on after one that does not, unless `must`. */
export async function sentence(text, work, { must = false } = {}) {
  try {
    await work();
    count.passed += 1;
    console.log(`  ok: ${text}`);
  } catch (error) {
    count.failed += 1;
    console.log(`  NOT SO: ${text}\n${String(error.stack).replace(/^/gm, '      ')}`);
    if (must) throw error;
  }
}

/** Runs a journey with a relay, closes everything, prints the count and sets the exit status. `prepare` sees the house before it opens. */
export async function journey(walk, { prepare = () => {} } = {}) {
  const house = new House();
  const people = [];
  const meet = async (how, ...rest) => {
    const person = await how(...rest);
    people.push(person);
    return person;
  };
  try {
    prepare(house);
    await house.start();
    await walk(house, meet);
  } catch (error) {
    if (count.failed === 0) count.failed += 1;
    console.log(`the journey ended early: ${error.stack}`);
  }
  for (const person of people) await person.close().catch(() => undefined);
  await house.leave();
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 && count.passed > 0 ? 0 : 1;
}
