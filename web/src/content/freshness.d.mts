// The types of freshness.mjs, which says what it does. Nothing else.
export function ageDays(gatheredOn: string, now: Date): number;
export function freshness(gatheredOn: string, now: Date): 'fresh' | 'warn' | 'block';
