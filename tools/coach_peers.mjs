// The sentiment that VADER and wink give to messages, for the bench of the coach: reads `index TAB text` lines from standard
// input, prints `name TAB index TAB value TAB microseconds`. The two are installed outside the tree, into build/peers.
// Called by `./bothy bench coach`: `node tools/coach_peers.mjs build/peers`.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2] ?? 'build/peers', 'package.json'));
const { SentimentIntensityAnalyzer } = require('vader-sentiment');
const wink = require('wink-nlp');
const nlp = wink(require('wink-eng-lite-web-model'));

const peers = {
  VADER: (text) => SentimentIntensityAnalyzer.polarity_scores(text).compound,
  wink: (text) => nlp.readDoc(text).out(nlp.its.sentiment),
};

const rows = readFileSync(0, 'utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\t'));
for (const [name, read] of Object.entries(peers)) {
  for (const [, text] of rows) read(text); // warm: what the first calls compile is nobody's price
  for (const [index, text] of rows) {
    const begun = performance.now();
    const value = read(text);
    console.log(`${name}\t${index}\t${value}\t${((performance.now() - begun) * 1000).toFixed(1)}`);
  }
}
