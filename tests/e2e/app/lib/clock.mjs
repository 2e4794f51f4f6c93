// A clock that always begins at the same hour of the same day, in pages and in workers: a copy of the app whose worker is
// told so, and a script for pages. Nothing else of the app is changed. Called by the journeys that take pictures.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Tuesday morning, a few days after the help lines were gathered. */
export const BEGIN_MS = Date.UTC(2026, 10, 24, 10, 0, 0);

// It goes on from there as real time does, so that no device sees another's clock stand still or run back.
const shift = BEGIN_MS - Date.now();
export const clockScript = `{
  const Real = Date;
  const now = () => Real.now() + ${shift};
  globalThis.Date = class extends Real {
    constructor(...parts) { super(...(parts.length === 0 ? [now()] : parts)); }
    static now() { return now(); }
  };
}
`;

/** Lets a house serve a copy of the app whose worker has this clock. Such a copy fits no signature: keep service workers off. */
export function keepTime(house) {
  const copy = join(house.work, 'site');
  cpSync(house.dist, copy, { recursive: true });
  const assets = join(copy, 'assets');
  for (const name of readdirSync(assets).filter((file) => /^worker-.*\.js$/.test(file))) {
    for (const twin of ['.gz', '.br']) rmSync(join(assets, name + twin), { force: true });
    writeFileSync(join(assets, name), clockScript + readFileSync(join(assets, name), 'utf8'));
  }
  house.dist = copy;
}
