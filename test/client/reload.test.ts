import { describe, expect, onTestFinished, test } from 'vitest';
import { tcp } from '../../adapters/transports/tcp/index.js';
import { type CaughtUp, type Client, createClient, type WelcomeKind } from '../../client/index.js';
import { tcp as tcpWire } from '../../client/wires/tcp.js';
import { createHub } from '../../index.js';

/** A hub, and pages that come to it; one that is reloaded says nothing more, and does not say goodbye. */
async function stage() {
  const hub = createHub();
  onTestFinished(() => hub.stop({ drainMs: 100 }));
  const [lines] = await hub.listen(tcp({ port: 0 }));
  const open = tcpWire({ host: '127.0.0.1', port: lines?.port ?? 0 });
  const page = (nick: string, token?: string): Client => {
    const client = createClient({ open, nick, ...(token === undefined ? {} : { token }) });
    onTestFinished(() => client.stop());
    client.connect();
    return client;
  };
  return { hub, page };
}

const welcomed = (client: Client): Promise<WelcomeKind> =>
  new Promise((resolve) => client.on('welcome', (how) => resolve(how)));
const returned = (client: Client): Promise<readonly [string, CaughtUp]> =>
  new Promise((resolve) => client.on('caughtUp', (room, result) => resolve([room, result])));

describe('a page that is reloaded', () => {
  test('is the same user in the same rooms, and has what was said since it came in', async () => {
    const { page } = await stage();
    const ann = page('ann');
    await (await ann.join('lobby')).say('one');
    const bob = page('bob');
    await (await bob.join('lobby')).say('two');
    bob.stop();
    await ann.say('lobby', 'three');

    const again = page('robert', bob.token);
    const texts: string[] = [];
    again.on('message', ({ text }) => texts.push(text));
    const back = returned(again);
    expect(await welcomed(again)).toBe('resumed');
    expect([...again.rooms.keys()]).toEqual(['lobby']);
    const lobby = await again.join('lobby');
    expect(await back).toEqual(['lobby', { how: 'recovered', messages: 2 }]);
    expect(texts).toEqual(['two', 'three']);
    expect([again.user, again.token]).toEqual([bob.user, bob.token]);
    expect([lobby.members.length, lobby.position?.offset]).toEqual([2, 3]);
    expect((await lobby.say('four')).offset).toBe(4);
  });

  test('takes over from a page that is still there, which stops', async () => {
    const { page } = await stage();
    const ann = page('ann');
    await ann.join('lobby');
    const stopped = new Promise<string | undefined>((resolve) => {
      ann.on('state', (state, reason) => state === 'stopped' && resolve(reason?.code));
    });
    const again = page('ann', ann.token);
    expect(await welcomed(again)).toBe('resumed');
    expect(await stopped).toBe('CHAT_SESSION_TAKEN');
  });

  test('is in no room after a goodbye, and the same user all the same', async () => {
    const { page } = await stage();
    const ann = page('ann');
    await ann.join('lobby');
    const { token, user } = ann;
    await ann.quit();
    const again = page('ann', token);
    expect(await welcomed(again)).toBe('fresh');
    expect([again.rooms.size, again.user]).toEqual([0, user]);
  });
});
