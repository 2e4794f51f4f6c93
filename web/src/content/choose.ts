// Which small act is offered after a check-in. One toward the other person only where something that was said invites it:
// after nothing said, after holding back, and where the room is shut, Bothy cannot know whether it is safe. No words here.
import type { SmallAct } from './types';

/** `moments` of the check-in just saved; `turn` moves through the cards that fit. With a concern about safety, only what asks
    for rest: nothing toward the other, nothing that takes their side (CC-32). Undefined when there are none. */
export function actFor(cards: SmallAct[], moments: string[], together: boolean, turn: number, concern = false): SmallAct | undefined {
  if (concern) {
    const calm = cards.filter(({ in_fear }) => in_fear);
    return calm[turn % Math.max(1, calm.length)];
  }
  const allowed = cards.filter(({ not_when }) => !not_when.some((word) => moments.includes(word)));
  const fitting = allowed.filter((card) => (together || card.solo) && card.moments.some((word) => moments.includes(word)));
  const pool = fitting.length > 0 ? fitting : allowed.filter(({ solo }) => solo);
  return pool[turn % Math.max(1, pool.length)];
}
