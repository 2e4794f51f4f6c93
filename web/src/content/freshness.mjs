// How old the help-line facts are, and what that means: a release warns at half a year and stops at a year.
// Plain JavaScript, for the release tool reads it too. Called by tools/make_helplines.mjs and the help lines screen.

const WARN_DAYS = 180; // SAFETY: rules for showing a line
const BLOCK_DAYS = 365;

export function ageDays(gatheredOn, now) {
  return Math.floor((now.getTime() - Date.parse(`${gatheredOn}T00:00:00Z`)) / 86_400_000);
}

/** 'fresh', 'warn' or 'block'. A day that cannot be read blocks. */
export function freshness(gatheredOn, now) {
  const age = ageDays(gatheredOn, now);
  if (!(age < BLOCK_DAYS)) return 'block';
  return age < WARN_DAYS ? 'fresh' : 'warn';
}
