// What a browser must have to run the app, tried out rather than guessed from its name. Called by main.ts.

export type Lack = 'wasm' | 'storage' | 'locks' | 'service';

// A module of one function that uses one SIMD instruction.
const SIMD = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];

function hasStorage(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open('try', 1);
      asked.onerror = () => resolve(false);
      asked.onsuccess = () => {
        asked.result.close();
        indexedDB.deleteDatabase('try');
        resolve(true);
      };
    } catch {
      resolve(false);
    }
  });
}

export async function lacking(): Promise<Lack[]> {
  const out: Lack[] = [];
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(new Uint8Array(SIMD))) out.push('wasm');
  if (!(await hasStorage())) out.push('storage');
  if (navigator.locks === undefined) out.push('locks');
  if (navigator.serviceWorker === undefined) out.push('service');
  return out;
}
