import { describe, expect, test } from 'vitest';
import { ClientError, type StateReason } from '../../client/index.js';
import { staged } from './support/staged.js';

/** What a client says of its state. */
function reasons(client: ReturnType<typeof staged>['client']): (StateReason | undefined)[] {
  const heard: (StateReason | undefined)[] = [];
  client.on('state', (_state, reason) => heard.push(reason));
  return heard;
}

describe('credentials', () => {
  test('that are there at once go out at once', () => {
    const { client, wire } = staged({ credentials: () => ({ pass: 'x' }) });
    client.connect();
    wire().events.opened();
    expect(wire().sent).toMatchObject([{ type: 'hello', credentials: { pass: 'x' } }]);
  });

  test('that come later go out when they are there', async () => {
    const { client, wire } = staged({ credentials: async () => ({ pass: 'x' }) });
    client.connect();
    wire().events.opened();
    expect(wire().sent).toEqual([]);
    await expect.poll(() => wire().sent).toMatchObject([{ type: 'hello', credentials: { pass: 'x' } }]);
  });

  test('may turn out to be none', async () => {
    const { client, wire } = staged({ credentials: async () => undefined });
    client.connect();
    wire().events.opened();
    await expect.poll(() => wire().sent).toHaveLength(1);
    expect(wire().sent[0]).not.toHaveProperty('credentials');
  });

  test('are asked for anew at every attempt, and those of an attempt that is over are not used', async () => {
    const asked: ((pass: string) => void)[] = [];
    const { client, clock, wire, wires } = staged({
      credentials: () => new Promise((resolve) => asked.push((pass) => resolve({ pass }))),
    });
    client.connect();
    wire().events.opened();
    wire().events.closed();
    await clock.advance(0);
    wire().events.opened();
    asked[0]?.('old');
    asked[1]?.('new');
    await expect.poll(() => wire().sent).toMatchObject([{ credentials: { pass: 'new' } }]);
    expect(wires[0]?.sent).toEqual([]);
  });

  test('that never come are waited for as long as the attempt may take', async () => {
    const { client, clock, wire, wires } = staged({ credentials: () => new Promise(() => {}), connectMs: 300 });
    const heard = reasons(client);
    client.connect();
    wire().events.opened();
    await clock.advance(299);
    expect(client.state).toBe('connecting');
    await clock.advance(1);
    expect([heard[1]?.code, wires[0]?.closed]).toEqual(['CLIENT_CONNECTION_LOST', true]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('the drawer is shut');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the drawer is shut'))],
  ])('whose provider %s fail the attempt, and another one follows', async (_, credentials) => {
    const { client, clock, wires, wire } = staged({ credentials });
    const heard = reasons(client);
    client.connect();
    wire().events.opened();
    await expect.poll(() => client.state).toBe('waiting');
    expect(heard.at(-1)).toMatchObject({ code: 'CLIENT_CREDENTIALS', details: { cause: 'the drawer is shut' } });
    expect([wire().sent, wire().closed]).toEqual([[], true]);
    await clock.advance(0);
    expect(wires).toHaveLength(2);
  });

  test('that JSON cannot carry fail the attempt', async () => {
    const { client, wire } = staged({ credentials: () => ({ pass: 1n }) });
    const heard = reasons(client);
    client.connect();
    wire().events.opened();
    expect(heard.at(-1)).toMatchObject({ code: 'CLIENT_CREDENTIALS' });
  });

  test('whose provider says that it cannot pass stop the client', async () => {
    const error = new ClientError('AUTH_EXPIRED', 'Please log in again.', false, { at: 5 });
    const { client, clock, wires, wire } = staged({ credentials: () => Promise.reject(error) });
    const heard = reasons(client);
    client.connect();
    wire().events.opened();
    await expect.poll(() => client.state).toBe('stopped');
    expect(heard.at(-1)).toEqual({ code: 'AUTH_EXPIRED', text: 'Please log in again.', details: { at: 5 } });
    await clock.advance(60_000);
    expect([wires.length, clock.timers]).toEqual([1, 0]);
  });

  test('whose provider says that it passes are the reason of the wait', async () => {
    const error = new ClientError('AUTH_BUSY', 'In a moment.', true);
    const { client, wire } = staged({ credentials: () => Promise.reject(error) });
    const heard = reasons(client);
    client.connect();
    wire().events.opened();
    await expect.poll(() => client.state).toBe('waiting');
    expect(heard.at(-1)).toMatchObject({ code: 'AUTH_BUSY', details: {} });
  });

  test('that come after a stop bring nobody back', async () => {
    let give = (): void => {};
    const { client, wire } = staged({
      credentials: () =>
        new Promise((resolve) => {
          give = () => resolve({ pass: 'x' });
        }),
    });
    client.connect();
    wire().events.opened();
    client.stop();
    give();
    await Promise.resolve();
    expect([client.state, wire().sent]).toEqual(['stopped', []]);
  });
});
