// One socket to the relay: dials, comes back after a while, hands messages over in order. It never reads one.
// Called by home.ts, which alone knows when there is somebody to talk to.

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const OPEN_MS = 10_000; // a relay that does not answer in this time is away

export interface Ear {
  opened(origin: string): void;
  heard(message: Uint8Array): void;
  closed(): void;
}

/** "https://relay.example" of what a person typed, or null when that is no address. */
export function relayOrigin(typed: string): string | null {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  try {
    const url = new URL(withScheme);
    const web = { 'wss:': 'https:', 'ws:': 'http:', 'https:': 'https:', 'http:': 'http:' }[url.protocol];
    // Chromium takes a sentence for a host, its spaces written as %20.
    if (web === undefined || url.hostname === '' || url.hostname.includes('%') || url.username !== '') return null;
    return `${web}//${url.host}`;
  } catch {
    return null;
  }
}

export class RelayLink {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT_MS;
  #stopped = false;

  constructor(
    readonly origin: string,
    readonly ear: Ear,
  ) {
    this.#dial();
  }

  send(message: Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  /** Dials now instead of later: the network came back, or a person looks. */
  hurry(): void {
    this.#wait = FIRST_WAIT_MS;
    if (this.#socket !== null || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#dial();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** Hangs up and dials again at once: the core begins a new exchange. */
  again(): void {
    this.#socket?.close();
    this.#wait = FIRST_WAIT_MS / 10;
  }

  #dial(): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(`${this.origin.replace(/^http/, 'ws')}/relay`);
    } catch {
      return this.#later();
    }
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    const patience = setTimeout(() => socket.close(), OPEN_MS);
    socket.onopen = () => {
      clearTimeout(patience);
      this.#wait = FIRST_WAIT_MS;
      this.ear.opened(this.origin);
    };
    socket.onmessage = ({ data }) => this.ear.heard(new Uint8Array(data as ArrayBuffer));
    socket.onclose = () => {
      clearTimeout(patience);
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.ear.closed();
      if (!this.#stopped) this.#later();
    };
  }

  // The wait is shaken a little, so that a relay that comes back is not met by everybody in one instant.
  #later(): void {
    this.#timer = setTimeout(() => this.#dial(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }
}
