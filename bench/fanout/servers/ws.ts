import type { AddressInfo } from 'node:net';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { BenchServer } from './server.js';

interface Join {
  readonly type: 'join';
  readonly room: string;
  readonly nick: string;
}

interface Say {
  readonly type: 'say';
  readonly room: string;
  readonly text: string;
}

/** Rooms as most people write them by hand on `ws`: one set of sockets a room, stringify once, `send` per member. */
export const wsRooms: BenchServer = {
  start() {
    const rooms = new Map<string, Set<WebSocket>>();
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    server.on('connection', (socket) => serve(socket, rooms));
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', () => resolve((server.address() as AddressInfo).port));
    });
  },
};

function serve(socket: WebSocket, rooms: Map<string, Set<WebSocket>>): void {
  let nick = '';
  let joined: Set<WebSocket> | undefined;
  socket.on('message', (data: RawData) => {
    const command = JSON.parse(data.toString()) as Join | Say;
    if (command.type === 'join') {
      nick = command.nick;
      joined = rooms.get(command.room) ?? new Set();
      rooms.set(command.room, joined.add(socket));
      socket.send('{"type":"ok"}');
      return;
    }
    const { room, text } = command;
    const frame = JSON.stringify({ type: 'message', room, from: nick, text });
    for (const member of rooms.get(room) ?? []) member.send(frame);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => joined?.delete(socket));
}
