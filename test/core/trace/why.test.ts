import { describe, expect, test } from 'vitest';
import { type Plugin, refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';

const shouting = (clock: { after(ms: number, run: () => void): unknown }): Plugin => ({
  name: 'shouting',
  setup(host) {
    host.gate('publish', (draft) => {
      if (draft.text === 'bug') throw new Error('a defect');
      return draft;
    });
    host.gate('publish', async (draft) => {
      await new Promise<void>((resolve) => void clock.after(25, resolve));
      return draft.text === 'no' ? refuse('TEST_NO', 'No.') : { ...draft, text: draft.text.toUpperCase() };
    });
  },
});

const fates = (trace: { recipients: readonly { nick: string; fate: string }[] } | undefined) =>
  Object.fromEntries(trace?.recipients.map(({ nick, fate }) => [nick, fate]) ?? []);

describe('why', () => {
  test('knows what each gate did to a message, and how long it took', async () => {
    const parts = { plugins: [] as Plugin[] };
    const world = await openWorld(parts);
    await world.hub.plugins.load(shouting(world.clock));
    const ann = await world.native('ann', 'lobby');
    const said = ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    await world.pass(25);
    const { id, epoch, offset } = await said;
    expect(world.hub.why(String(id))).toEqual({
      id,
      room: 'lobby',
      at: 1_000_000,
      from: { id: expect.any(String), nick: 'ann' },
      gates: [
        { plugin: 'shouting', did: 'passed', ms: 0 },
        { plugin: 'shouting', did: 'changed', ms: 25 },
      ],
      refused: undefined,
      position: { epoch, offset },
      recipients: [{ session: expect.any(String), nick: 'ann', wire: 'memory/native', fate: 'delivered' }],
    });
  });

  test('knows why a message was refused', async () => {
    const world = await openWorld();
    await world.hub.plugins.load(shouting(world.clock));
    const ids: string[] = [];
    world.hub.on('refused', ({ details }) => void ids.push(String(details?.message)));
    const ann = await world.native('ann', 'lobby');
    const no = ann.refused({ type: 'say', room: 'lobby', text: 'no' });
    await world.pass(25);
    expect(await no).toBe('TEST_NO');
    await ann.refused({ type: 'say', room: 'lobby', text: 'bug' });
    const [refused, failed] = ids.map((id) => world.hub.why(id));
    expect(refused).toMatchObject({ refused: { code: 'TEST_NO', text: 'No.' }, position: undefined, recipients: [] });
    expect(refused?.gates.map(({ did }) => did)).toEqual(['passed', 'refused']);
    expect(failed).toMatchObject({ gates: [{ did: 'failed' }], refused: { code: 'CHAT_PLUGIN_FAILED' } });
  });

  test('knows how far a message has come with everybody', async () => {
    const world = await openWorld({ limits: { outboxBytes: 3_000 } });
    const ann = await world.native('ann', 'lobby');
    const gone = await world.native('gone', 'lobby');
    const slow = await world.native('slow', 'lobby');
    const away = world.stranger();
    await away.ask({ type: 'hello', nick: 'away', resume: true });
    await away.ok({ type: 'join', room: 'lobby' });
    const echoless = world.connect();
    echoless.send('nell');
    await world.pass(1_000);
    echoless.send('nell');
    await world.settle();
    away.wire.abort();
    slow.wire.freeze();
    await world.settle();
    const { id } = await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    await world.settle();
    await gone.ok({ type: 'leave', room: 'lobby' });
    await world.native('late', 'lobby');
    expect(fates(world.hub.why(String(id)))).toEqual({
      ann: 'delivered',
      gone: 'delivered',
      slow: 'queued',
      away: 'away',
      nell: 'delivered',
      late: 'not in the room',
    });
  });

  test('knows who was closed with it unread, and who got it in the end', async () => {
    const world = await openWorld({ limits: { outboxBytes: 3_000 } });
    const ann = await world.native('ann', 'lobby');
    const slow = world.stranger();
    const welcome = await slow.ask({ type: 'hello', nick: 'slow', resume: true });
    const { epoch, offset } = await slow.ok({ type: 'join', room: 'lobby' });
    slow.wire.freeze();
    const { id } = await ann.ok({ type: 'say', room: 'lobby', text: 'hi' });
    for (let count = 0; count < 4; count++) {
      await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(1_000) });
      await world.settle();
    }
    expect(fates(world.hub.why(String(id))).slow).toBe('slow-closed');
    const back = world.stranger();
    const { token } = welcome.resume as { token: string };
    await back.ask({ type: 'hello', resume: token, positions: { lobby: { epoch, offset } } });
    await back.next('recovered');
    expect(fates(world.hub.why(String(id))).slow).toBe('recovered');
  });

  test('knows that a text client is not shown its own line', async () => {
    const world = await openWorld();
    const nell = world.connect();
    await world.pass(1_000);
    nell.send('nell');
    await world.settle();
    const ids: string[] = [];
    world.hub.on('message', ({ message }) => void ids.push(message.id));
    nell.send('hello');
    await world.settle();
    expect(fates(world.hub.why(String(ids[0])))).toEqual({ nell: 'filtered' });
  });

  test('follows a signal, and knows who got a newer one in its place', async () => {
    const world = await openWorld();
    const ann = await world.native('ann', 'lobby');
    const slow = await world.native('slow', 'lobby');
    slow.wire.freeze();
    await ann.ok({ type: 'say', room: 'lobby', text: 'first' });
    await world.settle();
    const typing = (on: boolean) =>
      world.hub.chat.broadcastEphemeral('lobby', { type: 'typing', room: 'lobby', user: { id: 'x', nick: 'x' }, on });
    const first = typing(true);
    await world.settle();
    const dropped = world.hub.chat.broadcastEphemeral(
      'lobby',
      { type: 'typing', room: 'lobby', user: { id: 'y', nick: 'y' }, on: true },
      { delivery: 'best-effort' },
    );
    const second = typing(false);
    await world.settle();
    expect([first, second, dropped].map((id) => fates(world.hub.why(id)).slow)).toEqual([
      'coalesced',
      'queued',
      'dropped',
    ]);
    expect(fates(world.hub.why(first)).ann).toBe('delivered');
  });

  test('knows of the newest messages only', async () => {
    const world = await openWorld({ limits: { traces: 2 } });
    const ann = await world.native('ann', 'lobby');
    const ids: string[] = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push(String((await ann.ok({ type: 'say', room: 'lobby', text })).id));
    }
    expect(ids.map((id) => world.hub.why(id) !== undefined)).toEqual([false, true, true]);
    expect(world.hub.why('nothing')).toBeUndefined();
  });
});
