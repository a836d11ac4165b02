import { connect as dial, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { Line } from '../../../../heritage/support-room/line.js';

/** An attacker who sends arbitrary texts over a wire. */
export interface Attacker {
  say(text: string): void;
}

/** Replaces line breaks, which would end the text. */
const oneLine = (text: string): string => text.replaceAll('\n', ' ');

function opened(socket: Socket): Socket {
  onTestFinished(() => void socket.destroy());
  return socket.on('error', () => {});
}

async function plainWebSocket({ ws }: Line): Promise<Attacker> {
  const socket = new WebSocket(ws);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return { say: (text) => socket.send(text) };
}

async function nc({ tcpPort }: Line): Promise<Attacker> {
  const socket = opened(dial({ port: tcpPort, host: '127.0.0.1' }));
  socket.write('mallory\n');
  return { say: (text) => void socket.write(`${oneLine(text).replace(/^\//, '//')}\n`) };
}

async function tcpProgram({ tcpPort }: Line): Promise<Attacker> {
  const socket = opened(dial({ port: tcpPort, host: '127.0.0.1' }));
  const send = (command: object): void => void socket.write(`${JSON.stringify(command)}\n`);
  send({ type: 'hello', nick: 'mallory', protocol: 1 });
  send({ type: 'join', room: 'lobby' });
  return { say: (text) => send({ type: 'say', room: 'lobby', text }) };
}

async function webSocketProgram({ ws }: Line): Promise<Attacker> {
  const socket = new WebSocket(ws, 'partyline.v1');
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const send = (command: object): void => socket.send(JSON.stringify(command));
  send({ type: 'hello', nick: 'mallory', protocol: 1 });
  send({ type: 'join', room: 'lobby' });
  return { say: (text) => send({ type: 'say', room: 'lobby', text }) };
}

async function operatorsScript({ http, gateway }: Line): Promise<Attacker> {
  const headers = { Authorization: `Bearer ${gateway.operatorToken}`, 'Content-Type': 'application/json' };
  return {
    say: (text) => {
      void fetch(new URL('/operator/say', http), {
        method: 'POST',
        headers,
        body: JSON.stringify({ room: 'lobby', text }),
      });
    },
  };
}

/** The wires for sending messages, except those of old clients. */
export const wires: Readonly<Record<string, (line: Line) => Promise<Attacker>>> = {
  nc,
  'a plain WebSocket': plainWebSocket,
  'a program on TCP': tcpProgram,
  'a program on a WebSocket': webSocketProgram,
  'an operator’s script': operatorsScript,
};

/** The text as received after a wire. */
export const receivedText = (wire: string, text: string): string => (wire === 'nc' ? oneLine(text) : text);
