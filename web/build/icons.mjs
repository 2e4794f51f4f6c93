#!/usr/bin/env node
// Draws the icons that phones want as PNG, from public/icon.svg. Their files are kept in the repository; nothing else is made here.
// Called by hand after icon.svg has changed: node build/icons.mjs (needs Debian's chromium).
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const here = (name) => new URL(`../public/${name}`, import.meta.url);
const WARM_PAPER = '#f6f0e6';
const SAFE = 0.8; // of a maskable icon only the middle four fifths are always seen (W3C Web App Manifest)

const picture = `data:image/svg+xml;base64,${readFileSync(here('icon.svg')).toString('base64')}`;
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });

async function draw(name, size, part, paper) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${paper}">
    <img src="${picture}" style="width:${size * part}px;height:${size * part}px"></body>`);
  await page.locator('img').evaluate((img) => img.decode());
  writeFileSync(here(name), await page.screenshot({ omitBackground: paper === 'transparent' }));
  await page.close();
}

await draw('icon-192.png', 192, 1, 'transparent');
await draw('icon-512.png', 512, 1, 'transparent');
await draw('icon-maskable-512.png', 512, SAFE, WARM_PAPER);
await browser.close();
