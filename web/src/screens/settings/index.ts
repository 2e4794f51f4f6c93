// The screens of Settings, loaded together when somebody goes there. Nothing else.
import type { Place } from '../../state.svelte';
import type { Screen } from '..';
import Settings from '../settings.svelte';
import Lock from './lock.svelte';
import Devices from './devices.svelte';
import Sharing from './sharing.svelte';
import Relay from './relay.svelte';
import Look from './look.svelte';
import Export from './export.svelte';
import Import from './import.svelte';
import Unpair from './unpair.svelte';
import Erase from './erase.svelte';
import About from './about.svelte';

export const settings: Partial<Record<Place, Screen>> = {
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
