// The picture in README: Today and Me of the sample couple beside each other, as a phone shows them.
// Called by screens.mjs when pictures are kept anew.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './house.mjs';
import { decode, encode } from './png.mjs';

const MARGIN = 64;
const GROUND = [0xe6, 0xdf, 0xd3];

// Several pictures of one height in a row, with the ground around them.
function inARow(pictures) {
  const width = pictures.reduce((sum, one) => sum + one.width + MARGIN, MARGIN);
  const height = pictures[0].height + 2 * MARGIN;
  const rgb = Buffer.alloc(width * height * 3);
  for (let at = 0; at < rgb.length; at += 3) rgb.set(GROUND, at);
  let left = MARGIN;
  for (const one of pictures) {
    for (let y = 0; y < one.height; y += 1) one.rgb.copy(rgb, ((y + MARGIN) * width + left) * 3, y * one.width * 3, (y + 1) * one.width * 3);
    left += one.width + MARGIN;
  }
  return { width, height, rgb };
}

export async function readmePicture(person) {
  await person.go();
  await person.tap('Look around with a sample couple');
  await person.sees('Tuesday, 24 November');
  const shots = [];
  for (const [place, choice] of [['Today', 'mostly'], ['Us'], ['Me', '90 days']]) {
    await person.tap(place);
    if (choice !== undefined) await person.choose(choice);
    await person.page.mouse.move(0, 0);
    await person.page.evaluate('document.activeElement.blur(), scrollTo(0, 0)');
    await new Promise((later) => setTimeout(later, 300));
    shots.push(decode(await person.page.screenshot({ scale: 'device' })));
  }
  mkdirSync(join(root, 'docs/img'), { recursive: true });
  writeFileSync(join(root, 'docs/img/app.png'), encode(inARow(shots)));
}
