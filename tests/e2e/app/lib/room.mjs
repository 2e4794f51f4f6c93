// What a page says of its own room: does it scroll sideways, is a word cut, is a control too small or under a bar. These
// functions run in the page and know no screen. Called by zoom.mjs.

const LEAST_PX = 24; // WCAG 2.5.8
const MAIN_PX = 44; // WCAG 2.5.5, the rule of the house for what is tapped often
const SLACK = 1.5; // half pixels of a fraction of a rem

// Words that stand outside the window, outside their button, or in a box that cuts them.
function cutWords(slack) {
  const found = [];
  const says = (text) => `"${text.trim().slice(0, 40)}"`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page scrolls sideways: ${root.scrollWidth} in ${root.clientWidth}`);
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (all.nextNode()) {
    const node = all.currentNode;
    const parent = node.parentElement;
    if (node.data.trim() === '' || !parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.unseen, noscript, option, textarea')) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      for (let around = parent; around !== null; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const edge = around === root ? { left: 0, right: root.clientWidth, top: -Infinity, bottom: Infinity } : around.getBoundingClientRect();
        const holds = around === root || around.matches('button, .button, .chip span, .tab, .panel, .notice');
        if ((holds || /hidden|clip/.test(overflowX)) && (box.left < edge.left - slack || box.right > edge.right + slack)) found.push(`${says(node.data)} is wider than ${around.localName}.${around.className}`);
        else if (/hidden|clip/.test(overflowY) && (box.top < edge.top - slack || box.bottom > edge.bottom + slack)) found.push(`${says(node.data)} is taller than ${around.localName}.${around.className}`);
        if (/auto|scroll/.test(overflowX)) break; // whoever scrolls there sees it
      }
    }
  }
  return [...new Set(found)];
}

// Words that lie over other words.
function overlaps() {
  const range = document.createRange();
  const boxes = [];
  for (const element of document.querySelectorAll('button, legend, label, h1, h2, h3, p, .mark, .tab')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.unseen, .scroll, .top') || element.querySelector('.unseen') !== null || element.querySelector('button, p, h1, h2, h3, legend, label')) continue;
    if (getComputedStyle(element).position === 'sticky' || element.closest('.tabs, .foot')) continue;
    range.selectNodeContents(element);
    if (element.textContent.trim() === '') continue;
    for (const box of range.getClientRects()) if (box.width > 0 && box.height > 0) boxes.push({ box, element }); // a line each
  }
  const found = new Set();
  for (const [i, one] of boxes.entries()) {
    for (const other of boxes.slice(i + 1)) {
      if (other.element === one.element) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 4 && down > 6) found.add(`"${one.element.textContent.trim().slice(0, 30)}" and "${other.element.textContent.trim().slice(0, 30)}" lie over each other`);
    }
  }
  return [...found];
}

// Controls that a thumb would miss. A link in a line of text may be as low as the line.
function smallTargets({ least, main }) {
  const found = [];
  for (const element of document.querySelectorAll('button, a[href], input, select, textarea, summary')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled || (element.localName === 'a' && getComputedStyle(element).display === 'inline')) continue;
    const target = element.matches('input[type=radio], input[type=checkbox]') ? (element.closest('label') ?? element) : element;
    const { width, height } = target.getBoundingClientRect();
    const wanted = target.matches('.button, .tab, .chip, .leave, .door, .row, .input') ? main : least;
    if (width < wanted || height < wanted) found.push(`"${(element.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}" (${target.localName}.${target.className}) is ${Math.round(width)} x ${Math.round(height)}, wanted ${wanted}`);
  }
  return found;
}

// What has the focus: undefined past the end; else its name, whether it can be seen, and how many there are in all.
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return undefined;
  const box = element.getBoundingClientRect();
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)]; // what of it is in the window
  const points = [[x, (top + bottom) / 2], [x, top + 12], [x, bottom - 12]];
  const whole = element.closest('label') ?? element; // what is drawn for it stands beside an input
  const clear = points.some(([px, py]) => {
    const hit = document.elementFromPoint(px, py);
    return hit !== null && (whole.contains(hit) || hit.contains(element));
  });
  const { outlineStyle } = getComputedStyle(element);
  const ring = outlineStyle !== 'none' || (element.matches('input') && element.nextElementSibling !== null && getComputedStyle(element.nextElementSibling).outlineStyle !== 'none');
  element.dataset['reached'] = 'yes';
  return { name: `"${(element.getAttribute('aria-label') ?? element.closest('label')?.textContent ?? element.textContent).trim().slice(0, 40)}" (${element.localName})`, clear, ring };
}

const unreached = () => [...document.querySelectorAll('button, a[href], select, textarea, summary, input:not([type=radio])')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.dataset['reached'] === undefined)
  .map((element) => `"${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}" (${element.localName}) is not reached by Tab`);

const inPage = (body, given) => `(${body})(${JSON.stringify(given) ?? ''})`;

export const cut = (page) => page.evaluate(inPage(cutWords, SLACK));
export const over = (page) => page.evaluate(inPage(overlaps));
export const small = (page) => page.evaluate(inPage(smallTargets, { least: LEAST_PX, main: MAIN_PX }));

/** Goes through a screen by Tab: each stop can be seen, has a ring, and none is left out. At most `most` of them. */
export async function byTab(page, most) {
  const found = [];
  await page.evaluate("for (const one of document.querySelectorAll('[data-reached]')) delete one.dataset['reached']; scrollTo(0, 0); const start = document.body.insertBefore(document.createElement('i'), document.body.firstChild); start.tabIndex = -1; start.focus(); start.remove()");
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(inPage(focused));
    if (at === undefined) return [...found, ...(await page.evaluate(inPage(unreached)))];
    if (!at.clear) found.push(`${at.name} is covered when it has the focus`);
    if (!at.ring) found.push(`${at.name} shows no ring when it has the focus`);
  }
  return found;
}
