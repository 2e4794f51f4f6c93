// The words of the app as data: `virtual:copy/en` is the address of a JSON file made from src/copy/en.ts, so that a language
// costs no script and another one is another file. A sentence with blanks is a function there and a template here.
// Used by vite.config.ts; src/copy/index.ts reads the file.
import { runnerImport } from 'vite';

const BLANKS = ['{0}', '{1}', '{2}', '{3}'];
const TEMPLATE = '\u0001';
const PREFIX = 'virtual:copy/';

/** Functions become templates by being called with blanks; `plural` in src/copy/plural.ts knows a blank. */
export function asData(value, path = '') {
  if (typeof value === 'function') {
    const text = value(...BLANKS.slice(0, Math.max(1, value.length)));
    if (typeof text !== 'string' || /undefined|NaN|\[object/.test(text)) throw new Error(`copy: ${path} is not a sentence with blanks: ${text}`);
    return TEMPLATE + text;
  }
  if (Array.isArray(value)) return value.map((item, i) => asData(item, `${path}[${i}]`));
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asData(item, `${path}.${key}`)]));
  return value;
}

export function copyAsData() {
  return {
    name: 'copy-as-data',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const language = id.slice(PREFIX.length + 1);
      const { module, dependencies } = await runnerImport(`./src/copy/${language}.ts`);
      for (const file of dependencies) this.addWatchFile(file);
      const at = this.emitFile({ type: 'asset', name: `${language}.json`, source: JSON.stringify(asData(module[language])) });
      return `export default import.meta.ROLLUP_FILE_URL_${at};`;
    },
  };
}
