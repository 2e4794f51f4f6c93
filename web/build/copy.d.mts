// The types of copy.mjs, for vite.config.ts. Nothing else.
import type { Plugin } from 'vite';

export function asData(value: unknown, path?: string): unknown;
export function copyAsData(): Plugin;
