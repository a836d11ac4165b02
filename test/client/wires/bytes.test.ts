import { expect, test } from 'vitest';
import { message } from '../support/frames.js';
import { staged } from '../support/staged.js';

test('bytes that are no frame are told as a violation, and the client goes on', () => {
  const { client, wire, send, welcome } = staged();
  const violations: string[] = [];
  client.on('violation', (text) => violations.push(text));
  client.connect();
  welcome();
  wire().events.frame(Uint8Array.of(1, 2, 3));
  expect(violations).toEqual(['a frame that is not an object of JSON']);
  const others: string[] = [];
  client.on('notice', ({ text }) => others.push(text));
  send({ type: 'notice', text: 'still here' });
  expect([client.state, others]).toEqual(['online', ['still here']]);
});

test('bytes before the first object are no more than a greeting', () => {
  const { client, wire, answer } = staged();
  const violations: string[] = [];
  client.on('violation', (text) => violations.push(text));
  client.connect();
  wire().events.opened();
  wire().events.frame(new TextEncoder().encode(JSON.stringify(message(1))));
  answer({ type: 'welcome', user: { id: 'u', nick: 'ann' } });
  expect([client.state, violations]).toEqual(['online', []]);
});
