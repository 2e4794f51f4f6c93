// Which screen belongs to which place. Nothing else.
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
import Settings from './settings.svelte';
import Lock from './settings/lock.svelte';
import Devices from './settings/devices.svelte';
import Sharing from './settings/sharing.svelte';
import Relay from './settings/relay.svelte';
import Look from './settings/look.svelte';
import Export from './settings/export.svelte';
import Import from './settings/import.svelte';
import Unpair from './settings/unpair.svelte';
import Erase from './settings/erase.svelte';
import About from './settings/about.svelte';

export type Screen = Component;

export const screens: Record<Place, Screen> = {
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
  style: __DEV_BUILD__ ? (await import('./style.svelte')).default : Welcome,
  settings: Settings,
  'settings/lock': Lock,
  'settings/devices': Devices,
  'settings/sharing': Sharing,
  'settings/relay': Relay,
  'settings/look': Look,
  'settings/export': Export,
  'settings/import': Import,
  'settings/unpair': Unpair,
  'settings/erase': Erase,
  'settings/about': About,
};
