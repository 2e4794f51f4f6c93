// What the door finds in each sentence of a draft, for it tells two things at a time: the labels of all, gathered. It cuts
// at the ends of sentences and decides nothing. In memory only. Called by the helper for a real sorry.
import { app } from '../../state.svelte';
import type { DraftNote } from '../../door/types';

export class Said {
  notes = $state.raw<DraftNote[]>([]);
  #turn = 0;

  /** `whole`: what the door told of all of it. */
  async read(text: string, whole: DraftNote[]): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const sentences = (text.match(/[^.?!\n]+[.?!]*/g) ?? []).map((one) => one.trim()).filter(Boolean);
    const found = [...whole];
    if (sentences.length > 1)
      for (const sentence of sentences) {
        const { views } = await app.ask('heard', { text: sentence, place: 'draft' });
        if (turn !== this.#turn) return;
        found.push(...(views.heard?.notes ?? []));
      }
    this.notes = found;
  }
}
