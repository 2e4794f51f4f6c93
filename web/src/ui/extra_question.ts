// Which further question a day's check-in may hold: leaning every second day, what I know and feel, and stress, in between.
// It follows the day alone, so that nobody is chosen a question by what they said. Called by the check-in form.

export type Extra = 'depend' | 'know_feel' | 'stress';

const ROUND: Extra[] = ['depend', 'know_feel', 'depend', 'stress'];

export function extraOf(day: string): Extra {
  const number = Math.floor(Date.parse(day) / 86_400_000);
  return ROUND[((number % ROUND.length) + ROUND.length) % ROUND.length] ?? 'depend';
}
