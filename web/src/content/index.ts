// Brings the data of content/ to the screens: files of this place, each read once, kept by the service worker like any
// other. What Shelter shows is read when the app starts, by everybody alike, so that opening it asks for nothing (CC-30).
import actsAt from '../../../content/small_acts.json?url';
import exercisesAt from '../../../content/exercises.json?url';
import feelingsAt from '../../../content/feelings.json?url';
import helplinesAt from '../../../content/helplines.json?url';
import pathsAt from '../../../content/paths.json?url';
import questionsAt from '../../../content/questions.json?url';
import type { Exercise, Feelings, Helplines, Path, Question, SmallAct } from './types';

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
export const feelings = once<Feelings>(feelingsAt);
export const paths = once<Path[]>(pathsAt);

for (const early of [helplines, exercises, paths]) early().catch(() => undefined);
