// The way out of the page: everything it shows and holds goes in the same frame, then a plain page comes (CC-28).
// Nothing is asked or kept. Called by the way out on every screen and by the card for danger.
import { app } from './state.svelte';

const NEUTRAL = '/measures.html';

export function leave(): void {
  app.vanish();
  location.replace(NEUTRAL);
}
