// Pictures of screens beside those that are kept: the same, another, missing, or one too many. With BOTHY_UPDATE=1 what
// differs is kept anew. It takes no picture itself. Called by screens.mjs.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from './png.mjs';
import { root } from './house.mjs';

// A pixel is another when one of its channels is further off than this: a palette is mostly off by 7 at most, an edge drawn on
// another processor by a few, and the faintest line of the app stands out from its ground by 30.
const APART = 24;
// A word that changed is less than the part of a picture that edges may take, but much of the small square it stands in.
const MOST_SHARE = 0.002;
const SQUARE = 16;
const MOST_IN_SQUARE = 26; // of 256
const PALE = 3; // what is alike is shown at a third of its ink

const kept = join(root, 'tests/e2e/screens');
const out = join(root, 'build/screens');
export const updates = process.env['BOTHY_UPDATE'] === '1';

/** What two pictures of one size differ in: how many pixels, the fullest square, and a picture of it. */
export function difference(one, other) {
  const { width, height } = one;
  const across = Math.ceil(width / SQUARE);
  const squares = new Uint16Array(across * Math.ceil(height / SQUARE));
  const rgb = Buffer.alloc(one.rgb.length);
  let count = 0;
  for (let at = 0, pixel = 0; at < rgb.length; at += 3, pixel += 1) {
    const off = Math.max(Math.abs(one.rgb[at] - other.rgb[at]), Math.abs(one.rgb[at + 1] - other.rgb[at + 1]), Math.abs(one.rgb[at + 2] - other.rgb[at + 2]));
    if (off > APART) {
      count += 1;
      squares[Math.floor(pixel / width / SQUARE) * across + Math.floor((pixel % width) / SQUARE)] += 1;
      rgb[at] = 255;
    } else for (let c = 0; c < 3; c += 1) rgb[at + c] = 255 - (255 - one.rgb[at + c]) / PALE;
  }
  return { count, fullest: squares.reduce((most, n) => Math.max(most, n), 0), picture: { width, height, rgb } };
}

/** Undefined when they are alike, else what is wrong in words, with a picture of it where there can be one. */
export function compared(golden, taken) {
  if (golden.width !== taken.width || golden.height !== taken.height) {
    return { says: `it is ${taken.width} x ${taken.height} now and was ${golden.width} x ${golden.height}` };
  }
  const { count, fullest, picture } = difference(golden, taken);
  if (count / (taken.width * taken.height) <= MOST_SHARE && fullest <= MOST_IN_SQUARE) return undefined;
  return { says: `${count} pixels differ, ${fullest} of 256 in the fullest square`, picture };
}

export class Pictures {
  seen = new Set();
  changed = [];

  constructor() {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    if (updates) mkdirSync(kept, { recursive: true });
  }

  /** Compares a picture (PNG bytes) with the one kept under this name. Throws with the reason when it is another. */
  check(name, bytes) {
    if (this.seen.has(name)) throw new Error(`two screens are called ${name}`);
    this.seen.add(name);
    const path = join(kept, `${name}.png`);
    const taken = decode(bytes);
    const wrong = existsSync(path) ? compared(decode(readFileSync(path)), taken) : { says: 'none is kept yet' };
    if (wrong === undefined) return;
    if (updates) {
      const small = encode(taken);
      if (compared(decode(small), taken) !== undefined) throw new Error(`${name} has too many colours to be kept`);
      writeFileSync(path, small);
      this.changed.push(name);
      return;
    }
    writeFileSync(join(out, `${name}.png`), encode(taken));
    if (wrong.picture !== undefined) writeFileSync(join(out, `${name}.differs.png`), encode(wrong.picture));
    throw new Error(`${name}: ${wrong.says}; it lies in build/screens/`);
  }

  /** The kept pictures that no screen asked for. With BOTHY_UPDATE=1 they go. */
  surplus() {
    const names = existsSync(kept) ? readdirSync(kept).map((file) => file.replace(/\.png$/, '')) : [];
    const left = names.filter((name) => !this.seen.has(name));
    if (updates) for (const name of left) rmSync(join(kept, `${name}.png`));
    return updates ? [] : left;
  }

  /** How many are kept and how many bytes they are. */
  size() {
    const files = existsSync(kept) ? readdirSync(kept) : [];
    return { files: files.length, bytes: files.reduce((sum, file) => sum + readFileSync(join(kept, file)).length, 0) };
  }
}
