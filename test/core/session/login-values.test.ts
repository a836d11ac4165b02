import { describe, expect, test } from 'vitest';
import { type Plugin, refuse, sessionKey } from '../../../core/index.js';
import { openWorld } from '../../support/world.js';
import { loginGate, openLogins, type Proof, proving, role, roles, stamps } from './support/logins.js';

const visits = sessionKey('visits', () => 0);

describe('what a login gate has set', () => {
  test('is the newest proof’s after a resume', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    expect(await ann.says('one')).toBe('admin: one');
    await ann.comesBackWith({ account: 'ann', role: 'viewer' });
    expect(await ann.says('two')).toBe('viewer: two');
  });

  test('is gone when the newest proof does not set it', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    await ann.comesBackWith({ account: 'ann' });
    expect(await ann.says('two')).toBe('guest: two');
  });

  test('is gained by a guest who resumes with a proof, and lost by one who resumes without', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, undefined);
    expect(await ann.says('one')).toBe('guest: one');
    await ann.comesBackWith({ role: 'admin' });
    expect(await ann.says('two')).toBe('admin: two');
    await ann.comesBackWith(undefined);
    expect(await ann.says('three')).toBe('guest: three');
  });

  test('belongs to the living session after a take-over by a second tab', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    const token = ann.client.client.token;
    const tab = world.client('tab', { token, credentials: { account: 'ann', role: 'viewer' } });
    await world.settle();
    expect(ann.client.stopped?.code).toBe('CHAT_SESSION_TAKEN');
    tab.say('two', { room: 'lobby' });
    await world.settle();
    expect(tab.last()?.text).toBe('viewer: two');
  });

  test('is unchanged by a second proof that is refused', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    const token = ann.client.client.token;
    const tab = world.client('tab', { token, credentials: { account: 'ann', role: 'root', ttl: 1_000, bad: true } });
    await world.advance(5_000);
    expect([tab.stopped?.code, ann.client.state]).toEqual(['AUTH_INVALID', 'online']);
    expect(await ann.says('two')).toBe('admin: two');
  });

  test('is applied when the gate answers late, and only the newest of two proofs counts', async () => {
    const late = loginGate((host) => {
      host.gate('login', async (request, session) => {
        const { role: granted = 'guest', ttl = 0 } = (request.credentials ?? {}) as Proof;
        session.set(role, granted);
        await new Promise<void>((resolve) => void host.clock.after(ttl, resolve));
        return request;
      });
    });
    const world = openLogins({ plugins: [late, stamps] });
    const ann = await proving(world, { role: 'admin' });
    const token = ann.client.client.token;
    const slow = world.client('slow', { token, credentials: { role: 'root', ttl: 3_000 } });
    await world.advance(1_000);
    expect(await ann.says('one')).toBe('admin: one');
    const quick = world.client('quick', { token, credentials: { role: 'viewer', ttl: 500 } });
    await world.advance(10_000);
    expect([slow.stopped?.code, quick.state]).toEqual(['CHAT_SESSION_TAKEN', 'online']);
    quick.say('two', { room: 'lobby' });
    await world.settle();
    expect(quick.last()?.text).toBe('viewer: two');
  });

  test.each([
    ['the gate itself', { nick: 'ann', credentials: { role: 'admin', ttl: 5_000, bad: true } }],
    ['another gate', { nick: 'banned', credentials: { role: 'admin', ttl: 5_000 } }],
    ['a nick that is taken', { nick: 'bob', credentials: { role: 'admin', ttl: 5_000 } }],
  ])(
    'does not come from an attempt that failed by %s, nor does its timer close the next login',
    async (_by, attempt) => {
      const bans: Plugin = {
        name: 'bans',
        setup: (host) => host.gate('login', (login) => (login.nick === 'banned' ? refuse('AUTH_NO', 'No.') : login)),
      };
      const world = await openWorld({ plugins: [roles, bans] });
      await world.stranger().ok({ type: 'hello', nick: 'bob' });
      const ann = world.stranger();
      expect(await ann.ask({ type: 'hello', ...attempt })).toMatchObject({ type: 'error' });
      await ann.ask({ type: 'hello', nick: 'ann' });
      await world.pass(10_000);
      expect(world.hub.chat.sessions().map((session) => session.get(role))).toEqual(['guest', 'guest']);
      expect(ann.all('bye')).toEqual([]);
    },
  );

  test('replaces nothing that the session has otherwise, where a gate has only read it', async () => {
    const reader = loginGate((host) => {
      host.gate('login', (request, session) => {
        session.get(visits);
        return request;
      });
      host.on('joined', (session) => session.set(visits, session.get(visits) + 1));
    });
    const world = openLogins({ plugins: [reader] });
    const ann = await proving(world, undefined);
    await ann.comesBackWith(undefined);
    expect(world.hub.chat.sessions().map((session) => session.get(visits))).toEqual([1]);
  });

  test('may be changed in place, and is a new value with the next login', async () => {
    const claims = sessionKey('claims', () => new Set<string>());
    const seen: string[][] = [];
    const plugin = loginGate((host) => {
      host.gate('login', (request, session) => {
        const { role: granted } = (request.credentials ?? {}) as Proof;
        if (granted !== undefined) session.get(claims).add(granted);
        return request;
      });
      host.gate('publish', (draft, session) => {
        seen.push([...session.get(claims)]);
        return draft;
      });
    });
    const world = openLogins({ plugins: [plugin] });
    const ann = await proving(world, undefined);
    await ann.says('one');
    for (const granted of ['admin', 'viewer', undefined]) {
      await ann.comesBackWith(granted === undefined ? {} : { role: granted });
      await ann.says('more');
    }
    expect(seen).toEqual([[], ['admin'], ['viewer'], []]);
  });

  test('may come from a connect gate too, which is asked for each connection', async () => {
    let local = true;
    const plugin = loginGate((host) => {
      host.gate('connect', (request, session) => {
        if (local) session.set(role, 'local');
        return request;
      });
    });
    const world = openLogins({ plugins: [plugin, stamps] });
    const ann = await proving(world, undefined);
    expect(await ann.says('one')).toBe('local: one');
    local = false;
    await ann.comesBackWith(undefined);
    expect(await ann.says('two')).toBe('guest: two');
    local = true;
    await ann.comesBackWith(undefined);
    expect(await ann.says('three')).toBe('local: three');
  });

  test('ends with the login where a command has set it under a key of that lifetime, and stays under another', async () => {
    const pass = sessionKey('pass', () => false, { lifetime: 'login' });
    const plugin = loginGate((host) => {
      host.command({
        name: 'grant',
        summary: 'Grants.',
        run(_fields, session) {
          session.set(pass, true);
          session.set(visits, 7);
          return {};
        },
      });
    });
    const world = openLogins({ plugins: [plugin] });
    const ann = await proving(world, undefined);
    void ann.client.client.request('grant');
    await world.settle();
    const state = () => world.hub.chat.sessions().map((session) => [session.get(pass), session.get(visits)]);
    expect(state()).toEqual([[true, 7]]);
    await ann.comesBackWith(undefined);
    expect(state()).toEqual([[false, 7]]);
  });

  test('is set on the living session by a gate’s handle that is kept, until the next login', async () => {
    const handles: { set(value: string): void }[] = [];
    const plugin = loginGate((host) => {
      host.gate('login', (request, session) => {
        handles.push({ set: (value) => session.set(role, value) });
        return request;
      });
    });
    const world = openLogins({ plugins: [plugin, stamps] });
    const ann = await proving(world, undefined);
    await ann.comesBackWith(undefined);
    handles[1]?.set('second');
    handles[0]?.set('first');
    expect(await ann.says('one')).toBe('second: one');
  });
});

