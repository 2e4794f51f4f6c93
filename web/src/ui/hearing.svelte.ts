// What the door hears in own words while they are being written: asked for the newest text only, one question at a time.
// In memory only, gone with the box (CC-31). It decides nothing. Called by the draft box.
import { app } from '../state.svelte';
import type { DraftNote, Heard, HeardArgs } from '../door/types';

/** Of two texts, how many units at their beginning are the same. */
function sameUntil(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

export class Hearing {
  heard = $state.raw<Heard | undefined>();
  /** The text it was heard in. */
  of = $state('');
  #then: (heard: Heard) => void;
  #next: HeardArgs | undefined;
  #busy = false;

  /** `then` hears every answer. */
  constructor(then: (heard: Heard) => void) {
    this.#then = then;
  }

  async listen(args: HeardArgs): Promise<void> {
    this.#next = args;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#next !== undefined) {
      const now: HeardArgs = this.#next;
      this.#next = undefined;
      const { views, error } = await app.ask('heard', now);
      if (error !== undefined || views.heard === undefined) continue;
      this.of = now.text;
      this.heard = views.heard;
      this.#then(views.heard);
    }
    this.#busy = false;
  }

  /** Nothing is written: an answer that still comes is dropped. */
  rest(): void {
    this.#next = undefined;
    this.heard = undefined;
    this.of = '';
  }

  /** The notes whose words still stand where they stood. On the same letters the first one counts. */
  notesIn(text: string): DraftNote[] {
    const same = sameUntil(text, this.of);
    const stand = (this.heard?.notes ?? []).filter(({ begin, end }) => end <= same && begin < end);
    return stand.filter((note, i) => !stand.slice(0, i).some((other) => other.begin < note.end && note.begin < other.end));
  }
}
