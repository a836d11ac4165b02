import { describe, expect, onTestFinished, test } from 'vitest';
import { memory } from '../../adapters/transports/memory/index.js';
import { nativeSubprotocol, type Plugin } from '../../core/index.js';
import { createWorld, type WorldOptions } from '../../testkit/index.js';
import { type NativePeer, nativePeer } from '../support/peers.js';
import { type WireName, wireKinds } from '../support/wires.js';
import { openWorld } from '../support/world.js';

/** A world with ann and bob in the lobby, where nothing has been said. */
async function pair(options: WorldOptions = {}) {
  const world = createWorld(options);
  onTestFinished(world.close);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const resumed = () => world.trace().split('bob ← welcome, resumed').length - 1;
  return { world, ann, bob, resumed };
}

describe('lesson 1, resuming', () => {
  test.each(['drop', 'lose', 'vanish'] as const)('zero-event reconnect resumes, after a %s', async (fault) => {
    const { world, ann, bob, resumed } = await pair();
    bob[fault]();
    await world.advance('2m');
    expect(resumed()).toBe(1);
    expect(world.trace()).not.toContain('bob left');
    ann.say('welcome back');
    await world.settle();
    expect([bob.texts(), bob.gaps(), bob.violations]).toEqual([['welcome back'], [], []]);
  });

  test('zero-event reconnect resumes even in no room at all', async () => {
    const { world } = await pair();
    const cat = world.client('cat');
    await world.settle();
    cat.drop();
    await world.advance('1m');
    expect(world.trace()).toContain('cat ← welcome, resumed');
    expect(cat.violations).toEqual([]);
  });

  test('second and third drop resume too, with messages between', async () => {
    const { world, ann, bob, resumed } = await pair();
    for (const round of ['one', 'two', 'three']) {
      bob.drop();
      ann.say(`missed ${round}`);
      await world.advance('1m');
      ann.say(`live ${round}`);
      await world.settle();
    }
    expect(resumed()).toBe(3);
    expect(bob.texts()).toEqual(ann.texts());
    expect([bob.texts().length, bob.gaps(), bob.violations]).toEqual([6, [], []]);
  });

  test('second and third drop resume too, with nothing between', async () => {
    const { world, ann, bob, resumed } = await pair();
    for (let drop = 0; drop < 3; drop++) {
      bob.drop();
      await world.advance('1m');
    }
    ann.say('at last');
    await world.settle();
    expect([resumed(), bob.texts(), bob.gaps()]).toEqual([3, ['at last'], []]);
  });

  test.each(['is restarted', 'crashes'])('resume onto a process that %s says gap, never silence', async (how) => {
    const { world, ann, bob } = await pair();
    ann.say('before');
    await world.settle();
    if (how === 'crashes') world.crash();
    await world.restart();
    await world.advance('1m');
    ann.say('after');
    await world.settle();
    expect(world.trace()).toContain('bob ← welcome, restarted');
    expect(bob.gaps()).toMatchObject([{ room: 'lobby', after: { offset: 1 }, offset: 0 }]);
    expect(bob.gaps()[0]).not.toHaveProperty('missed');
    expect([bob.texts(), bob.violations]).toEqual([['before', 'after'], []]);
  });

  test('zero-event resume onto a restarted process says gap too', async () => {
    const { world, bob } = await pair();
    await world.restart();
    await world.advance('1m');
    expect(bob.gaps()).toMatchObject([{ room: 'lobby', after: { offset: 0 }, offset: 0 }]);
  });

  test('resume onto a restarted process that has kept its log has no gap, and misses nothing', async () => {
    const { world, ann, bob } = await pair({ log: 'kept' });
    ann.say('before');
    await world.settle();
    world.partition(bob);
    ann.say('unheard');
    await world.settle();
    world.crash();
    await world.restart();
    world.heal();
    await world.advance('2m');
    expect([bob.texts(), bob.gaps(), bob.violations]).toEqual([['before', 'unheard'], [], []]);
  });

  test('resume after more than is caught up with says gap with how many, then goes on without a hole', async () => {
    const { world, ann, bob } = await pair({ limits: { recoverEntries: 2 } });
    bob.drop();
    for (const text of ['one', 'two', 'three', 'four', 'five']) ann.say(text);
    await world.advance('1m');
    expect(bob.gaps()).toMatchObject([{ room: 'lobby', offset: 3, missed: 3 }]);
    expect([bob.texts(), bob.violations]).toEqual([['four', 'five'], []]);
  });
});

