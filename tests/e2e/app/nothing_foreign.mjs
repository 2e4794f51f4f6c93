// SAFETY section 6, rows 1 to 4: a script that found its way into the page does not run, and nothing of the page or of its
// worker reaches any other place, whatever way it tries. A second server counts who comes. In Chromium. Run by `./bothy e2e`.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { inChromium } from './lib/person.mjs';
import { journey, sentence } from './lib/house.mjs';
import * as steps from './lib/steps.mjs';

const must = { must: true };
const pause = (ms) => new Promise((later) => setTimeout(later, ms));

async function elsewhere() {
  const visits = [];
  const server = createServer((request, response) => {
    visits.push(request.url);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }).end('here');
  });
  server.on('upgrade', (request, socket) => {
    visits.push(request.url);
    socket.destroy();
  });
  const callers = [];
  server.on('connection', (socket) => callers.push(socket));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const bytes = () => callers.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  return { visits, callers, bytes, at: `127.0.0.1:${server.address().port}`, close: () => server.closeAllConnections() ?? server.close() };
}

// A page as it would be if somebody had written into it on its way: each of these says so when it runs.
const planted = `<script>globalThis.ran = 'inline script'</script>
<img src="/nothing.png" onerror="globalThis.ran = 'an event attribute'">
<base href="http://evil.example/">
<meta http-equiv="refresh" content="600;url=javascript:globalThis.ran='refresh'">
<style>:root { --planted: yes }</style><body style="--inline: yes">`;

async function injected(person, address) {
  await person.page.route(`${address}/`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<body>', planted);
    assert.ok(body.includes('inline script'));
    await route.fulfill({ response, body });
  });
  await person.go();
  await person.tap('Begin');
  const found = await person.page.evaluate(`({ ran: globalThis.ran, base: document.baseURI, styled: getComputedStyle(document.documentElement).getPropertyValue('--planted') + getComputedStyle(document.body).getPropertyValue('--inline'), violations })`);
  assert.deepEqual([found.ran, found.base, found.styled], [undefined, `${address}/`, '']);
  for (const kind of ['script-src-elem inline', 'script-src-attr inline', 'base-uri']) assert.ok(found.violations.some((one) => one.startsWith(kind)), `${kind} was not refused: ${found.violations}`);
  await person.page.unroute(`${address}/`);
}

// Runs inside the page: tries a way in, and says whether the browser let it.
const sinks = {
  innerHTML: (text) => { document.createElement('div').innerHTML = text; },
  'script text': (text) => { document.createElement('script').text = text; },
  'script address': () => { document.createElement('script').src = 'data:text/javascript,0'; },
  eval: (text) => { (0, eval)(text); },
  Function: (text) => { new Function(text)(); },
  'timer text': (text) => { setTimeout(text, 0); },
  'document.write': (text) => { document.write(text); },
  'a frame of text': (text) => { document.createElement('iframe').srcdoc = text; },
  'a second policy': () => { trustedTypes.createPolicy('other', {}); },
  'the policy again': () => { trustedTypes.createPolicy('bothy', {}); },
};

async function typed(person) {
  for (const [name, way] of Object.entries(sinks)) {
    const said = await person.page.evaluate(`new Promise((say) => setTimeout(() => { try { (${way})('globalThis.ran = 1'); say('let in'); } catch { say('refused'); } }, 0))`); // later: what the test itself says now is let in
    assert.equal(said, 'refused', `${name} was let in`);
  }
  assert.equal(await person.page.evaluate('globalThis.ran'), undefined);
  console.log(`      ${Object.keys(sinks).length} ways in were refused`);
}

const ways = {
  fetch: (at) => fetch(`http://${at}/fetch`, { mode: 'no-cors' }),
  WebSocket: (at) => new WebSocket(`ws://${at}/socket`),
  XMLHttpRequest: (at) => { const ask = new XMLHttpRequest(); ask.open('GET', `http://${at}/xhr`); ask.send(); },
  EventSource: (at) => new EventSource(`http://${at}/events`),
};
const pageWays = {
  ...ways,
  beacon: (at) => navigator.sendBeacon(`http://${at}/beacon`, 'x'),
  picture: (at) => { new Image().src = `http://${at}/picture`; },
  stylesheet: (at) => { document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `http://${at}/style` })); },
  font: (at) => new FontFace('x', `url(http://${at}/font)`).load(),
  frame: (at) => { document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${at}/frame` })); },
  film: (at) => { document.body.append(Object.assign(document.createElement('video'), { src: `http://${at}/film` })); },
  form: (at) => { const form = Object.assign(document.createElement('form'), { action: `http://${at}/form`, method: 'post', target: '_self' }); document.body.append(form); form.submit(); },
  preload: (at) => { document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', href: `http://${at}/preload` })); },
  prefetch: (at) => { document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: `http://${at}/prefetch` })); },
  manifest: (at) => { document.querySelector('link[rel=manifest]').href = `http://${at}/manifest`; },
  module: (at) => import(`http://${at}/module`),
};

// A frame or a form makes this browser open a line before it asks the policy; not a byte goes over it.
function nobodyCame(other, lines) {
  assert.deepEqual([other.visits, other.bytes()], [[], 0]);
  assert.ok(other.callers.length <= lines, `${other.callers.length} lines were opened`);
}

async function tries(where, all, at) {
  for (const way of Object.values(all)) await where.evaluate(`(async () => { try { await (${way})(${JSON.stringify(at)}); } catch { /* that is what is wanted */ } })()`);
}

await journey(async (house, meet) => {
  const other = await elsewhere();
  const eva = await meet(inChromium, 'eva', house.address, { serviceWorkers: 'block' });
  await sentence('a script, an event attribute, a base and a style that were written into the page do nothing', () => injected(eva, house.address));
  await eva.close();
  const ana = await meet(inChromium, 'ana', house.address);
  await sentence('a home is open', () => steps.newHome(ana, { lock: '' }), must);
  await sentence('no text becomes code: every sink refuses it', () => typed(ana));
  await sentence('the page reaches no other place', async () => {
    await tries(ana.page, pageWays, other.at);
    await pause(1_500);
    nobodyCame(other, 2);
    console.log(`      ${Object.keys(pageWays).length} ways out of the page: ${other.visits.length} requests, ${other.bytes()} bytes, ${other.callers.length} lines opened and left empty`);
  });
  await sentence('nor does the worker that holds the keys', async () => {
    await tries(ana.page.workers()[0], ways, other.at);
    await pause(1_500);
    nobodyCame(other, 2);
    console.log(`      ${Object.keys(ways).length} ways out of the worker: ${other.visits.length} requests, ${other.bytes()} bytes`);
  });
  await sentence('the other place can be reached by a page without the policy, so the count can see', async () => {
    const free = await ana.context.newPage();
    await free.goto(`http://${other.at}/`);
    await tries(free, ways, other.at);
    await pause(800);
    assert.ok(other.visits.filter((one) => one.startsWith('/')).length > Object.keys(ways).length, other.visits.join(' '));
  });
  other.close();
});
