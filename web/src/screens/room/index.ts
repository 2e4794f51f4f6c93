// Talk, the screens that show my room and those that explain it, loaded together: as soon as Today rests, or when somebody
// goes there. Nothing else.
import type { Place } from '../../state.svelte';
import type { Screen } from '..';
import Answer from '../answer.svelte';
import Entry from '../entry.svelte';
import History from '../history.svelte';
import Learn from '../learn.svelte';
import Me from '../me.svelte';
import Methods from '../methods.svelte';
import Talk from '../talk.svelte';
import Us from '../us.svelte';

export const room: Partial<Record<Place, Screen>> = { talk: Talk, answer: Answer, us: Us, me: Me, history: History, entry: Entry, learn: Learn, methods: Methods };
