// How `node --test` speaks here: one line per sentence, and the count in the form that ./bothy test adds up.
// Nothing is decided here. Named on node's command line by tools/web.
export default async function* told(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    const isSuite = data?.details?.type === 'suite';
    if (type === 'test:pass' && !isSuite) {
      passed += 1;
      yield `  ok: ${data.name}\n`;
    }
    if (type === 'test:fail' && !isSuite) {
      failed += 1;
      yield `  NOT SO: ${data.name}\n${data.details.error?.cause?.stack ?? data.details.error?.message}\n`;
    }
    if (type === 'test:stderr') yield data.message;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
