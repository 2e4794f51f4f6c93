// The page's side of the service worker: starts it, hears of a newer release, asks it to change over.
// The app works without it, then only while the host can be reached. Called by the frame of the app.
import { trusted } from './trusted';

/** `no_support`: this browser keeps no app. `refused`: the host offers something that its keepers did not sign. */
export type Trouble = 'no_support' | 'refused';

const LOOK_AGAIN_MS = 6 * 60 * 60_000; // an app that stays open for days hears of a release the same day

const container = (): ServiceWorkerContainer | undefined => navigator.serviceWorker as ServiceWorkerContainer | undefined;
const say = (worker: ServiceWorker | null, wish: 'check' | 'switch') => worker?.postMessage({ do: wish });

/** Starts the service worker once the page stands. `onUpdate` is called with the version that waits, perhaps more than once. */
export function startServiceWorker(onUpdate: (version: string) => void, onTrouble: (what: Trouble) => void): void {
  const workers = container();
  if (workers === undefined) return onTrouble('no_support');
  workers.addEventListener('message', ({ data }: MessageEvent<{ update?: string; trouble?: Trouble } | null>) => {
    if (typeof data?.update === 'string') onUpdate(data.update);
    if (data?.trouble === 'no_support' || data?.trouble === 'refused') onTrouble(data.trouble);
  });
  workers.startMessages();
  const begin = async () => {
    const kept = await workers.register(trusted('/sw.js'), { scope: '/', updateViaCache: 'none' });
    say(kept.active, 'check');
    setInterval(() => say(kept.active, 'check'), LOOK_AGAIN_MS);
  };
  begin().catch(() => onTrouble('no_support'));
}

/** Puts the waiting release to use and loads the page anew from it. What is not kept yet is lost: ask the person first. */
export async function switchToUpdate(): Promise<void> {
  const workers = container();
  const kept = await workers?.getRegistration('/');
  const worker = kept?.waiting ?? kept?.active ?? null;
  if (workers === undefined || worker === null) return location.reload();
  workers.addEventListener('message', ({ data }: MessageEvent<{ switched?: string } | null>) => {
    if (data?.switched !== undefined) location.reload();
  });
  say(worker, 'switch');
}
