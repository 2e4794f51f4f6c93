// What the build puts in: flags and the kinds of files that are imported.
/// <reference types="vite/client" />
declare module 'virtual:copy/en' {
  const url: string;
  export default url;
}
declare const __DEV_BUILD__: boolean;
declare const __APP_VERSION__: string;
