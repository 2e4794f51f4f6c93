// What the journey of the coach needs beside taps: every question that the page asks the door, what stands in and under a
// draft box, and the time from a key to its mark. No checks of its own. Used by coach.mjs.

/** Runs in the page before its scripts: `asked` holds every question and intent, in their order. */
export function listenToWords() {
  globalThis.asked = [];
  const Real = Worker;
  globalThis.Worker = class extends Real {
    postMessage(wish, ...rest) {
      if (wish.verb === 'ask' || wish.verb === 'act') globalThis.asked.push({ name: wish.name, args: wish.args });
      super.postMessage(wish, ...rest);
    }
  };
}

export const asked = (person) => person.page.evaluate('globalThis.asked.length');
/** The names of what was asked since then. */
export const askedSince = (person, n) => person.page.evaluate(`globalThis.asked.slice(${n}).map((one) => one.name)`);

// Notes when a key went down and when what it brought had been painted, on the page's own clock. Runs in the page.
function watching() {
  let key = 0;
  addEventListener('keydown', ({ timeStamp }) => (key = timeStamp), true);
  globalThis.paintOf = (query) => new Promise((done) => {
    const eyes = new MutationObserver(() => {
      if (document.querySelector(query) === null) return;
      eyes.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port2.onmessage = () => done(performance.now() - key);
        port1.postMessage(0); // a task of its own, and so after the frame
      });
    });
    eyes.observe(document, { subtree: true, childList: true, attributes: true });
  });
}

export const watchKeys = `(${watching})()`;

/** How many letters of the text bring what is asked for: one key after another, slower than any answer. */
export async function keysUntil(person, text, query) {
  for (let n = 1; n <= text.length; n += 1) {
    await person.page.keyboard.press(text[n - 1]);
    await person.page.waitForTimeout(250);
    if (await person.page.locator(query).count()) return n;
  }
  throw new Error(`"${text}" brings no ${query}`);
}

/** Milliseconds from the key that brings it to its paint. `fresh` leaves an empty field with the focus. */
export async function keyToPaint(person, text, query, fresh, times) {
  await fresh();
  const n = await keysUntil(person, text, query);
  const took = [];
  for (let i = 0; i < times; i += 1) {
    await fresh();
    await person.page.keyboard.insertText(text.slice(0, n - 1));
    await person.page.waitForTimeout(700);
    if (await person.page.locator(query).count()) throw new Error(`"${text.slice(0, n - 1)}" brings it already`);
    await person.page.evaluate(`void (globalThis.painted = paintOf(${JSON.stringify(query)}))`);
    await person.page.keyboard.press(text[n - 1]);
    took.push(Math.round(await person.page.evaluate('globalThis.painted')));
  }
  return took;
}

// Whether the focus is on what says this, or on the draft box. Runs in the page.
function focusIs(says) {
  const at = document.activeElement;
  if (at.matches('textarea')) return says === 'the draft box' && at.matches('.sheet textarea');
  return (at.closest('label') ?? at).textContent.trim() === says;
}

/** Goes on by the keyboard alone until the focus is there. */
export async function reach(person, says, key = 'Tab') {
  for (let i = 0; i < 60; i += 1) {
    await person.page.keyboard.press(key);
    if (await person.page.evaluate(focusIs, says)) return;
  }
  throw new Error(`the keyboard never came to "${says}"`);
}

/** What stands in the draft box. */
export const inBox = (person) => person.page.evaluate("document.querySelector('.sheet textarea').value");
export const marksIn = (person) => person.page.evaluate("[...document.querySelectorAll('.sheet .mark')].map((mark) => mark.textContent)");
/** The notes as they read: the words and the reason of each. */
export const notesOf = (person) => person.page.evaluate("[...document.querySelectorAll('.notes .note')].map((note) => note.innerText)");
export const noted = (person) => person.until("document.querySelectorAll('.notes .note').length > 0", 'a note under the draft');
export const quiet = (person) => person.until("document.querySelectorAll('.notes .note, .sheet .mark').length === 0", 'no note and no mark');
/** Whether the focus is in the draft box. */
export const focused = (person) => person.page.evaluate("document.activeElement?.matches('.sheet textarea') === true");
