import { onTestFinished } from 'vitest';
import { type Plugin, type PluginHost, refuse, sessionKey } from '../../../../core/index.js';
import { createWorld, type World, type WorldOptions } from '../../../../testkit/index.js';

/** The right that a login gives. */
export const role = sessionKey('role', () => 'guest');

/** What a client shows at its login. */
export interface Proof {
  readonly account?: string;
  readonly role?: string;
  readonly ttl?: number;
  readonly bad?: boolean;
}

/** Opens a world whose clients come back soon, closed when the test is done. */
export function openLogins(options: WorldOptions): World {
  const world = createWorld({ ...options, limits: { reconnectMs: 100, gateMs: 60_000, ...options.limits } });
  onTestFinished(world.close);
  return world;
}

/** Puts the role under which a message was published in front of it. */
export const stamps: Plugin = {
  name: 'stamps',
  setup: (host) =>
    host.gate('publish', (draft, session) => ({ ...draft, text: `${session.get(role)}: ${draft.text}` })),
};

/** Logs in with what the credentials say; a timer of the host ends the session. */
export const roles: Plugin = {
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

/** A plugin of one login gate. */
export const loginGate = (setup: (host: PluginHost) => void): Plugin => ({ name: 'login', setup });

/** A client whose proof can be changed from login to login, in the lobby. */
export async function proving(world: World, first: Proof | undefined, nick = 'ann') {
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
