import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import type { BenchServer } from './server.js';

interface Join {
  readonly room: string;
  readonly nick: string;
}

interface Say {
  readonly room: string;
  readonly text: string;
}

/** Socket.IO as its documentation has it: rooms, `io.to(room).emit`; over WebSocket only, so that nothing is polled. */
export const socketio: BenchServer = {
  start() {
    const http = createServer();
    const io = new Server(http, { transports: ['websocket'], serveClient: false });
    io.on('connection', (socket) => {
      let nick = '';
      socket.on('join', async (join: Join, done: () => void) => {
        nick = join.nick;
        await socket.join(join.room);
        done();
      });
      socket.on('say', ({ room, text }: Say) => {
        io.to(room).emit('message', { room, from: nick, text });
      });
    });
    return new Promise((resolve, reject) => {
      http.once('error', reject);
      http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
    });
  },
};
