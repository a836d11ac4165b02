import { describe, expect, test } from 'vitest';
import { staged } from './support/staged.js';

describe('listeners', () => {
  test('are told in the order in which things happened, even what they cause themselves', () => {
    const { client, send, welcome } = staged();
    const heard: string[] = [];
    client.on('state', (state) => heard.push(state));
    client.on('welcome', () => client.stop());
    client.on('welcome', (how) => heard.push(how));
    client.connect();
    welcome();
    send({ type: 'notice', text: 'late' });
    expect(heard).toEqual(['connecting', 'online', 'fresh', 'stopped']);
  });

  test('may send from within, after what the client itself had to send', () => {
    const { client, wire, welcome } = staged();
    client.on('welcome', () => void client.say('lobby', 'second', { key: 'k2' }));
    void client.say('lobby', 'first', { key: 'k1' });
    client.connect();
    welcome();
    expect(wire().sent.map(({ key }) => key)).toEqual([undefined, 'k1', 'k2']);
  });

  test('hear no more once they have stopped listening', () => {
    const { client, send, welcome } = staged();
    const heard: string[] = [];
    const note = ({ text }: { text: string }) => heard.push(text);
    const stop = client.on('notice', note);
    client.on('notice', note);
    client.connect();
    welcome();
    stop();
    stop();
    send({ type: 'notice', text: 'once' });
    expect(heard).toEqual(['once']);
  });

  test('hear the events of plugins under the name event', () => {
    const { client, send, welcome } = staged();
    const heard: unknown[] = [];
    client.on('event', (event) => heard.push(event));
    client.connect();
    welcome();
    send({ type: 'poll', votes: 3 });
    expect(heard).toEqual([{ type: 'poll', votes: 3 }]);
  });

  test('that throw disturb nobody, and are heard of', async () => {
    const { client, clock, send, welcome } = staged();
    const heard: string[] = [];
    client.on('notice', () => {
      throw new Error('a listener’s own');
    });
    client.on('notice', ({ text }) => heard.push(text));
    client.connect();
    welcome();
    send({ type: 'notice', text: 'x' });
    expect(heard).toEqual(['x']);
    expect(client.state).toBe('online');
    await expect(clock.advance(0)).rejects.toThrow('a listener’s own');
  });
});
