// What a journey needs to hold the screens of estimates against the door: what the door gave, the table of a chart, the
// band that a chart tells, the moment at which the answer after saving was painted. No checks of its own. Used by estimates.mjs.

// Keeps the newest of each view that the worker answered with. Runs in the page, before anything of it.
function keepViews() {
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        for (const view of ['state', 'us', 'patterns', 'learn']) if (data.reply?.views[view] !== undefined) (globalThis.door ??= {})[view] = data.reply.views[view];
      });
    }
  };
}

// Notes when Save was pressed and when how it is now had been painted, on the page's own clock. Runs in the page.
function watchState() {
  addEventListener('click', ({ target, timeStamp }) => {
    if (target.closest?.('button[type=submit]')) globalThis.answered = { pressed: timeStamp };
  }, true);
  new MutationObserver(() => {
    const { answered } = globalThis;
    if (answered === undefined || answered.seen || document.querySelector('[aria-labelledby=state-now] .lead') === null) return;
    answered.seen = true;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port2.onmessage = () => (answered.painted = performance.now());
      port1.postMessage(0); // a task of its own, and so after the frame
    });
  }).observe(document, { subtree: true, childList: true });
}

export const listenToDoor = `(${keepViews})()`;
export const watchAnswer = `(${watchState})()`;

/** Turns a chart into its table by the keyboard and reads it: a list of cells for each row, numbers with a plain minus. */
export async function tableOf(person, name) {
  await person.page.getByRole('button', { name: `As a table: ${name}`, exact: true }).focus();
  await person.page.keyboard.press('Enter');
  const table = person.page.locator(`div[role=region][aria-label=${JSON.stringify(name)}]`);
  await table.waitFor();
  return table.evaluate((region) => [...region.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent.trim().replaceAll('\u2212', '-'))));
}

/** The newest band that the chart of felt security tells, to a tenth, from its table. */
export async function plotBand(person) {
  await person.sees('of 100, most likely between');
  const [newest] = await tableOf(person, 'How safe it feels');
  const [low, middle, high] = newest.slice(1, 4).map(Number);
  return { low, middle, high };
}
