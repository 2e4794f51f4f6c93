// Which language the screens speak. English is whole; another language is one more file of the same shape.
// Called by everything that shows words.
import { en } from './en';

export type Copy = typeof en;
export const t: Copy = en;
