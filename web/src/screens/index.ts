// Which screen belongs to which place. Those of every day are here; settings come when somebody goes there.
import type { Component } from 'svelte';
import type { Place } from '../state.svelte';
import Welcome from './welcome.svelte';
import Limits from './limits.svelte';
import Begin from './begin.svelte';
import Recover from './recover.svelte';
import Join from './join.svelte';
import Pair from './pair.svelte';
import Today from './today.svelte';
import Answer from './answer.svelte';
import Talk from './talk.svelte';
import Us from './us.svelte';
import Me from './me.svelte';
import Unlock from './unlock.svelte';
import History from './history.svelte';
import Entry from './entry.svelte';
import Shelter from './shelter.svelte';

export type Screen = Component;

const near: Partial<Record<Place, Screen>> = {
  welcome: Welcome,
  limits: Limits,
  begin: Begin,
  recover: Recover,
  join: Join,
  pair: Pair,
  today: Today,
  answer: Answer,
  talk: Talk,
  us: Us,
  me: Me,
  unlock: Unlock,
  history: History,
  entry: Entry,
  shelter: Shelter,
};

/** The screen of a place; a promise where it is not loaded yet. */
export function screenOf(place: Place): Screen | Promise<Screen> {
  const here = near[place];
  if (here !== undefined) return here;
  if (__DEV_BUILD__ && place === 'style') return import('./style.svelte').then((style) => style.default);
  return import('./settings').then(({ settings }) => settings[place] ?? Welcome);
}
