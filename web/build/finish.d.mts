// The type of the build's last step, for vite.config.ts. Nothing else is told about finish.mjs.
import type { Plugin } from 'vite';
export function finish(): Plugin;
