// The page's side of the worker: wishes as promises, news as a callback. It can be ended at once and begun again.
// No meaning here. Called by state.svelte.ts.
import workerUrl from './worker?worker&url';
import { trusted } from './trusted';
import type { Args, Reply, Standing, Wish, Word } from './messages';
import type { Views } from '../door/views';

type Unsent<W> = W extends Wish ? Omit<W, 'id'> : never;

export class Client {
  #worker = new Worker(trusted(workerUrl), { type: 'module', name: 'home' });
  #waiting = new Map<number, (reply: Reply) => void>();
  #next = 1;

  constructor(
    readonly onViews: (views: Views, relayIsNewer: boolean) => void,
    readonly onStanding: (standing: Standing) => void,
  ) {
    this.#worker.onmessage = ({ data }: MessageEvent<Word>) => {
      if ('standing' in data) return this.onStanding(data.standing);
      if ('views' in data) return this.onViews(data.views, data.relayIsNewer);
      this.#waiting.get(data.id)?.(data.reply);
      this.#waiting.delete(data.id);
    };
  }

  act(name: string, args: Args = {}, bytes?: Uint8Array): Promise<Reply> {
    return this.wish({ verb: 'act', name, args, ...(bytes === undefined ? {} : { bytes }) });
  }

  ask(name: string, args: Args = {}, bytes?: Uint8Array): Promise<Reply> {
    return this.wish({ verb: 'ask', name, args, ...(bytes === undefined ? {} : { bytes }) });
  }

  wish(wish: Unsent<Wish>): Promise<Reply> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ ...wish, id });
    });
  }

  /** Ends the worker now: its memory, and every key in it, is gone with it. */
  end(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }
}
