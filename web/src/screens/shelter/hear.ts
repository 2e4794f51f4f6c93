// Own words, read by the guard in this device's memory. Where nothing can read them - another tab has the home, or the core
// did not start - it says so soon, for nobody waits for help. Called by the companion.
import { app } from '../../state.svelte';
import type { Heard } from '../../door/types';

const PATIENCE_MS = 2_000;

/** Undefined where the words could not be read. */
export async function heardAlone(text: string): Promise<Heard | undefined> {
  const late = new Promise<undefined>((say) => setTimeout(() => say(undefined), PATIENCE_MS));
  const asked = app.ask('heard', { text, place: 'alone' }).then((reply) => reply.views.heard);
  return Promise.race([asked, late]).catch(() => undefined);
}
