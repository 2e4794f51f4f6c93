// The generated types under the names that screens use, and the few errors of the host beside those of the core.
// Shapes only. Used by the host and every screen.
import type { ErrorName } from './types';
export type { Views, Intents, IntentName, Questions, QuestionName, SharedItem, Answered, HistoryItem, Me, Today, Home } from './types';

/** What the browser side runs into by itself: no room, a disk that refused, another tab, a fault. */
export type HostError = 'disk_full' | 'disk' | 'elsewhere' | 'broken';

export interface Refusal {
  name: ErrorName | HostError;
  say: string;
}
