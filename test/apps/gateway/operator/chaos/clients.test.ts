import { describe, expect, test } from 'vitest';
import type { Overview } from '../../../../../apps/gateway/operator/wire.js';
import { ncClient } from '../../support/gateway.js';
import { consoleFixture, reconnectingClient, until } from '../support/console.js';

const chaos = true;

describe('chaos', () => {
  test('is refused where it is off, and told in the overview where it is on', async () => {
    const off = await consoleFixture();
    await off.connectProgram('bob');
    const { id } = await off.sessionOf('bob');
    const { status, body } = await off.post('chaos', { session: id, mode: 'drop' });
    expect([status, body.code]).toEqual([403, 'OPERATOR_NO_CHAOS']);
    expect((await off.query<Overview>('overview')).chaos).toBe(false);
    const on = await consoleFixture({ chaos });
    expect((await on.query<Overview>('overview')).chaos).toBe(true);
    expect((await on.post('chaos', { session: 'none', mode: 'drop' })).body.code).toBe('OPERATOR_UNKNOWN');
    expect((await on.post('chaos', { session: 'none', mode: 'storm' })).body.code).toBe('CHAT_BAD_COMMAND');
    expect((await on.post('chaos', { session: 'none', mode: 'slow', ms: 60_001 })).body.code).toBe('CHAT_BAD_COMMAND');
  });

  test('slow holds back what one is sent, in order, and nobody else', async () => {
    const {
      postOk: done,
      connectProgram: program,
      sessionOf: session,
      lastAuditEntry: audited,
    } = await consoleFixture({ chaos });
    const [ann, bob, cat] = [await program('ann'), await program('bob'), await program('cat')];
    const { id } = await session('bob');
    await done('chaos', { session: id, mode: 'slow', ms: 60_000 });
    expect(await audited()).toMatchObject({ act: 'chaos slow', who: 'bob', line: 'slowed down bob by 60000 ms' });
    for (const text of ['one', 'two', 'three']) await ann.ok({ type: 'say', room: 'lobby', text });
    for (const text of ['one', 'two', 'three']) expect(await cat.next('message')).toMatchObject({ text });
    expect(bob.all('message')).toEqual([]);
    expect(await session('bob')).toMatchObject({ chaos: 'slow', queueBytes: expect.any(Number) });
    expect((await session('bob')).queueBytes).toBeGreaterThan(0);
    await done('chaos', { session: id, mode: 'off' });
    for (const text of ['one', 'two', 'three']) expect(await bob.next('message')).toMatchObject({ text });
    const after = await session('bob');
    expect(after.queueBytes).toBe(0);
    expect(after).not.toHaveProperty('chaos');
  });

  test('slow ends by itself what it holds back', async () => {
    const { postOk: done, sessionOf: session, tcpPort } = await consoleFixture({ chaos });
    const person = ncClient(tcpPort);
    person.send('ann');
    await person.waitFor('You are in #lobby');
    await done('chaos', { session: (await session('ann')).id, mode: 'slow', ms: 50 });
    await done('say', { room: 'lobby', text: 'late but there' });
    await person.waitFor('late but there');
    person.send('/quit');
    expect(await person.closed).toContain('late but there');
  });

  test('half-open lets a connection fall silent, and the heartbeat finds it dead', async () => {
    const {
      postOk: done,
      connectProgram: program,
      sessionOf: session,
    } = await consoleFixture({ chaos, limits: { heartbeatMs: 200 } });
    const bob = await program('bob', { resume: true, heartbeat: true });
    const pinging = setInterval(() => bob.send({ type: 'ping' }), 50);
    try {
      await done('chaos', { session: (await session('bob')).id, mode: 'half-open' });
      await done('say', { room: 'lobby', text: 'can you hear me' });
      await bob.over;
    } finally {
      clearInterval(pinging);
    }
    expect([bob.all('message'), bob.all('bye')]).toEqual([[], []]);
    // It is kept for when it comes back.
    await until(async () => expect(await session('bob')).toMatchObject({ connected: false, rooms: ['lobby'] }));
  });

  test('half-open ends again, and what was said both ways meanwhile arrives', async () => {
    const { postOk: done, connectProgram: program, sessionOf: session } = await consoleFixture({ chaos });
    const [ann, bob] = [await program('ann'), await program('bob')];
    const { id } = await session('bob');
    await done('chaos', { session: id, mode: 'half-open' });
    await ann.ok({ type: 'say', room: 'lobby', text: 'to bob' });
    const said = bob.ok({ type: 'say', room: 'lobby', text: 'from bob' });
    await ann.ok({ type: 'ping' });
    expect(ann.all('message').filter(({ text }) => text === 'from bob')).toEqual([]);
    await done('chaos', { session: id, mode: 'off' });
    await said;
    expect(await bob.next('message')).toMatchObject({ text: 'to bob' });
    await ann.next('message');
    expect(await ann.next('message')).toMatchObject({ text: 'from bob' });
  });

  test('drop cuts a connection, and the client resumes with nothing lost', async () => {
    const { postOk: done, post: act, sessionOf: session, ws } = await consoleFixture({ chaos });
    const bob = await reconnectingClient(ws, 'bob');
    const before = await session('bob');
    const away = new Promise<void>((resolve) => void bob.on('state', (state) => state !== 'online' && resolve()));
    await done('chaos', { session: before.id, mode: 'drop' });
    await done('say', { room: 'lobby', text: 'meanwhile' });
    await away;
    const heard = new Promise<unknown>((resolve) => void bob.on('message', ({ text }) => resolve(text)));
    bob.hurry();
    expect(await heard).toBe('meanwhile');
    expect((await session('bob')).id).toBe(before.id);
    expect((await act('chaos', { session: before.id, mode: 'off' })).status).toBe(200);
  });

  test('of one whose connection is gone is refused', async () => {
    const { post: act, connectProgram: program, sessionOf: session } = await consoleFixture({ chaos });
    const bob = await program('bob', { resume: true });
    const { id } = await session('bob');
    bob.wire.abort();
    await until(async () => expect((await session('bob')).connected).toBe(false));
    const { status, body } = await act('chaos', { session: id, mode: 'slow' });
    expect([status, body.code]).toEqual([409, 'OPERATOR_AWAY']);
  });
});
