// Five plain words as a passphrase, drawn by this device's own randomness, and the check that a typed one is long enough.
// The list is the one of the recovery words, kept as text and fetched only when asked for. Called by lock and begin.
import wordsUrl from './passphrase_words.txt?url';

const COUNT = 5;
const LIST = 2048; // a power of two, so that each word takes 11 even bits: 55 in all

/** Five words with spaces between. Errors: rejects when the list cannot be read. */
export async function suggestPassphrase(): Promise<string> {
  const answer = await fetch(wordsUrl);
  const words = (await answer.text()).trim().split('\n');
  if (words.length !== LIST) throw new Error('word list');
  const drawn = crypto.getRandomValues(new Uint16Array(COUNT));
  return Array.from(drawn, (n) => words[n % LIST]).join(' ');
}

/** Whether the core would call it too short: under 15 letters and under four words of three letters (core/seal/vault.h). */
export function tooShort(passphrase: string): boolean {
  const words = passphrase.split(/[ \t-]+/).filter((word) => word.length >= 3);
  return Array.from(passphrase).length < 15 && words.length < 4;
}
