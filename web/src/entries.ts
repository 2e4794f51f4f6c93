// Own entries in words, for lists. Called by history and the entry screen.
import { t } from './copy';
import type { HistoryItem } from './door/views';

const given = (value: unknown): value is number => typeof value === 'number';

/** One line or more: the answers with their names, the chips, the note. */
export function inWords(entry: HistoryItem): string {
  const fields = entry.fields as Record<string, unknown>;
  const lines: string[] = [];
  const sliders = Object.entries(t.me.series).filter(([name]) => given(fields[name]));
  const worth = (name: string, value: number) => (name === 'myself' ? t.today.steps[Math.round((value / 100) * (t.today.steps.length - 1))] : value);
  if (sliders.length > 0) lines.push(sliders.map(([name, [says]]) => `${says}: ${worth(name, fields[name] as number)}`).join(', '));
  const moments = fields['moments'];
  if (Array.isArray(moments) && moments.length > 0) lines.push(moments.map((word) => t.moments[word] ?? word).join(', '));
  const need = fields['need'];
  if (typeof need === 'string' && need !== 'nothing') lines.push(`${t.today.need}: ${t.needs[need] ?? need}`);
  if (entry.event === 'ExerciseDone') lines.push(t.shelter.settle.title);
  for (const name of ['note', 'text', 'about', 'value']) {
    const text = fields[name];
    if (typeof text === 'string' && text !== '') lines.push(text);
  }
  return lines.join('\n');
}
