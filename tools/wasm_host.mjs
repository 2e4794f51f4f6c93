// Loads bothy.wasm outside a browser: a WASI of seven calls and the door's C ABI as one function.
// Only transcripts, benches and tests use it (`openDoor(path)`); the app has a host of its own. No file system lives here.
import { readFile } from 'node:fs/promises';
import { webcrypto } from 'node:crypto';

const SUCCESS = 0;
const NO_SUCH_FILE = 8; // WASI errno badf
const RANDOM_CHUNK = 65536; // getRandomValues refuses more at once

// Every access reads memory.buffer again: growing the memory detaches older views.
function wasiImports(memory) {
  const bytes = (at, length) => new Uint8Array(memory().buffer, at, length);
  const view = () => new DataView(memory().buffer);
  return {
    fd_write(fd, vectors, count, written) {
      let total = 0;
      for (let i = 0; i < count; i += 1) {
        const at = view().getUint32(vectors + 8 * i, true);
        const length = view().getUint32(vectors + 8 * i + 4, true);
        if (fd === 1 || fd === 2) process.stderr.write(bytes(at, length).slice());
        total += length;
      }
      view().setUint32(written, total, true);
      return SUCCESS;
    },
    fd_close: () => SUCCESS,
    fd_seek: () => NO_SUCH_FILE,
    fd_fdstat_get: () => NO_SUCH_FILE,
    random_get(at, length) {
      for (let done = 0; done < length; done += RANDOM_CHUNK) {
        webcrypto.getRandomValues(bytes(at + done, Math.min(RANDOM_CHUNK, length - done)));
      }
      return SUCCESS;
    },
    clock_time_get(_clock, _precision, out) {
      view().setBigUint64(out, BigInt(Date.now()) * 1000000n, true);
      return SUCCESS;
    },
    proc_exit(code) {
      throw new Error(`bothy.wasm stopped with code ${code}`);
    },
  };
}

function onlyWanted(module, offered) {
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from !== 'wasi_snapshot_preview1' || !(name in offered)) {
      throw new Error(`bothy.wasm asks for ${from}.${name}, which this host does not give`);
    }
    imports[name] = offered[name];
  }
  return { wasi_snapshot_preview1: imports };
}

class Door {
  #exports;
  #handle;

  constructor(exports) {
    this.#exports = exports;
    this.#handle = exports.bothy_door_new();
    if (this.#handle === 0) throw new Error('the door did not open');
  }

  /** Size of the module's memory in bytes; it only ever grows. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** One call through the door: a request (object, JSON text or any bytes) and its tail; the reply's JSON text and tail. */
  callText(request, tail = new Uint8Array(0)) {
    const text = typeof request === 'string' ? request : JSON.stringify(request);
    const json = request instanceof Uint8Array ? request : new TextEncoder().encode(text);
    const jsonAt = this.#put(json);
    const tailAt = this.#put(tail);
    try {
      const at = this.#exports.bothy_call(this.#handle, jsonAt, json.length, tailAt, tail.length);
      if (at === 0) throw new Error('the door gave no reply');
      return this.#reply(at);
    } finally {
      this.#exports.bothy_free(jsonAt, json.length + 1);
      this.#exports.bothy_free(tailAt, tail.length + 1);
    }
  }

  /** The same, with the reply's JSON parsed. */
  call(request, tail) {
    const reply = this.callText(request, tail);
    return { json: JSON.parse(reply.text), tail: reply.tail };
  }

  close() {
    if (this.#handle !== 0) this.#exports.bothy_door_free(this.#handle);
    this.#handle = 0;
  }

  #put(data) {
    const at = this.#exports.bothy_alloc(data.length + 1); // never zero
    if (at === 0) throw new Error('bothy.wasm is out of memory');
    new Uint8Array(this.#exports.memory.buffer, at, data.length).set(data);
    return at;
  }

  #reply(at) {
    const buffer = this.#exports.memory.buffer;
    const view = new DataView(buffer, at);
    const jsonLength = view.getUint32(0, true);
    const tailLength = view.getUint32(4, true);
    const text = new TextDecoder().decode(new Uint8Array(buffer, at + 8, jsonLength));
    return { text, tail: new Uint8Array(buffer, at + 8 + jsonLength, tailLength).slice() };
  }
}

/** A fresh module by itself: its exports, ready to be called. */
export async function openModule(wasmPath) {
  const module = await WebAssembly.compile(await readFile(wasmPath));
  let exports;
  const offered = wasiImports(() => exports.memory);
  const instance = await WebAssembly.instantiate(module, onlyWanted(module, offered));
  exports = instance.exports;
  exports._initialize?.();
  return exports;
}

/** Opens one door in a fresh module: its own memory, its own state. */
export async function openDoor(wasmPath) {
  return new Door(await openModule(wasmPath));
}
