import { describe, expect, test } from 'vitest';
import { metrics } from '../../../plugins/metrics/index.js';
import { openWorld } from '../../support/world.js';
import { scrape } from './support/scrape.js';

async function measured() {
  const numbers = metrics({ process: false });
  const world = await openWorld({ plugins: [numbers] });
  return { numbers, world };
}

describe('what is there', () => {
  test('sessions by wire and state, those that have not logged in and those that are away included', async () => {
    const { numbers, world } = await measured();
    await world.native('ann');
    const bob = world.stranger();
    await bob.ask({ type: 'hello', nick: 'bob', resume: true });
    bob.wire.abort();
    world.stranger();
    await world.settle();
    expect((await scrape(numbers)).series('partyline_sessions')).toEqual({
      'dialect=native,state=connected,transport=memory': 1,
      'dialect=native,state=away,transport=memory': 1,
      'dialect=native,state=handshake,transport=memory': 1,
    });
  });

  test('people once, on however many sessions, and rooms without the conversations of two', async () => {
    const { numbers, world } = await measured();
    const ann = await world.native('ann', 'lobby', 'attic');
    const bob = await world.native('bob', 'lobby');
    await ann.ok({ type: 'tell', to: 'bob', text: 'psst' });
    const before = await scrape(numbers);
    expect(before.value('partyline_users')).toBe(2);
    expect(before.value('partyline_rooms')).toBe(2);
    bob.wire.close();
    await world.settle();
    expect((await scrape(numbers)).value('partyline_users')).toBe(1);
  });

  test('bytes that wait, all together and of the slowest', async () => {
    const { numbers, world } = await measured();
    const ann = await world.native('ann', 'lobby', 'attic');
    const slow = await world.native('slow', 'lobby');
    const slower = await world.native('slower', 'lobby', 'attic');
    for (const peer of [slow, slower]) peer.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await ann.ok({ type: 'say', room: 'attic', text: 'hello' });
    await world.settle();
    const pending = world.hub.chat.sessions().map(({ pendingBytes }) => pendingBytes);
    const read = await scrape(numbers);
    expect(read.value('partyline_queue_bytes_max')).toBe(Math.max(...pending));
    expect(read.value('partyline_queue_bytes')).toBe(pending.reduce((a, b) => a + b));
    expect(read.value('partyline_queue_bytes')).toBeGreaterThan(read.value('partyline_queue_bytes_max') ?? 0);
    expect(read.value('partyline_queue_bytes_max')).toBeGreaterThan(0);
  });

  test('a session that comes back is one session', async () => {
    const { numbers, world } = await measured();
    const first = world.stranger();
    const { resume } = await first.ask({ type: 'hello', nick: 'ann', resume: true });
    first.wire.abort();
    await world.settle();
    await world.stranger().ask({ type: 'hello', resume: (resume as { token: string }).token });
    expect((await scrape(numbers)).series('partyline_sessions')).toEqual({
      'dialect=native,state=connected,transport=memory': 1,
    });
  });

  test('nothing, once the plugin is gone, while what was counted stays', async () => {
    const { numbers, world } = await measured();
    const ann = await world.native('ann', 'lobby');
    await ann.ok({ type: 'say', room: 'lobby', text: 'hello' });
    await scrape(numbers);
    await world.hub.plugins.unload('metrics');
    const read = await scrape(numbers);
    expect(read.series('partyline_sessions')).toEqual({});
    expect(read.value('partyline_users')).toBe(0);
    expect(read.series('partyline_messages_total')).toEqual({ 'kind=text': 1 });
  });
});
