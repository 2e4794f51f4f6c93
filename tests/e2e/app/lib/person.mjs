// One person at one browser, in Chromium or in Firefox: taps what can be seen by its name, types, reads. Every step ends
// with axe, and every request and policy violation is counted. Names are those a screen reader says. Used by the journeys.
import { readFileSync } from 'node:fs';
import { chromium } from '../../../../web/node_modules/playwright-core/index.mjs';
import puppeteer from '../../../../web/node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js';

export const asRoot = process.getuid?.() === 0;
const axeText = readFileSync(new URL('../../../../web/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const PATIENCE_MS = 60_000;
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// --- what runs inside the page -------------------------------------------------

// The element a person means by a name: a button, a link, a summary, or the input of a label; shown and not covered.
function found({ name, kind }) {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
  const says = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim().replace(/\s+/g, ' ');
  const fits = (text) => (name.startsWith('/') ? new RegExp(name.slice(1, -1)).test(text) : text === name);
  const all = (query) => [...document.querySelectorAll(query)].filter(shown);
  if (kind === 'press') return all('button, a[href], summary').find((element) => fits(says(element)));
  const label = all('label').find((element) => fits(says(element)));
  return label === undefined ? undefined : (label.control ?? label.querySelector('input, textarea, select'));
}

const inside = (body) => `(() => { const found = ${found}; ${body} })()`;
const given = (value) => JSON.stringify(value);

const scroll = (what) => inside(`const element = found(${given(what)}); if (!element) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const target = element.matches('input[type=radio], input[type=checkbox]') ? (element.closest('label') ?? element) : element;
  const box = target.getBoundingClientRect();
  const at = { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height / 2) };
  const hit = document.elementFromPoint(at.x, at.y);
  return hit && (target.contains(hit) || hit.contains(target)) ? at : null;`);

export const watch = `globalThis.violations = []; document.addEventListener('securitypolicyviolation', (event) =>
  globalThis.violations.push(event.violatedDirective + ' ' + event.blockedURI));`;

// --- the person ----------------------------------------------------------------

export class Person {
  taps = 0;
  width = 390;
  height = 844;
  foreign = [];
  troubles = [];
  axeFound = [];

  constructor(name, browser, page, close, address) {
    Object.assign(this, { name, browser, page, close, address });
  }

  async go(path = '/') {
    await this.page.goto(this.address + path);
  }

  /** Taps a button, link or summary of this name ("/.../" is a pattern), as a finger would: in its middle. */
  async tap(name) {
    await this.#press({ name, kind: 'press' });
    this.taps += 1;
  }

  /** Taps a choice by its label. */
  async choose(name) {
    await this.#press({ name, kind: 'choice' });
    this.taps += 1;
  }

  /** Replaces what stands in a field. */
  async write(label, text) {
    await this.#press({ name: label, kind: 'choice' });
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('a');
    await this.page.keyboard.up('Control');
    if (text === '') await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(text);
  }

  async sees(text) {
    await this.until(`document.body.innerText.replace(/\\s+/g, ' ').includes(${given(text)})`, `${this.name} sees "${text}"`);
  }

  async seesNot(text) {
    return !(await this.page.evaluate(`document.body.innerText.includes(${given(text)})`));
  }

  async text() {
    return this.page.evaluate('document.body.innerText');
  }

  /** Asks the page until it holds; says what it waited for when it never does. */
  async until(expression, what = expression) {
    for (const end = Date.now() + PATIENCE_MS; ; await new Promise((later) => setTimeout(later, 40))) {
      const value = await this.page.evaluate(expression).catch(() => undefined);
      if (value) return value;
      if (Date.now() > end) throw new Error(`it never came to this: ${what}\n${(await this.text()).slice(0, 1500)}`);
    }
  }

  /** WCAG 2.2 A and AA on what is shown now. Counts what it finds; the journey says at its end that there was nothing. */
  async axe(where) {
    await this.page.evaluate(axeText);
    await this.page.evaluate('Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations === 1).map((one) => one.finished))');
    // As tall as the page: what stands under a bar only now is not hidden.
    const tall = await this.page.evaluate('document.documentElement.scrollHeight');
    await this.resize(this.width, Math.max(this.height, tall));
    const found = await this.page.evaluate(`axe.run(document, { runOnly: ${given(WCAG)}, resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary).join(' | ')))`);
    await this.resize(this.width, this.height);
    for (const line of found) this.axeFound.push(`${this.name}, ${where}: ${line}`);
  }

  /** Gathers what the page counted by itself; called before it goes. */
  async gather() {
    this.troubles.push(...(await this.page.evaluate('globalThis.violations ?? []').catch(() => [])));
  }

  async #press(what) {
    let before;
    // A finger waits until the page stands still.
    for (;;) {
      const at = await this.until(scroll(what), `${this.name} finds "${what.name}", uncovered`);
      if (at.x === before?.x && at.y === before?.y) return this.page.mouse.click(at.x, at.y);
      before = at;
      await new Promise((later) => setTimeout(later, 60));
    }
  }
}

// --- two engines ---------------------------------------------------------------

/** Counts what a page asks for elsewhere, and its errors. */
export function listen(person, page) {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(person.address) && !/^(blob|data|about):/.test(url)) person.foreign.push(url);
  });
  // A relay that a journey stopped is no trouble of the page.
  const away = /establish a connection to the server at ws:/;
  page.on('pageerror', (error) => away.test(String(error)) || person.troubles.push(String(error)));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted ?Type/i.test(message.text())) person.troubles.push(message.text());
  });
}

/** A new person with an empty browser profile. `flags` are Chromium's own, `without` are those it is else started with; `options` go to its context: viewport, colorScheme, ... */
export async function inChromium(name, address, { flags = [], without = [], ...options } = {}) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', ignoreDefaultArgs: without, args: [...(asRoot ? ['--no-sandbox'] : []), ...flags] });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const person = new Person(name, browser, page, () => browser.close(), address);
  person.context = context;
  person.resize = (width, height) => page.setViewportSize({ width, height });
  listen(person, page);
  return person;
}

/** The same person at a second tab of the same browser. */
export async function beside(person) {
  const page = await person.context.newPage();
  const second = new Person(person.name, person.browser, page, () => page.close(), person.address);
  second.context = person.context;
  second.resize = (width, height) => page.setViewportSize({ width, height });
  listen(second, page);
  return second;
}

export async function inFirefox(name, address) {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true, defaultViewport: { width: 390, height: 844 } });
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(watch);
  const person = new Person(name, browser, page, () => browser.close(), address);
  person.resize = (width, height) => page.setViewport({ width, height });
  listen(person, page);
  return person;
}
