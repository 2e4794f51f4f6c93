// What a person has chosen about a table, and the mapping that the core reads of it (docs/import.md). Shapes and names
// only: whether a table fits is the core's to say. Called by the import screen and its parts.
import type { Mapping, TableDetected, TimeForm } from '../../door/types';

export const RATINGS = ['myself', 'energy', 'valence', 'depend', 'know', 'feel', 'stress'] as const;
export type Role = '' | 'time' | 'clock' | 'person' | 'custom' | 'note' | (typeof RATINGS)[number];

/** One column and what it becomes. Numbers stay text as typed, so that nothing typed is lost. */
export interface Column {
  number: number;
  name: string;
  samples: string[];
  kind: string;
  role: Role;
  lo: string;
  hi: string;
  reversed: boolean;
  label: string;
  is: string;
}

export interface Plan {
  daylio: boolean;
  separator: string;
  header: boolean;
  decimal: 'either' | 'point' | 'comma';
  cut: boolean;
  form: TimeForm | '';
  start: string;
  columns: Column[];
  moods: { name: string; worth: string }[];
}

/** Something still open: the name of a hint or of a sentence, and the column that it is about. */
export interface Question {
  kind: string;
  column: string;
  value: string;
}

export const isRating = (role: Role): boolean => role === 'custom' || (RATINGS as readonly string[]).includes(role);
/** Of these there is one at most; notes and own ratings may be several. */
export const isSingle = (role: Role): boolean => role !== '' && role !== 'note' && role !== 'custom';

const number = (typed: string) => (typed.trim() === '' ? Number.NaN : Number(typed.trim().replace(',', '.')));
const is = (column: { name: string; number: number }, ref: unknown) => ref === column.number || (typeof ref === 'string' && ref === column.name.trim());

/** The plan that the core's guess begins with. `called` names a column that has no name. */
export function planOf(found: TableDetected, called: (number: number) => string): Plan {
  const { mapping } = found;
  const columns = found.columns.map((column): Column => {
    const mapped = mapping.columns?.find((each) => is(column, each.column));
    const to = mapped?.to ?? '';
    const role = is(column, mapping.time?.column) ? 'time' : is(column, mapping.time?.clock) ? 'clock' : to.startsWith('custom:') ? 'custom' : (to as Role);
    return {
      number: column.number, name: column.name === '' ? called(column.number) : column.name, samples: column.samples, kind: column.kind, role,
      lo: String(mapped?.lo ?? column.lo ?? ''), hi: String(mapped?.hi ?? column.hi ?? ''), reversed: mapped?.reversed ?? false,
      label: to.startsWith('custom:') ? to.slice('custom:'.length) : column.name, is: '',
    };
  });
  const form = mapping.time?.form;
  return {
    daylio: found.format === 'daylio', separator: found.separator, header: found.header, decimal: mapping.decimal ?? 'either', cut: false,
    form: form === undefined || form === 'day_or_month_first' || mapping.time?.column === null ? '' : form, start: '', columns,
    moods: found.hints.filter(({ kind }) => kind === 'name_moods').map(({ value = '' }) => ({ name: value, worth: '' })),
  };
}

/** What must be settled before the core can look, in the order of the screen. Empty: it can. */
export function openQuestions(plan: Plan): Question[] {
  const out: Question[] = [];
  const ask = (kind: string, column = '', value = '') => out.push({ kind, column, value });
  if (plan.daylio) {
    for (const { name, worth } of plan.moods) if (worth === '') ask('name_moods', 'mood', name);
    return out;
  }
  const time = plan.columns.find(({ role }) => role === 'time');
  if (time === undefined) ask('choose_time_column');
  else if (plan.form === '') ask('choose_date_order', time.name);
  else if (plan.form === 'hours_since_start' && plan.start === '') ask('choose_start', time.name);
  for (const column of plan.columns) {
    if (column.role === 'person' && column.is.trim() === '') ask('person', column.name);
    if (column.role === 'custom' && column.label.trim() === '') ask('label', column.name);
    if (plan.columns.some((other) => other.number < column.number && other.role === 'custom' && column.role === 'custom' && other.label.trim() === column.label.trim())) ask('same', column.name);
    if (isRating(column.role) && !(number(column.lo) < number(column.hi))) ask('ends', column.name);
  }
  if (!plan.columns.some(({ role }) => isRating(role) || role === 'note')) ask('choose_ratings');
  return out;
}

/** For the core. Columns go by number: names can be there twice, numbers cannot. */
export function mappingOf(plan: Plan): Mapping {
  if (plan.daylio) {
    const moods = Object.fromEntries(plan.moods.map(({ name, worth }) => [name, Number(worth)]));
    return { format: 'daylio', separator: plan.separator, cut_long_notes: plan.cut, moods };
  }
  const at = (role: Role) => plan.columns.find((column) => column.role === role);
  const time = at('time');
  const clock = at('clock');
  const person = at('person');
  return {
    format: 'csv', separator: plan.separator, header: plan.header, decimal: plan.decimal, cut_long_notes: plan.cut,
    time: {
      column: time?.number ?? null, form: plan.form as TimeForm,
      ...(clock === undefined ? {} : { clock: clock.number }),
      ...(plan.form === 'hours_since_start' ? { start: plan.start.replace('T', ' ') } : {}),
    },
    ...(person === undefined ? {} : { where: { column: person.number, is: person.is.trim() } }),
    columns: plan.columns.filter(({ role }) => isRating(role) || role === 'note').map((column) => ({
      column: column.number,
      to: column.role === 'custom' ? `custom:${column.label.trim()}` : column.role,
      ...(column.role === 'note' ? {} : { lo: column.lo.trim(), hi: column.hi.trim(), reversed: column.reversed }),
    })),
  };
}
