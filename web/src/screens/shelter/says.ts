// How the facts of a help line are said: its hours, its languages. Called by the help lines.
import { t } from '../../copy';

const words = t.shelter.lines;
const names = new Intl.DisplayNames(t.locale, { type: 'language' });

export function hoursSaid(hours: string | null): string {
  if (hours === null) return words.hoursUnknown;
  return hours === '24/7' ? words.hoursDay : hours;
}

/** "de and interpreters" with the language's name; what is no code stays as the source has it. */
export function languagesSaid(languages: string[]): string {
  const said = (told: string) => {
    const [, code = '', more = ''] = /^([a-z]{2,3})(?: and (others|interpreters))?$/.exec(told) ?? [];
    return code === '' ? told : [names.of(code), words.languageAnd[more]].filter(Boolean).join(' ');
  };
  return languages.map(said).join(', ');
}
