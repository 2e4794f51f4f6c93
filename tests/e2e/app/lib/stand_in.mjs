// A stand-in for a relay: hands plain requests on to the real one, and answers at /relay itself with the bytes it is given.
// WebSocket by hand, as much as a test needs. Used by strange_relay.mjs.
import { createHash } from 'node:crypto';
import { createServer, request } from 'node:http';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'; // RFC 6455, 1.3

/** One unmasked message; `text` or bytes. */
function message(body) {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(bytes.length < 126 ? 2 : 10);
  head[0] = 0x80 | (typeof body === 'string' ? 1 : 2);
  head[1] = bytes.length < 126 ? bytes.length : 127;
  if (bytes.length >= 126) head.writeBigUInt64BE(BigInt(bytes.length), 2);
  return Buffer.concat([head, bytes]);
}

/** Serves on a free port; `messages` are sent to whoever calls /relay. Resolves to {address, close}. */
export function standIn(real, messages) {
  const sockets = new Set();
  const server = createServer((asked, answer) => {
    const on = request(real + asked.url, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  });
  server.on('upgrade', (asked, socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    const accept = createHash('sha1').update(asked.headers['sec-websocket-key'] + MAGIC).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    for (const body of messages) socket.write(message(body));
  });
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
  };
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ address: `http://localhost:${server.address().port}`, close })));
}
