// A wire between one person and the relay: it hands every byte on and counts them, so that a journey can say that nothing
// was sent, whoever would have sent it: page, worker or service worker. Used by the journeys about what is unseen.
import { createServer, connect } from 'node:net';

export class Wire {
  connections = 0;
  up = 0; // bytes from the person
  down = 0; // bytes to the person
  asked = []; // the first line of every plain request
  #server;
  #sockets = new Set();

  /** Opens a port that leads to the house. */
  async open(house) {
    const port = Number(new URL(house.address).port);
    this.#server = createServer((here) => {
      this.connections += 1;
      const there = connect(port, '127.0.0.1');
      for (const socket of [here, there]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#sockets.delete(socket));
      }
      here.on('data', (bytes) => {
        this.up += bytes.length;
        const line = /^(GET|POST|HEAD) \S+/.exec(bytes.toString('latin1', 0, 200));
        if (line !== null) this.asked.push(line[0]);
        there.write(bytes);
      });
      there.on('data', (bytes) => {
        this.down += bytes.length;
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
    return { connections: this.connections, up: this.up, down: this.down };
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
