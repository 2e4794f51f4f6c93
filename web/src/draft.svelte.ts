// What is being written, a check-in and a line for the partner: it outlives a change of screen and any error, and not a lock.
// In memory only. Called by the check-in form, Talk, help with words and app.lock.
import type { MomentWord, NeedWord, WeatherWord } from './door/types';

interface Draft {
  myself: number | null;
  energy: number | null;
  valence: number | null;
  depend: number | null;
  know: number | null;
  feel: number | null;
  stress: number | null;
  moments: MomentWord[];
  need: NeedWord[];
  weather: WeatherWord[];
  keepNeed: boolean;
  note: string;
  /** A line for the partner. */
  line: string;
  /** An entry of Unsaid on its way to a draft. */
  unsaid: string;
}

export const emptyDraft = (): Draft => ({ myself: null, energy: null, valence: null, depend: null, know: null, feel: null, stress: null, moments: [], need: [], weather: [], keepNeed: false, note: '', line: '', unsaid: '' });

export const draft = $state<Draft>(emptyDraft());
