// The seven calls of WASI that bothy.wasm may ask for, in a browser worker: entropy, time, and doors that stay shut.
// No file system, no network. Called by door.ts; tools/wasm_host.mjs is its sibling for node.

const SUCCESS = 0;
const BAD_FILE = 8; // WASI errno badf
const ENTROPY_CHUNK = 65536; // getRandomValues refuses more at once

export type Memory = () => WebAssembly.Memory;

/// The imports of the module; `memory` is read anew at each call, because growing it detaches older views.
export function wasiImports(memory: Memory): Record<string, (...args: never[]) => number> {
  const bytes = (at: number, length: number) => new Uint8Array(memory().buffer, at, length);
  const view = () => new DataView(memory().buffer);
  return {
    fd_write(_fd: number, vectors: number, count: number, written: number) {
      let total = 0;
      for (let i = 0; i < count; i += 1) total += view().getUint32(vectors + 8 * i + 4, true);
      view().setUint32(written, total, true);
      return SUCCESS;
    },
    fd_close: () => SUCCESS,
    fd_seek: () => BAD_FILE,
    fd_fdstat_get: () => BAD_FILE,
    random_get(at: number, length: number) {
      for (let done = 0; done < length; done += ENTROPY_CHUNK)
        crypto.getRandomValues(bytes(at + done, Math.min(ENTROPY_CHUNK, length - done)));
      return SUCCESS;
    },
    clock_time_get(_clock: number, _precision: bigint, out: number) {
      view().setBigUint64(out, BigInt(Date.now()) * 1000000n, true);
      return SUCCESS;
    },
    proc_exit(code: number): number {
      throw new Error(`bothy.wasm stopped with code ${code}`);
    },
  };
}
