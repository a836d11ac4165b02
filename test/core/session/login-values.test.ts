import { describe, expect, onTestFinished, test } from 'vitest';
import { type Plugin, type PluginHost, refuse, sessionKey } from '../../../core/index.js';
import { createWorld, type World, type WorldOptions } from '../../../testkit/index.js';
import { openWorld } from '../../support/world.js';

const role = sessionKey('role', () => 'guest');
const visits = sessionKey('visits', () => 0);

interface Proof {
  readonly account?: string;
  readonly role?: string;
  readonly ttl?: number;
  readonly bad?: boolean;
}

function open(options: WorldOptions): World {
  const world = createWorld({ ...options, limits: { reconnectMs: 100, gateMs: 60_000, ...options.limits } });
  onTestFinished(world.close);
  return world;
}

/** Puts the role under which a message was published in front of it. */
const stamps: Plugin = {
  name: 'stamps',
  setup: (host) =>
    host.gate('publish', (draft, session) => ({ ...draft, text: `${session.get(role)}: ${draft.text}` })),
};

/** Logs in with what the credentials say; a timer of the host ends the session. */
const roles: Plugin = {
  name: 'roles',
  setup(host) {
    host.gate('login', (request, session) => {
      const { account, role: granted, ttl, bad } = (request.credentials ?? {}) as Proof;
      if (granted !== undefined) session.set(role, granted);
      if (ttl !== undefined) {
        host.after(ttl, () => session.close({ code: 'AUTH_EXPIRED', text: 'Log in again.', mayReturn: true }));
      }
      return bad === true ? refuse('AUTH_INVALID', 'That is no proof.') : { ...request, account };
    });
  },
};

const loginGate = (setup: (host: PluginHost) => void): Plugin => ({ name: 'login', setup });

/** A client whose proof can be changed from login to login, in the lobby. */
async function proving(world: World, first: Proof | undefined, nick = 'ann') {
  let proof = first;
  const client = world.client(nick, { credentials: () => proof as Record<string, unknown> | undefined });
  client.join('lobby');
  await world.settle();
  return {
    client,
    async comesBackWith(next: Proof | undefined) {
      proof = next;
      client.drop();
      await world.advance(30_000);
    },
    async says(text: string) {
      client.say(text);
      await world.settle();
      return client.last()?.text;
    },
  };
}

describe('what a login gate has set', () => {
  test('is the newest proof’s after a resume', async () => {
    const world = open({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    expect(await ann.says('one')).toBe('admin: one');
    await ann.comesBackWith({ account: 'ann', role: 'viewer' });
    expect(await ann.says('two')).toBe('viewer: two');
  });

  test('is gone when the newest proof does not set it', async () => {
    const world = open({ plugins: [roles, stamps] });
    const ann = await proving(world, { account: 'ann', role: 'admin' });
    await ann.comesBackWith({ account: 'ann' });
    expect(await ann.says('two')).toBe('guest: two');
  });

  test('is gained by a guest who resumes with a proof, and lost by one who resumes without', async () => {
    const world = open({ plugins: [roles, stamps] });
    const ann = await proving(world, undefined);
    expect(await ann.says('one')).toBe('guest: one');
    await ann.comesBackWith({ role: 'admin' });
    expect(await ann.says('two')).toBe('admin: two');
    await ann.comesBackWith(undefined);
    expect(await ann.says('three')).toBe('guest: three');
  });

  test('belongs to the living session after a take-over by a second tab', async () => {
    const world = open({ plugins: [roles, stamps] });
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
    const world = open({ plugins: [roles, stamps] });
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
    const world = open({ plugins: [late, stamps] });
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
    const world = open({ plugins: [reader] });
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
    const world = open({ plugins: [plugin] });
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
    const world = open({ plugins: [plugin, stamps] });
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
    const world = open({ plugins: [plugin] });
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
    const world = open({ plugins: [plugin, stamps] });
    const ann = await proving(world, undefined);
    await ann.comesBackWith(undefined);
    handles[1]?.set('second');
    handles[0]?.set('first');
    expect(await ann.says('one')).toBe('second: one');
  });
});

describe('a timer of a login gate', () => {
  test('closes the living session at the newest proof’s time, and not at that of the proof before', async () => {
    const world = open({ plugins: [roles, stamps] });
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
    const world = open({ plugins: [plugin] });
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
    const world = open({ plugins: [plugin] });
    await proving(world, undefined);
    await world.advance(2_000);
    expect(world.failures).toMatchObject([{ plugin: 'login', what: 'after' }]);
  });
});

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
    const world = open({ plugins: [dated, stamps] });
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
    const world = open({ plugins: [dated] });
    const ann = await proving(world, { ttl: 40_000 });
    await ann.comesBackWith({ ttl: 100_000 });
    await world.advance(60_000);
    expect(ann.client.reasons).toHaveLength(1);
    await ann.comesBackWith({});
    await world.advance(200_000);
    expect(ann.client.reasons.map(({ code }) => code)).toEqual(['CLIENT_CONNECTION_LOST', 'CLIENT_CONNECTION_LOST']);
  });

  test('takes the rights of a session that has no connection, which a new proof still resumes', async () => {
    const world = open({ plugins: [dated, stamps] });
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
    const world = open({ plugins: [dated] });
    const ann = world.client('ann', { credentials: { ttl: -1 } });
    await world.settle();
    expect([ann.state, ann.stopped?.code]).toEqual(['stopped', 'CHAT_LOGIN_EXPIRED']);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, '2030-01-01', null])('%j is a failure of the gate', async (at) => {
    const plugin = loginGate((host) => host.gate('login', (request) => ({ ...request, expiresAt: at as number })));
    const world = open({ plugins: [plugin] });
    world.client('ann');
    await world.settle();
    expect(world.failures[0]).toMatchObject({ plugin: 'login', what: 'login' });
    expect(world.hub.chat.sessions()).toEqual([]);
  });

  test('a year from now is a year from now', async () => {
    const world = open({ plugins: [dated], limits: { idleMs: 100_000_000_000 } });
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
    const world = open({ plugins: [plugin] });
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
