// How long a minute is: what a person reads, chooses, taps and presses on the way, turned into seconds by a stated model,
// beside what the machine really took. It drives nothing. Used by pace.mjs.
//
// The model is the keystroke-level model (Card, Moran & Newell, The keystroke-level model for user performance time with
// interactive systems, Communications of the ACM 23(7), 1980): a time for each operator, added up. Its M and K are used;
// its P is for a mouse, so a tap has a time of its own. Reading is added: who checks in for the first time reads all of it.
export const MODEL = {
  word: 60 / 200, // reading at 200 words a minute, below the usual 238 of adults who read in silence (Brysbaert 2019)
  choice: 1.35, // M: making up one's mind before each answer and before Save
  tap: 0.4, // moving a thumb to a target of 44 px or more and touching it
  flick: 0.4, // moving a page on by a thumb
  key: 0.25, // K: between an average skilled typist (0.20) and an average one who is not a secretary (0.28)
};

// Counts the words that are on the screen now and were not before. Runs in the page.
function newWords() {
  const known = (globalThis.wordsRead ??= new WeakMap());
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let count = 0;
  while (all.nextNode()) {
    const node = all.currentNode;
    const text = node.data.trim();
    if (text === '' || known.get(node) === text || !node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const there = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (!there || node.parentElement.closest('.unseen') !== null) continue;
    known.set(node, text);
    count += text.split(/\s+/).length;
  }
  return count;
}

// Notes when Save was pressed and when the heading of the answer had been painted, on the page's own clock, and how often
// anything pointed at the page. Runs in the page.
function watchSaving() {
  globalThis.pointed = 0;
  addEventListener('pointerdown', () => (globalThis.pointed += 1), true);
  const painted = () => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => (globalThis.saving.painted = performance.now());
    port1.postMessage(0); // a task of its own, and so after the frame
  };
  addEventListener('click', ({ target, timeStamp }) => {
    if (target.closest?.('button[type=submit]')) globalThis.saving = { pressed: timeStamp };
  }, true);
  new MutationObserver(() => {
    const { saving } = globalThis;
    if (saving === undefined || saving.seen || document.querySelector('h1')?.textContent !== 'Kept') return;
    saving.seen = true;
    requestAnimationFrame(painted);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

export const watch = `(${watchSaving})()`;

export class Minute {
  counts = { word: 0, choice: 0, tap: 0, flick: 0, key: 0 };
  #begun = performance.now();
  #page;

  constructor(page) {
    this.#page = page;
  }

  add(operator) {
    this.counts[operator] += 1;
  }

  /** The person reads what has come onto the screen. */
  async read() {
    this.counts.word += await this.#page.evaluate(newWords);
  }

  /** Seconds of the person by the model, of the machine by the clock, and how long the answer took after Save. */
  async end() {
    const machine = (performance.now() - this.#begun) / 1000;
    const { pressed, painted } = await this.#page.evaluate('globalThis.saving');
    const pointed = await this.#page.evaluate('globalThis.pointed');
    const person = Object.entries(this.counts).reduce((sum, [operator, n]) => sum + n * MODEL[operator], 0);
    return { ...this.counts, person, machine, all: person + machine, pointed, answer_ms: painted - pressed };
  }
}

/** The one in the middle, of an odd number of them. */
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
