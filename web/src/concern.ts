// What the guard answered while this page is open: which card stands until the person says that they are safe, and whether
// acts toward the other rest. Memory only: no store, no log, nothing to the other (CC-31, CC-32). Called by the help card,
// the companion and the choice of a small act.
import type { ScriptWord } from './door/types';

/** From the most urgent down, as the core orders them; the first of two that were heard stands. */
export const scripts = ['urgent', 'fear', 'young', 'someone', 'self', 'their_threat', 'own_harm', 'unshared', 'strain', 'slow_down', 'none'] as const satisfies readonly ScriptWord[];
const soloFrom: ScriptWord[] = ['urgent', 'fear', 'young', 'someone', 'self', 'their_threat', 'own_harm'];

class Concern {
  /** The card that stands; 'none' where none does. */
  stands: ScriptWord = 'none';
  /** Until the page goes: only acts for one person. Saying that one is safe for now does not take it back. */
  solo = false;

  /** A script was heard. What stands only rises by it. */
  heard(script: ScriptWord): ScriptWord {
    if (soloFrom.includes(script)) this.solo = true;
    if (script !== 'slow_down' && scripts.indexOf(script) < scripts.indexOf(this.stands)) this.stands = script;
    return this.stands === 'none' ? script : this.stands;
  }

  /** "I am safe for now", or nobody was here for a while. */
  rests(): void {
    this.stands = 'none';
  }
}

export const concern = new Concern();
