import { describe, expect, test } from 'vitest';
import { refuse } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';
import { loginGate, openLogins, type Proof, proving, role, stamps } from './support/logins.js';

describe('expiresAt', () => {
  /** Grants the role and the time that the credentials say. */
  const dated = loginGate((host) => {
    host.gate('login', (request, session) => {
      const { account, role: granted, ttl } = (request.credentials ?? {}) as Proof;
      if (granted !== undefined) session.set(role, granted);
      return { ...request, account, expiresAt: ttl === undefined ? undefined : host.clock.now() + ttl };
    });
  });

  test('closes the connection, keeps the session for a client with a new proof, and loses nothing', async () => {
    const world = openLogins({ plugins: [dated, stamps] });
    const [bob] = world.join('lobby', 'bob');
    const ann = await proving(world, { account: 'ann', role: 'admin', ttl: 10_000 });
    await world.advance(10_000);
    expect(ann.client.reasons.map(({ code }) => code)).toEqual(['CHAT_LOGIN_EXPIRED']);
    bob.say('meanwhile');
    await world.advance(2_000);
    expect([ann.client.state, ann.client.last()?.text, bob.gaps()]).toEqual(['online', 'guest: meanwhile', []]);
    expect(bob.client.rooms.get('lobby')?.members.size).toBe(2);
  });

  test('is the newest proof’s: a later one puts it off, one without a time puts it off for good', async () => {
    const world = openLogins({ plugins: [dated] });
    const ann = await proving(world, { ttl: 40_000 });
    await ann.comesBackWith({ ttl: 100_000 });
    await world.advance(60_000);
    expect(ann.client.reasons).toHaveLength(1);
    await ann.comesBackWith({});
    await world.advance(200_000);
    expect(ann.client.reasons.map(({ code }) => code)).toEqual(['CLIENT_CONNECTION_LOST', 'CLIENT_CONNECTION_LOST']);
  });

  test('takes the rights of a session that has no connection, which a new proof still resumes', async () => {
    const world = openLogins({ plugins: [dated, stamps] });
    const ann = await proving(world, { role: 'admin', ttl: 5_000 });
    const session = world.hub.chat.sessions()[0];
    world.partition(ann.client);
    ann.client.lose();
    world.hub.chat.sessions()[0]?.close({ code: 'TEST_LOST', text: 'Lost.', mayReturn: true });
    await world.advance(10_000);
    expect([session?.connected, session?.get(role)]).toEqual([false, 'guest']);
    world.heal();
    await world.advance(60_000);
    expect(world.hub.chat.sessions()[0]).toBe(session);
  });

  test('that has passed already refuses the login, with a reason that the client can read', async () => {
    const world = openLogins({ plugins: [dated] });
    const ann = world.client('ann', { credentials: { ttl: -1 } });
    await world.settle();
    expect([ann.state, ann.stopped?.code]).toEqual(['stopped', 'CHAT_LOGIN_EXPIRED']);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, '2030-01-01', null])('%j is a failure of the gate', async (at) => {
    const plugin = loginGate((host) => host.gate('login', (request) => ({ ...request, expiresAt: at as number })));
    const world = openLogins({ plugins: [plugin] });
    world.client('ann');
    await world.settle();
    expect(world.failures[0]).toMatchObject({ plugin: 'login', what: 'login' });
    expect(world.hub.chat.sessions()).toEqual([]);
  });

  test('a year from now is a year from now', async () => {
    const world = openLogins({ plugins: [dated], limits: { idleMs: 100_000_000_000 } });
    const year = 365 * 86_400_000;
    const ann = await proving(world, { ttl: year });
    await world.advance(3 * 86_400_000);
    expect(ann.client.reasons).toEqual([]);
  });
});

describe('a login gate’s handle', () => {
  test('acts as the session in the chat, and has its id and user once it is logged in', async () => {
    const held: { id: string; nick: string | undefined }[] = [];
    const plugin = loginGate((host) => {
      host.gate('login', (request, session) => {
        session.after(1_000, async () => {
          held.push({ id: session.id, nick: session.user?.nick });
          await host.chat.sayAs(session, { room: 'lobby', text: 'through the handle' });
          expect(host.chat.remove(session, 'lobby', 'enough')).toBe(true);
        });
        return request;
      });
    });
    const world = openLogins({ plugins: [plugin] });
    const ann = await proving(world, undefined);
    await world.advance(1_500);
    expect(held).toEqual([{ id: world.hub.chat.sessions()[0]?.id, nick: 'ann' }]);
    expect(ann.client.texts()).toEqual(['through the handle']);
    expect(ann.client.client.rooms.has('lobby')).toBe(false);
  });

  test('closes the connection after a refusal', async () => {
    const plugin = loginGate((host) => {
      host.gate('login', (_request, session) => {
        host.after(10, () => session.close({ code: 'AUTH_BANNED', text: 'Go away.' }));
        return refuse('AUTH_INVALID', 'No.');
      });
    });
    const world = await openWorld({ plugins: [plugin] });
    const ann = world.stranger();
    await ann.ask({ type: 'hello', nick: 'ann' });
    expect(ann.all('bye')).toEqual([]);
    await world.pass(10);
    await ann.over;
    expect(ann.all('bye')).toMatchObject([{ code: 'AUTH_BANNED' }]);
  });
});