/** Logs in with a token, or for one, and goes into the lobby. */
async function resumable(peer: NativePeer, resume: unknown): Promise<string> {
  const welcome = await peer.ok({ type: 'hello', nick: 'bob', resume });
  if (resume === true) await peer.ok({ type: 'join', room: 'lobby' });
  return (welcome.resume as { token: string }).token;
}

describe('lesson 2, the old socket and the new session', () => {
  test('late close of the old socket does not kill the new session', async () => {
    const world = await openWorld();
    const transport = memory({ clock: world.clock, lingerMs: () => 5_000 });
    await world.hub.listen(transport);
    const dial = () => nativePeer(transport.connect({ subprotocol: nativeSubprotocol }));
    const ann = await world.native('ann', 'lobby');
    const old = dial();
    const token = await resumable(old, true);
    const ends: unknown[] = [];
    world.hub.on('closed', (_session, { code }) => void ends.push(code));
    world.hub.on('lost', () => void ends.push('lost'));
    const fresh = dial();
    await resumable(fresh, token);
    expect(await old.next('bye')).toMatchObject({ code: 'CHAT_SESSION_TAKEN' });
    expect(world.clock.timers).toBeGreaterThan(0);
    await world.pass(5_001);
    expect(ends).toEqual(['resumed']);
    expect(ann.all('left')).toEqual([]);
    await ann.ok({ type: 'say', room: 'lobby', text: 'still there?' });
    expect(await fresh.next('message')).toMatchObject({ text: 'still there?' });
    await world.pass(world.hub.limits.resumeMs);
    await fresh.ok({ type: 'say', room: 'lobby', text: 'yes' });
  });

  test.each(Object.keys(wireKinds) as WireName[])(
    'late close of the old socket does not kill the new session, over %s',
    async (name) => {
      const world = await openWorld();
      const kind = wireKinds[name];
      const transport = kind.listen();
      const addresses = await world.hub.listen(transport);
      const dial = async () => nativePeer(await kind.program(transport, addresses));
      const old = await dial();
      const token = await resumable(old, true);
      const fresh = await dial();
      await resumable(fresh, token);
      await old.next('bye');
      old.wire.abort();
      await old.over;
      const ann = await world.native('ann', 'lobby');
      await ann.ok({ type: 'say', room: 'lobby', text: 'still there?' });
      expect(await fresh.next('message')).toMatchObject({ text: 'still there?' });
      await fresh.ok({ type: 'say', room: 'lobby', text: 'yes' });
      expect(world.hub.chat.members('lobby').map(({ nick }) => nick)).toEqual(['bob', 'ann']);
    },
  );

  test('no room event before welcome, though the room talks while a slow gate admits', async () => {
    let admit = () => {};
    const door: Plugin = {
      name: 'door',
      setup(host) {
        host.gate('login', async (request) => {
          if (request.nick !== 'ann') await new Promise<void>((resolve) => (admit = resolve));
          return request;
        });
        host.on('login', (session) => session.send({ type: 'notice', text: 'The news.' }));
      },
    };
    const world = await openWorld({ plugins: [door] });
    const ann = await world.native('ann', 'lobby');
    const bob = world.stranger();
    bob.send({ type: 'hello', nick: 'bob', resume: true });
    bob.send({ type: 'join', room: 'lobby' });
    await world.settle();
    for (let said = 0; said < 3; said++) await ann.ok({ type: 'say', room: 'lobby', text: `before ${said}` });
    admit();
    await world.settle();
    await ann.ok({ type: 'say', room: 'lobby', text: 'after' });
    await world.settle();
    expect(bob.heard.map(({ type }) => type)).toEqual(['welcome', 'notice', 'message']);
  });

  test('no room event before welcome when a session goes on in a room that never stops talking', async () => {
    const { world, ann, bob } = await pair({ network: { delayMs: [5, 5] } });
    const said = Array.from({ length: 200 }, (_, number) => `line ${number}`);
    for (const [number, text] of said.entries()) {
      if (number % 40 === 20) bob.drop();
      ann.say(text);
      await world.advance('100ms');
    }
    await world.advance('1m');
    expect([bob.texts(), bob.violations, bob.gaps()]).toEqual([said, [], []]);
  });
});
