// Brings the data of content/ to the screens: files of this place, each read once, kept by the service worker like any
// other. Help lines are read when the app starts, by everybody alike, so that opening them asks for nothing (CC-30).
import actsAt from '../../../content/small_acts.json?url';
import exercisesAt from '../../../content/exercises.json?url';
import helplinesAt from '../../../content/helplines.json?url';
import questionsAt from '../../../content/questions.json?url';
import type { Exercise, Helplines, Question, SmallAct } from './types';

/** Reads on the first call, and again after a call that could not. Rejects then; a screen goes on without. */
function once<What>(path: string): () => Promise<What> {
  let kept: Promise<What> | undefined;
  const read = async () => {
    const response = await fetch(path);
    if (!response.ok) throw new TypeError(path);
    return (await response.json()) as What;
  };
  return () =>
    (kept ??= read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    }));
}

export const smallActs = once<SmallAct[]>(actsAt);
export const questions = once<Question[]>(questionsAt);
export const exercises = once<Exercise[]>(exercisesAt);
export const helplines = once<Helplines>(helplinesAt);

for (const early of [helplines, exercises]) early().catch(() => undefined);
