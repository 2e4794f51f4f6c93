// Which screen belongs to which place. Those of the first minute are here; Talk and my room come as soon as there is time,
// settings when somebody goes there.
import type { Component } from 'svelte';
import type { Place } from '../state.svelte';
import Welcome from './welcome.svelte';
import Limits from './limits.svelte';
import Begin from './begin.svelte';
import Recover from './recover.svelte';
import Join from './join.svelte';
import Pair from './pair.svelte';
import Today from './today.svelte';
import Unlock from './unlock.svelte';
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
  unlock: Unlock,
  shelter: Shelter,
};

const inRoom: Place[] = ['talk', 'answer', 'us', 'me', 'history', 'entry', 'learn', 'methods'];
let room: Partial<Record<Place, Screen>> | undefined;

/** Brings the screens of my room, so that the answer after saving is there at once. */
export async function bringRoom(): Promise<Partial<Record<Place, Screen>>> {
  return (room ??= (await import('./room')).room);
}

let companion: Component | undefined;

/** Brings the companion of Shelter, for everybody alike and before anybody opens it: opening it asks for nothing (CC-30). */
export async function bringCompanion(): Promise<Component> {
  return (companion ??= (await import('./shelter/companion.svelte')).default);
}

/** The screen of a place; a promise where it is not loaded yet. */
export function screenOf(place: Place): Screen | Promise<Screen> {
  const here = near[place];
  if (here !== undefined) return here;
  if (inRoom.includes(place)) return room?.[place] ?? bringRoom().then((brought) => brought[place] ?? Welcome);
  if (__DEV_BUILD__ && place === 'style') return import('./style.svelte').then((style) => style.default);
  if (place === 'words' || place === 'unsaid') return import('./words').then(({ words }) => words[place] ?? Welcome);
  return import('./settings').then(({ settings }) => settings[place] ?? Welcome);
}
