// Days as people say them, from the ISO days of the core. Called by screens and charts.
import { t } from './copy';

const at = (day: string) => new Date(`${day}T12:00:00Z`);

// A formatter costs as much as thousands of its days: each is made once, when the language is known.
function formatter(options: Intl.DateTimeFormatOptions): (day: string) => string {
  let made: Intl.DateTimeFormat | undefined;
  return (day) => (made ??= new Intl.DateTimeFormat(t.locale, { timeZone: 'UTC', ...options })).format(at(day));
}

export const longDay = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
export const shortDay = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
export const briefDay = formatter({ day: 'numeric', month: 'short' });
const weekDay = formatter({ weekday: 'long' });

/** "today", "yesterday" or the day, seen from the core's today. */
export function nearDay(day: string, today: string): string {
  const back = Math.round((at(today).getTime() - at(day).getTime()) / 86_400_000);
  return back === 0 ? t.days.today : back === 1 ? t.days.yesterday : shortDay(day);
}

/** The ISO day so many days before. */
export function daysBefore(day: string, back: number): string {
  return new Date(at(day).getTime() - back * 86_400_000).toISOString().slice(0, 10);
}

/** "today", "yesterday", "Tuesday" within a week, else the day without its year. */
export function lateDay(day: string, today: string): string {
  const back = Math.round((at(today).getTime() - at(day).getTime()) / 86_400_000);
  return back === 0 ? t.days.today : back === 1 ? t.days.yesterday : back > 1 && back < 7 ? weekDay(day) : briefDay(day);
}

/** The same inside a sentence: "today", "on Tuesday". */
export function onDay(day: string, today: string): string {
  const late = lateDay(day, today);
  return late === t.days.today || late === t.days.yesterday ? late : t.days.on(late);
}
