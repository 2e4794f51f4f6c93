// Whether a relay can be reached from this page at all: answered, forbidden by the page's content policy, or silent.
// It says nothing to the relay and hangs up at once. Called by the form for a relay address.

export type Reached = 'answers' | 'blocked' | 'silent';

const PATIENCE_MS = 8_000;

export function probe(origin: string): Promise<Reached> {
  return new Promise((resolve) => {
    let socket: WebSocket | undefined;
    const end = (reached: Reached) => {
      clearTimeout(patience);
      document.removeEventListener('securitypolicyviolation', onViolation);
      socket?.close();
      resolve(reached);
    };
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      if (event.effectiveDirective === 'connect-src') end('blocked');
    };
    const patience = setTimeout(() => end('silent'), PATIENCE_MS);
    document.addEventListener('securitypolicyviolation', onViolation);
    try {
      socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/relay`);
    } catch {
      return end('blocked');
    }
    socket.onopen = () => end('answers');
    // A policy tells of itself a moment after the socket breaks.
    socket.onerror = () => setTimeout(() => end('silent'), 500);
  });
}

/** Plain http is for this device alone; the place that sent the page is taken as it is. */
export function isOpenNetwork(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && origin !== location.origin && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
