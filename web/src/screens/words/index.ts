// Help with words and what is unsaid, loaded together when somebody goes there. Nothing else.
import type { Place } from '../../state.svelte';
import type { Screen } from '..';
import Unsaid from './unsaid.svelte';
import Words from './words.svelte';

export const words: Partial<Record<Place, Screen>> = { words: Words, unsaid: Unsaid };
