// "1 day", "2 days": the one place that counts. Given a blank instead of a number (web/build/copy.mjs), it gives a
// template with both words in it. Called by the sentences of each language.

export const plural = (n: number, one: string, many: string): string =>
  typeof n === 'string' ? `${(n as string).slice(0, -1)}|${one}|${many}}` : `${n} ${n === 1 ? one : many}`;
