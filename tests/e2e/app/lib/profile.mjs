// A person whose browser keeps its profile in a folder, as real ones do: storage lies on the disk and is there after the
// browser was closed. Used by the journeys about storage.
import { chromium } from '../../../../web/node_modules/playwright-core/index.mjs';
import { asRoot, listen, Person, watch } from './person.mjs';

/** Starts Chromium on the profile in `folder`, which may be there from before. `scripts` run in every page first. */
export async function inProfile(name, address, folder, { scripts = [], ...options } = {}) {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: '/usr/bin/chromium',
    args: asRoot ? ['--no-sandbox'] : [],
    viewport: { width: 390, height: 844 },
    ...options,
  });
  for (const script of [watch, ...scripts]) await context.addInitScript(script);
  const person = new Person(name, context.browser(), undefined, () => context.close(), address);
  person.context = context;
  person.resize = (width, height) => person.page.setViewportSize({ width, height });
  /** A fresh page in place of the one before, and with it a fresh worker. */
  person.turnPage = async () => {
    const before = person.page;
    person.page = await context.newPage();
    listen(person, person.page);
    await before?.close();
  };
  for (const page of context.pages()) person.page ??= page;
  await person.turnPage();
  return person;
}
