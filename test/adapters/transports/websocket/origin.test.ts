import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { originAllowed } from '../../../../adapters/transports/websocket/origin.js';

function request(remoteAddress: string, origin: string, host: string): IncomingMessage {
  return { headers: { origin, host }, socket: { remoteAddress } } as IncomingMessage;
}

test('a peer from elsewhere is let in from a page of the same host', () => {
  expect(originAllowed(request('203.0.113.5', 'https://chat.example', 'Chat.Example'), undefined)).toBe(true);
});

test('a peer from elsewhere is kept out from a page of the same host but another port', () => {
  expect(originAllowed(request('203.0.113.5', 'https://chat.example:444', 'chat.example'), undefined)).toBe(false);
});

test('a peer from elsewhere is kept out from a page opened from a file', () => {
  expect(originAllowed(request('203.0.113.5', 'null', 'chat.example'), undefined)).toBe(false);
});
