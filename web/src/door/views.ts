// The views of a reply as screens hold them; the fields themselves are generated (types.ts).
// Only names are joined here. Used by the host and every screen.
// eslint-disable-next-line
export type Views = any;
export interface Refusal {
  name: string;
  say: string;
}
