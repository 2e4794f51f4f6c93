// Whether a release may be kept: two people of the ring signed its list, it is newer than what is here, its sums hold.
// Pure but for WebCrypto; no network, no storage. Called by sw.ts and by the tests.

/** Whose signatures count, and how many of them are needed. Built into the service worker. */
export interface Ring {
  need: number;
  keys: { id: string; key: string }[];
}

export interface Release {
  format: 1;
  version: string;
  number: number;
  /** sha-256 by path, paths without a leading slash. */
  files: Record<string, string>;
}

/** Why a release is not kept. */
export type Reason = 'no_support' | 'too_few_keys' | 'malformed' | 'not_newer' | 'tampered';

export class Refused extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

type Bytes = Uint8Array<ArrayBuffer>;

const CONTEXT = 'BTYrelse'; // a signature made for something else is none for a release
const MOST_SIGNATURES = 16;
const PATH = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;
const SUM = /^[0-9a-f]{64}$/;

function fromHex(hex: unknown, length: number): Bytes | null {
  if (typeof hex !== 'string' || hex.length !== 2 * length || !/^[0-9a-f]+$/.test(hex)) return null;
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

async function publicKey(hex: string): Promise<CryptoKey> {
  const raw = fromHex(hex, 32);
  if (raw === null) throw new Refused('malformed');
  try {
    return await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    throw new Refused('no_support');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function signaturesBy(id: string, list: unknown): Bytes[] {
  const all: unknown[] = Array.isArray(list) ? list.slice(0, MOST_SIGNATURES) : [];
  return all.flatMap((each) => {
    const { key, sig } = (each ?? {}) as { key?: unknown; sig?: unknown };
    const bytes = key === id ? fromHex(sig, 64) : null;
    return bytes === null ? [] : [bytes];
  });
}

/** How many keys of the ring signed; a key counts once, however often it signed. */
async function countSigners(bytes: Bytes, signatures: unknown, ring: Ring): Promise<number> {
  const message = new Uint8Array(await new Blob([CONTEXT, bytes]).arrayBuffer());
  let count = 0;
  for (const { id, key } of ring.keys) {
    const holder = await publicKey(key);
    for (const signature of signaturesBy(id, signatures)) {
      if (!(await crypto.subtle.verify('Ed25519', holder, signature, message))) continue;
      count += 1;
      break;
    }
  }
  return count;
}

function isRelease(value: unknown): value is Release {
  const { format, version, number, files } = (value ?? {}) as Partial<Record<keyof Release, unknown>>;
  if (format !== 1 || !Number.isSafeInteger(number) || (number as number) < 0) return false;
  if (typeof version !== 'string' || !/^[0-9A-Za-z.+-]{1,40}$/.test(version)) return false;
  if (typeof files !== 'object' || files === null || !('index.html' in files)) return false;
  return Object.entries(files).every(([path, sum]) => PATH.test(path) && typeof sum === 'string' && SUM.test(sum));
}

/**
 * The release that these bytes describe, if it may be kept over one with the number `newest` (-1: none is here).
 * Errors: Refused, with what is wrong first: signatures before content, content before age.
 */
export async function acceptedRelease(bytes: Bytes, signatures: string, ring: Ring, newest: number): Promise<Release> {
  if ((await countSigners(bytes, parsed(signatures), ring)) < Math.max(2, ring.need)) throw new Refused('too_few_keys');
  const release = parsed(new TextDecoder().decode(bytes));
  if (!isRelease(release)) throw new Refused('malformed');
  if (release.number <= newest) throw new Refused('not_newer');
  return release;
}

export async function hasSum(bytes: ArrayBuffer, sum: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sum;
}
