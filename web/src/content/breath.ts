// The pace of the settling breath: in, then a longer out, six times a minute. Pure; the clock comes in.
// Called by the settling screen; content/exercises.json says the same numbers with their source.

export const BREATH = { id: 'long_out_breath', in_s: 4, out_s: 6 } as const;
const ROUND_S = BREATH.in_s + BREATH.out_s;

export interface Breath {
  phase: 'in' | 'out' | 'over';
  /** Whole seconds into this half of the breath, from 1. */
  step: number;
  /** Share of the whole exercise that lies behind, 0..1. */
  share: number;
}

/** Where somebody is who began so many seconds ago. The last breath is always finished. */
export function breathAt(elapsed_s: number, minutes: number): Breath {
  const whole_s = Math.ceil((minutes * 60) / ROUND_S) * ROUND_S;
  if (elapsed_s >= whole_s) return { phase: 'over', step: 0, share: 1 };
  const into = elapsed_s % ROUND_S;
  const half = into < BREATH.in_s ? ('in' as const) : ('out' as const);
  const step = Math.floor(half === 'in' ? into : into - BREATH.in_s) + 1;
  return { phase: half, step, share: elapsed_s / whole_s };
}
