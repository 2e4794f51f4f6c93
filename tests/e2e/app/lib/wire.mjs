// A wire between one person and the relay: it hands every byte on and counts them, so that a journey can say that nothing
// was sent, whoever would have sent it: page, worker or service worker. Used by the journeys about what is unseen.
import { createServer, connect } from 'node:net';

// Some while after its worker rested a browser looks by itself whether there is a newer one: nobody's doing, and not counted.
const ITS_OWN = 'GET /sw.js HTTP/1.1';

export class Wire {
  #lines = []; // of each connection: its bytes, and whether it asked for that alone
  asked = []; // the first line of every plain request
  #server;
  #sockets = new Set();

  /** Opens a port that leads to the house. */
  async open(house) {
    const port = Number(new URL(house.address).port);
    this.#server = createServer((here) => {
      const line = { up: 0, down: 0, own: false };
      this.#lines.push(line);
      const there = connect(port, '127.0.0.1');
      for (const socket of [here, there]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#sockets.delete(socket));
      }
      here.on('data', (bytes) => {
        const text = bytes.toString('latin1', 0, 200);
        line.own = text.startsWith(`${ITS_OWN}\r\n`) && (line.up === 0 || line.own);
        line.up += bytes.length;
        const wish = /^(GET|POST|HEAD) \S+/.exec(text);
        if (wish !== null) this.asked.push(wish[0]);
        there.write(bytes);
      });
      there.on('data', (bytes) => {
        line.down += bytes.length;
        here.write(bytes);
      });
      here.on('end', () => there.end());
      there.on('end', () => here.end());
      here.on('close', () => there.destroy());
      there.on('close', () => here.destroy());
    });
    await new Promise((listening) => this.#server.listen(0, '127.0.0.1', listening));
    this.address = `http://localhost:${this.#server.address().port}`;
    return this;
  }

  counts() {
    const counted = this.#lines.filter(({ own }) => !own);
    const sum = (way) => counted.reduce((all, line) => all + line[way], 0);
    return { connections: counted.length, up: sum('up'), down: sum('down') };
  }

  /** Waits until nothing went over it for as long. */
  async rest(ms = 2_000) {
    for (let last = '', since = Date.now(); Date.now() - since < ms; ) {
      const now = JSON.stringify(this.counts());
      if (now !== last) [last, since] = [now, Date.now()];
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
