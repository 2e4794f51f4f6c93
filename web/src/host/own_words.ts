// How this device looks and which country's help lines it shows: a few plain words beside the store, the same
// whether or not anybody is at home. Nothing about a person. Called by state.svelte.ts and the look settings.

const KEY = 'look';

export const NAMES = { Bothy: 'Bothy', Notes: 'Notes', Hut: 'Hut' } as const;

export interface Look {
  /** The name in the tab and on the home screen. */
  name: keyof typeof NAMES;
  /** ISO code, chosen by the person in settings; empty when they have not. */
  country: string;
  light: 'system' | 'light' | 'dark';
  hour: 'system' | 'dawn' | 'day' | 'dusk' | 'night';
}

const plain: Look = { name: 'Bothy', country: '', light: 'system', hour: 'system' };

export function keptWords(): Look {
  try {
    return { ...plain, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>) };
  } catch {
    return plain;
  }
}

export async function keepWords(look: Look): Promise<void> {
  localStorage.setItem(KEY, JSON.stringify(look));
}

/** Forgets them, and with them the device's secret. */
export async function forgetWords(): Promise<void> {
  localStorage.clear();
  await new Promise<void>((done) => {
    const gone = indexedDB.deleteDatabase('own');
    gone.onsuccess = gone.onerror = gone.onblocked = () => done();
  });
}
