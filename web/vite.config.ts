// How the app is built: Svelte into a few files under web/dist, no inline code, names with their hash.
// The service worker and the signed list of files it may keep are made after it (web/build/finish.mjs).
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { version } from './package.json';
import { copyAsData } from './build/copy.mjs';
import { finish } from './build/finish.mjs';

export default defineConfig(({ mode }) => ({
  plugins: [svelte({ compilerOptions: { fragments: 'tree', runes: true } }), copyAsData(), finish()],
  define: { __DEV_BUILD__: JSON.stringify(mode === 'development'), __APP_VERSION__: JSON.stringify(version) },
  worker: { format: 'es' as const },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // the content policy allows no data: images
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    outDir: mode === 'development' ? 'dist-dev' : 'dist',
  },
}));