describe('a timer of a login gate', () => {
  test('closes the living session at the newest proof’s time, and not at that of the proof before', async () => {
    const world = openLogins({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin', ttl: 40_000 });
    await ann.comesBackWith({ account: 'ann', role: 'viewer', ttl: 60_000 });
    const resumed = world.now;
    await world.advance(25_000);
    expect([ann.client.state, ann.client.reasons.map(({ code }) => code)]).toEqual([
      'online',
      ['CLIENT_CONNECTION_LOST'],
    ]);
    await world.advance(resumed + 60_000 - world.now);
    expect(ann.client.reasons.map(({ code }) => code)).toEqual(['CLIENT_CONNECTION_LOST', 'AUTH_EXPIRED']);
    await world.advance(1_000);
    expect(ann.client.client.rooms.has('lobby')).toBe(true);
  });

  test('of the session’s own is cancelled when the login is refused, replaced or over', async () => {
    const ran: string[] = [];
    const plugin = loginGate((host) => {
      host.gate('login', (request, session) => {
        const { role: name = '?', bad } = (request.credentials ?? {}) as Proof;
        session.after(50_000, () => void ran.push(name));
        return bad === true ? refuse('AUTH_INVALID', 'No.') : request;
      });
    });
    const world = openLogins({ plugins: [plugin] });
    const ann = await proving(world, { role: 'first' });
    await ann.comesBackWith({ role: 'second' });
    world.client('cid', { credentials: { role: 'refused', bad: true } });
    const dan = world.client('dan', { credentials: { role: 'gone' } });
    await world.settle();
    dan.quit();
    await world.advance(120_000);
    expect(ran).toEqual(['second']);
  });

  test('that throws is reported under its plugin’s name', async () => {
    const plugin = loginGate((host) => {
      host.gate('login', (request, session) => {
        session.after(1_000, () => Promise.reject(new Error('broken')));
        return request;
      });
    });
    const world = openLogins({ plugins: [plugin] });
    await proving(world, undefined);
    await world.advance(2_000);
    expect(world.failures).toMatchObject([{ plugin: 'login', what: 'after' }]);
  });
});
