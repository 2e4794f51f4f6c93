// PNG, as much of it as pictures of screens need: reads 8 bit truecolour and palettes, writes a small palette picture.
// Nothing here knows what a picture shows. Called by pictures.mjs.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const MAGIC = Buffer.from('89504e470d0a1a0a', 'hex');
const GREY = 0;
const TRUECOLOUR = 2;
const PALETTE = 3;
const TRUECOLOUR_ALPHA = 6;
const CHANNELS = { [GREY]: 1, [TRUECOLOUR]: 3, [PALETTE]: 1, [TRUECOLOUR_ALPHA]: 4 };
const MOST_COLOURS = 256; // what a palette holds
const FINE_TO_COARSE = [6, 5]; // bits of a channel that tell one colour from another

// --- reading -------------------------------------------------------------------

function chunksOf(bytes) {
  if (!bytes.subarray(0, 8).equals(MAGIC)) throw new Error('this is no PNG');
  const chunks = { IDAT: [] };
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') chunks.IDAT.push(body);
    else chunks[name] = body;
    at += 12 + length;
  }
  return chunks;
}

const near = (left, up, corner) => {
  const guess = left + up - corner;
  const [dl, du, dc] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return dl <= du && dl <= dc ? left : du <= dc ? up : corner;
};

// Takes back, line by line, what the writer subtracted.
function unfiltered(raw, stride, step, height) {
  const out = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row += 1) {
    const kind = raw[row * (stride + 1)];
    const line = row * stride;
    for (let i = 0; i < stride; i += 1) {
      const left = i >= step ? out[line + i - step] : 0;
      const up = row > 0 ? out[line + i - stride] : 0;
      const corner = i >= step && row > 0 ? out[line + i - stride - step] : 0;
      const guess = [0, left, up, (left + up) >> 1, kind === 4 ? near(left, up, corner) : 0][kind];
      out[line + i] = raw[row * (stride + 1) + 1 + i] + guess;
    }
  }
  return out;
}

/** A picture as `{ width, height, rgb }`, three bytes for each pixel. Transparency is not looked at. */
export function decode(bytes) {
  const { IHDR, PLTE, IDAT } = chunksOf(bytes);
  const [width, height, depth, kind, interlaced] = [IHDR.readUInt32BE(0), IHDR.readUInt32BE(4), IHDR[8], IHDR[9], IHDR[12]];
  const channels = CHANNELS[kind];
  if (depth !== 8 || interlaced !== 0 || channels === undefined) throw new Error(`a PNG of another kind: depth ${depth}, colours ${kind}`);
  const plain = unfiltered(inflateSync(Buffer.concat(IDAT)), width * channels, channels, height);
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * channels;
    for (let c = 0; c < 3; c += 1) rgb[pixel * 3 + c] = kind === PALETTE ? PLTE[plain[at] * 3 + c] : plain[at + (channels === 1 ? 0 : c)];
  }
  return { width, height, rgb };
}

// --- writing -------------------------------------------------------------------

function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}

// Groups colours that are alike in their upper bits; each group shows its most frequent one, so that grounds stay exact.
function grouped(counts, bits) {
  const drop = 8 - bits;
  const groups = new Map();
  for (const [colour, count] of counts) {
    const key = [16, 8, 0].map((shift) => ((colour >> shift) & 0xff) >> drop).join();
    const group = groups.get(key) ?? { best: colour, most: 0, all: [] };
    if (count > group.most) [group.best, group.most] = [colour, count];
    group.all.push(colour);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const apart = (one, other) => [16, 8, 0].reduce((sum, shift) => sum + (((one >> shift) & 0xff) - ((other >> shift) & 0xff)) ** 2, 0);

// As many groups as a palette holds: the rarest, which are a few pixels at edges, go to the nearest of the others.
function fitting(counts) {
  let groups = [];
  for (const bits of FINE_TO_COARSE) {
    groups = grouped(counts, bits);
    if (groups.length <= MOST_COLOURS) return groups;
  }
  groups.sort((one, other) => other.most - one.most);
  const kept = groups.slice(0, MOST_COLOURS);
  for (const { best, all } of groups.slice(MOST_COLOURS)) {
    kept.reduce((nearest, one) => (apart(one.best, best) < apart(nearest.best, best) ? one : nearest)).all.push(...all);
  }
  return kept;
}

/** A picture as a PNG with a palette. Colours are brought together where there are too many: mostly by 7 in a channel at most. */
export function encode({ width, height, rgb }) {
  const counts = new Map();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = (rgb[at] << 16) | (rgb[at + 1] << 8) | rgb[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const groups = fitting(counts);
  const index = new Map(groups.flatMap(({ all }, i) => all.map((colour) => [colour, i])));
  const palette = Buffer.alloc(groups.length * 3);
  groups.forEach(({ best }, i) => palette.writeUIntBE(best, i * 3, 3));
  const raw = Buffer.alloc((width + 1) * height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const at = pixel * 3;
    raw[pixel + Math.floor(pixel / width) + 1] = index.get((rgb[at] << 16) | (rgb[at + 1] << 8) | rgb[at + 2]);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, PALETTE, 0, 0, 0], 8);
  return Buffer.concat([MAGIC, chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
