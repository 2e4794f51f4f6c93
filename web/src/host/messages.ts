// What the page and its worker say to each other. Shapes only. Used by client.ts (page) and worker.ts.
import type { Refusal, Views } from '../door/views';

export type Args = object;

/** From the page. `bytes` go along as the binary tail; where an argument means them, it is {at, len}. */
export type Wish =
  | { id: number; verb: 'start'; sample: boolean }
  | { id: number; verb: 'lead' }
  | { id: number; verb: 'act' | 'ask'; name: string; args: Args; bytes?: Uint8Array }
  | { id: number; verb: 'verify' | 'mend' }
  | { id: number; verb: 'dial'; origin: string | null }
  | { id: number; verb: 'hurry' };

/** The core's answer, or what the host itself ran into (`disk_full`, `disk`, `broken`). */
export interface Reply {
  views: Views;
  error?: Refusal;
  /** Bytes that a view points at, such as an export. */
  bytes?: Uint8Array<ArrayBuffer>;
}

/** Who holds the store: this tab, or another one. */
export type Standing = 'leading' | 'elsewhere';

/** From the worker: an answer to a wish, or news that nobody asked for. */
export type Word =
  | { id: number; reply: Reply }
  | { views: Views; relayIsNewer: boolean }
  | { standing: Standing };
