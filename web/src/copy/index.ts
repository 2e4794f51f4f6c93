// Which language the screens speak. The sentences are data (web/build/copy.mjs), read once before the first screen;
// a template with blanks becomes a function again. Called by main.ts, and `t` by everything that shows words.
import enAt from 'virtual:copy/en';
import type { en } from './en';

export type Copy = typeof en;
export let t: Copy;

const TEMPLATE = '\u0001';

/** "{0}" is the first value; "{0|day|days}" is a number with its word. */
export function filled(template: string, values: unknown[]): string {
  return template.replace(/\{(\d)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, at: string, one?: string, many?: string) => {
    const value = values[Number(at)];
    return one === undefined ? String(value) : `${String(value)} ${value === 1 ? one : many}`;
  });
}

function revived(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith(TEMPLATE)) return value;
  return (...values: unknown[]) => filled(value.slice(1), values);
}

export async function loadCopy(): Promise<void> {
  const response = await fetch(enAt);
  t = JSON.parse(await response.text(), revived) as Copy;
}
