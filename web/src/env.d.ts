// What the build puts in: flags and the kinds of files that are imported.
/// <reference types="vite/client" />
declare const __DEV_BUILD__: boolean;
