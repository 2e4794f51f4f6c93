// How the facts of a help line are said: its hours, its languages. Called by the help lines.
import { t } from '../../copy';

export function hoursSaid(hours: string | null): string {
  if (hours === null) return t.shelter.lines.hoursUnknown;
  return hours === '24/7' ? t.shelter.lines.hoursDay : hours;
}

/** "de and interpreters" with the language's name; what is no code stays as the source has it. */
export function languagesSaid(languages: string[]): string {
  const names = new Intl.DisplayNames(t.locale, { type: 'language' });
  const said = (told: string) => {
    const [, code = '', more = ''] = /^([a-z]{2,3})(?: and (others|interpreters))?$/.exec(told) ?? [];
    return code === '' ? told : [names.of(code), t.shelter.lines.languageAnd[more]].filter(Boolean).join(' ');
  };
  return languages.map(said).join(', ');
}
