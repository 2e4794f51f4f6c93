// What Learn by trying asks the core: the sliders, the made-up year that comes back, the settings to begin from. No words.
import { app } from '../../state.svelte';
import type { Learned } from '../../door/types';

export interface Tries { warmth: number; steadiness: number; repair: number; anxiety: number; avoidance: number }

/** 50 is as usual. */
export const PRESETS: Record<string, Tries> = {
  usual: { warmth: 50, steadiness: 50, repair: 50, anxiety: 50, avoidance: 50 },
  hot_cold: { warmth: 75, steadiness: 5, repair: 50, anxiety: 50, avoidance: 50 },
  steady: { warmth: 45, steadiness: 90, repair: 50, anxiety: 50, avoidance: 50 },
  no_repair: { warmth: 50, steadiness: 50, repair: 0, anxiety: 50, avoidance: 50 },
  small_repairs: { warmth: 50, steadiness: 50, repair: 95, anxiety: 50, avoidance: 50 },
};

/** Undefined where it could not be asked: another tab has the home. */
export async function askLearn(tries: Tries): Promise<Learned | undefined> {
  return (await app.ask('learn', tries)).views.learn;
}
