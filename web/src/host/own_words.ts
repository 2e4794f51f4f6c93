// How this device looks and which country's help lines it shows: a few plain words beside the store, the same
// whether or not anybody is at home. Nothing about a person. Called by state.svelte.ts and the look settings.
import { ownWords } from './disk';

export interface Look {
  /** The name in the tab and on the home screen. */
  name: 'Bothy' | 'Notes' | 'Hut';
  /** ISO code, chosen by the person in settings; empty when they have not. */
  country: string;
  light: 'system' | 'light' | 'dark';
  hour: 'system' | 'dawn' | 'day' | 'dusk' | 'night';
}

const plain: Look = { name: 'Bothy', country: '', light: 'system', hour: 'system' };

export async function keptWords(): Promise<Look> {
  const words = await ownWords();
  const kept: unknown = await words.get('words', 'look');
  words.close();
  return { ...plain, ...(typeof kept === 'object' ? kept : {}) };
}

export async function keepWords(look: Look): Promise<void> {
  const words = await ownWords();
  await words.put('words', { ...look }, 'look');
  words.close();
}

/** Forgets them, and the device's secret with them. */
export async function forgetWords(): Promise<void> {
  const words = await ownWords();
  await words.clear('words');
  words.close();
}
