// Which help lines to show first: by country, by topic, by the clock of the country. Pure: the clock and the device's
// words come in. It asks nobody where somebody is. Called by the help lines screen.
import type { Country, Line } from './types';

export type Hours = 'open' | 'closed' | 'unknown';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LAST_DAY: Record<string, number> = { daily: 6, weekdays: 4, 'Mon-Sat': 5 };
const MINUTES_A_DAY = 1440;

/** The country of the device's clock, else of its language; '' when neither names one that is listed. A guess, no more. */
export function guessedCountry(countries: Country[], zone: string, languages: readonly string[]): string {
  const byClock = countries.find(({ zones }) => zones.includes(zone));
  if (byClock !== undefined) return byClock.country;
  const regions = languages.map((tag) => /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?-([A-Z]{2})\b/.exec(tag)?.[1] ?? '');
  return regions.find((region) => countries.some(({ country }) => country === region)) ?? '';
}

function clockIn(zone: string, now: Date): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return { day: DAYS.indexOf(part('weekday')), minute: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** Whether a line is there now, by its own words and its own clock. Words that cannot be read are 'unknown'. */
export function hoursNow(hours: string | null, zone: string | undefined, now: Date): Hours {
  if (hours === '24/7') return 'open';
  const told = /^(?:(daily|weekdays|Mon-Sat) )?(\d\d):(\d\d)-(\d\d):(\d\d)\b/.exec(hours ?? '');
  if (told === null || zone === undefined) return 'unknown';
  const last = LAST_DAY[told[1] ?? 'daily'] as number;
  const from = Number(told[2]) * 60 + Number(told[3]);
  const end = Number(told[4]) * 60 + Number(told[5]);
  const until = end <= from ? end + MINUTES_A_DAY : end; // past midnight
  const { day, minute } = clockIn(zone, now);
  const today = day <= last && minute >= from && minute < until;
  const sinceYesterday = (day + 6) % 7 <= last && minute + MINUTES_A_DAY < until;
  return today || sinceYesterday ? 'open' : 'closed';
}

export interface Shown {
  line: Line;
  now: Hours;
}

/** The lines of a country and topic: open ones first, closed ones last; then those that speak a language of the device. */
export function linesFor(lines: Line[], country: Country, topic: string, now: Date, languages: readonly string[] = []): Shown[] {
  const rank = { open: 0, unknown: 1, closed: 2 };
  const spoken = languages.map((tag) => tag.slice(0, 2));
  const speaks = (line: Line) => line.languages.some((told) => spoken.includes(told.slice(0, 2)));
  return lines
    .filter((line) => line.country === country.country && line.topic === topic)
    .map((line) => ({ line, now: hoursNow(line.hours, country.zones[0], now) }))
    .sort((one, other) => rank[one.now] - rank[other.now] || Number(speaks(other.line)) - Number(speaks(one.line)));
}
