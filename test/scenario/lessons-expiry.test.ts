import { describe, expect, onTestFinished, test } from 'vitest';
import { type Client, type ClientState, createClient, type OpenWire } from '../../client/index.js';
import { nativeSubprotocol, type Plugin, refuse, type Session } from '../../core/index.js';
import { countingRandom } from '../support/random.js';
import { openWorld, type World } from '../support/world.js';

const HOUR = 3_600_000;

/** Lets in whoever shows a pass that is good, and sends them away when it has expired: they may come back with another. */
function passes(): Plugin {
  const goodUntil = new Map<string, number>();
  return {
    name: 'passes',
    setup(host) {
      host.gate('login', (request) => {
        const { account, until } = request.credentials ?? {};
        if (typeof account !== 'string' || typeof until !== 'number' || until <= host.clock.now()) {
          return refuse('PASS_EXPIRED', 'Your pass has expired.');
        }
        goodUntil.set(account, until);
        return { ...request, account };
      });
      const watch = (session: Session) => {
        const until = goodUntil.get(session.user?.account ?? '') ?? 0;
        host.after(until - host.clock.now(), () =>
          session.close({ code: 'PASS_EXPIRED', text: 'Your pass has expired.', mayReturn: true }),
        );
      };
      host.on('login', watch);
      host.on('resumed', watch);
    },
  };
}

/** Connections to the hub in memory. */
const dialling =
  ({ transport }: World): OpenWire =>
  (events) => {
    const peer = transport.connect({ subprotocol: nativeSubprotocol });
    peer.onframe = (frame) => events.frame(String(frame));
    queueMicrotask(() => events.opened());
    void peer.closed.then(() => events.closed());
    return { send: peer.send, close: () => peer.close() };
  };

/** Ann with passes that `next` makes, and bob with one that lasts, both in the lobby. */
async function stage(next: (world: World) => Record<string, unknown>) {
  const world = await openWorld({ plugins: [passes()] });
  const shown: unknown[] = [];
  const told: string[] = [];
  const ann: Client = createClient({
    open: dialling(world),
    clock: world.clock,
    random: countingRandom(),
    nick: 'ann',
    credentials() {
      const pass = next(world);
      shown.push(pass);
      return pass;
    },
  });
  onTestFinished(ann.stop);
  ann.on('welcome', (how) => void told.push(`welcome ${how}`));
  ann.on('message', ({ text }) => void told.push(`message ${text}`));
  ann.on('gap', () => void told.push('gap'));
  ann.on('violation', (text) => void told.push(`violation ${text}`));
  const states: (ClientState | [ClientState, string])[] = [];
  ann.on('state', (state, reason) => void states.push(reason === undefined ? state : [state, reason.code]));
  ann.connect();
  const joining = ann.join('lobby');
  const bob = world.stranger();
  const until = world.clock.now() + 100 * HOUR;
  await bob.ok({ type: 'hello', nick: 'bob', credentials: { account: 'bob', until } });
  await bob.ok({ type: 'join', room: 'lobby' });
  await joining;
  return { world, ann, bob, shown, told, states };
}

const renewed = ({ clock }: World) => ({ account: 'ann', until: clock.now() + HOUR });

describe('lesson 12, a token that expires', () => {
  test('token expiry on a live session: refresh without losing one’s place', async () => {
    const { world, ann, bob, shown, told, states } = await stage(renewed);
    await bob.ok({ type: 'say', room: 'lobby', text: 'before' });
    await world.pass(HOUR);
    expect(ann.state).toBe('waiting');
    await bob.ok({ type: 'say', room: 'lobby', text: 'meanwhile' });
    await world.pass(world.hub.limits.reconnectMs);
    await bob.ok({ type: 'say', room: 'lobby', text: 'after' });
    await world.settle();
    expect(states).toEqual(['connecting', 'online', ['waiting', 'PASS_EXPIRED'], 'connecting', 'online']);
    expect(told).toEqual(['welcome fresh', 'message before', 'welcome resumed', 'message meanwhile', 'message after']);
    expect(new Set(shown.map((pass) => JSON.stringify(pass))).size).toBe(2);
  });

  test('token expiry on a live session: for the others one is away for a moment, and never out of the room', async () => {
    const { world, bob } = await stage(renewed);
    await world.pass(HOUR + world.hub.limits.reconnectMs);
    expect(bob.all('presence').map(({ state }) => state)).toEqual(['away', 'online']);
    expect(bob.all('left')).toEqual([]);
  });

  test('token expiry on a live session: what is said while the pass is renewed is said once', async () => {
    const { world, ann, bob } = await stage(renewed);
    await world.pass(HOUR);
    const saying = ann.say('lobby', 'am I back?');
    await world.pass(world.hub.limits.reconnectMs);
    expect(await saying).toMatchObject({ room: 'lobby', offset: 1 });
    expect(bob.all('message')).toMatchObject([{ text: 'am I back?' }]);
  });

  test('token expiry again and again: each time one’s place is kept', async () => {
    const { world, bob, shown, told } = await stage(renewed);
    for (let time = 1; time <= 3; time++) {
      await world.pass(HOUR + world.hub.limits.reconnectMs);
      await bob.ok({ type: 'say', room: 'lobby', text: `${time}` });
    }
    await world.settle();
    expect(told).toEqual(['welcome fresh', ...[1, 2, 3].flatMap((time) => ['welcome resumed', `message ${time}`])]);
    expect(shown).toHaveLength(4);
  });

  test('token expiry without a refresh: one is told why, and stays away', async () => {
    const only = { account: 'ann', until: 1_000_000 + HOUR };
    const { world, ann, states, bob } = await stage(() => only);
    await world.pass(HOUR + world.hub.limits.reconnectMs);
    expect([ann.state, states.at(-1)]).toEqual(['stopped', ['stopped', 'PASS_EXPIRED']]);
    await world.pass(world.hub.limits.resumeMs);
    expect(bob.all('left')).toMatchObject([{ user: { nick: 'ann' } }]);
  });
});
