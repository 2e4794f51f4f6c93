// The core as one function: a request and its bytes in, a reply and its bytes out (docs/door.md).
// No meaning is read here. Called by home.ts inside the worker.
import { wasiImports } from './wasi';

interface DoorExports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  bothy_alloc(size: number): number;
  bothy_free(at: number, size: number): void;
  bothy_door_new(): number;
  bothy_door_free(handle: number): void;
  bothy_call(handle: number, json: number, jsonLength: number, tail: number, tailLength: number): number;
}

export interface Answered {
  text: string;
  tail: Uint8Array<ArrayBuffer>;
}

/** The module, compiled once per page; every door has a memory of its own. */
export async function compileCore(url: string): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(fetch(url));
}

export class Door {
  #exports: DoorExports;
  #handle: number;

  private constructor(exports: DoorExports) {
    this.#exports = exports;
    this.#handle = exports.bothy_door_new();
    if (this.#handle === 0) throw new Error('the door did not open');
  }

  static async open(module: WebAssembly.Module): Promise<Door> {
    let exports: DoorExports | undefined;
    const offered = wasiImports(() => (exports as DoorExports).memory);
    const wanted: Record<string, WebAssembly.ImportValue> = {};
    for (const { name } of WebAssembly.Module.imports(module)) wanted[name] = offered[name] as WebAssembly.ImportValue;
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wanted });
    exports = instance.exports as unknown as DoorExports;
    exports._initialize?.();
    return new Door(exports);
  }

  /** One call. The request's copy inside the module is wiped before this returns. */
  call(request: string, tail: Uint8Array): Answered {
    const json = new TextEncoder().encode(request);
    const jsonAt = this.#put(json);
    const tailAt = this.#put(tail);
    try {
      const at = this.#exports.bothy_call(this.#handle, jsonAt, json.length, tailAt, tail.length);
      if (at === 0) throw new Error('the door gave no reply');
      return this.#reply(at);
    } finally {
      this.#exports.bothy_free(jsonAt, json.length + 1);
      this.#exports.bothy_free(tailAt, tail.length + 1);
      json.fill(0);
    }
  }

  /** Wipes every key. */
  close(): void {
    if (this.#handle !== 0) this.#exports.bothy_door_free(this.#handle);
    this.#handle = 0;
  }

  #put(data: Uint8Array): number {
    const at = this.#exports.bothy_alloc(data.length + 1); // never zero
    if (at === 0) throw new Error('bothy.wasm is out of memory');
    new Uint8Array(this.#exports.memory.buffer, at, data.length).set(data);
    return at;
  }

  #reply(at: number): Answered {
    const buffer = this.#exports.memory.buffer;
    const head = new DataView(buffer, at);
    const jsonLength = head.getUint32(0, true);
    const tailLength = head.getUint32(4, true);
    const text = new TextDecoder().decode(new Uint8Array(buffer, at + 8, jsonLength));
    return { text, tail: new Uint8Array(buffer, at + 8 + jsonLength, tailLength).slice() };
  }
}
