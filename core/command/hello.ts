import { ChatError } from '../errors.js';
import type { HubInternals } from '../hub-internals.js';
import type { JsonObject } from '../json.js';
import type { Position } from '../message/message.js';
import { nickName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { LoginRequest } from '../plugin/gates.js';
import type { LiveSession } from '../session/live-session.js';
import { Login, LoginHandle } from '../session/login.js';
import type { User } from '../session/session.js';
import type { Command } from './command.js';
import { badField, optionalFlag, optionalObject, optionalText, positions } from './fields.js';

/** The native protocol's version. */
export const protocolVersion = 1;

/** What `hello` is asked for. */
export interface HelloInput {
  readonly login: LoginRequest;
  /** Whether the session shall outlive its connection. */
  readonly resumable: boolean;
  /** What the client comes back with. */
  readonly token: string | undefined;
  /** Whether it was welcomed before, and so knows its places. */
  readonly returning: boolean;
  /** The last place that it has seen of each room. */
  readonly positions: ReadonlyMap<string, Position>;
  readonly heartbeat: boolean;
}

/** `hello`: who I am, or that I am back. The first command of every client; its reply is `welcome`. */
export const hello = (core: HubInternals): Command<HelloInput> => ({
  name: 'hello',
  summary: 'Introduces you.',
  beforeLogin: true,
  parse(fields) {
    checkProtocol(fields.protocol);
    const { limits } = core;
    const nick = optionalText(fields, 'nick', 1_000);
    const { resume = false } = fields;
    return {
      login: {
        nick: nick === undefined || nick === '' ? undefined : nickName(nick, limits),
        account: undefined,
        expiresAt: undefined,
        credentials: optionalObject(fields, 'credentials', limits),
        client: optionalText(fields, 'client', 100),
      },
      resumable: resume !== false,
      token: tokenFrom(resume),
      returning: fields.positions !== undefined,
      positions: positions(fields, 'positions', limits.roomsPerSession + limits.conversations),
      heartbeat: optionalFlag(fields, 'heartbeat') ?? false,
    };
  },
  async run(input, session) {
    if (session.user !== undefined) throw new ChatError('CHAT_LOGGED_IN');
    const visitor = session as LiveSession;
    const login = new Login(visitor, core.clock);
    try {
      return await startSession(core, visitor, input, login);
    } finally {
      login.refuse();
    }
  },
});

async function startSession(
  core: HubInternals,
  visitor: LiveSession,
  input: HelloInput,
  login: Login,
): Promise<JsonObject | Refusal> {
  const handle = new LoginHandle(login, (ms, run) => core.clock.after(ms, () => void run()));
  const allowed = await core.gates.run('login', input.login, handle);
  if (allowed instanceof Refusal) return allowed;
  const { expiresAt } = allowed;
  if (expiresAt !== undefined && expiresAt <= core.clock.now()) throw new ChatError('CHAT_LOGIN_EXPIRED');
  const accept = (session: LiveSession): void => login.accept(session, expiresAt);
  // Looked up and logged in without a pause between: two that come at once with one new token must not both be new.
  const kept = input.token === undefined ? undefined : core.resumption.find(input.token, allowed.account);
  const back =
    kept?.user === undefined ? undefined : await resumeSession(core, visitor, input, kept, kept.user, accept);
  return back ?? logIn(core, visitor, input, allowed, accept);
}

async function resumeSession(
  core: HubInternals,
  visitor: LiveSession,
  { positions: seen, heartbeat }: HelloInput,
  kept: LiveSession,
  user: User,
  accept: (session: LiveSession) => void,
): Promise<JsonObject | undefined> {
  if (!(await core.resumption.resume(visitor, kept, () => accept(kept)))) return undefined;
  kept.heartbeat = heartbeat;
  core.resumption.catchUp(kept, seen);
  await core.membership.reopen(kept, user, seen);
  return { ...welcome(core, kept, user), resumed: true, rooms: kept.rooms };
}

async function logIn(
  core: HubInternals,
  session: LiveSession,
  { resumable, token: wish, returning, positions: seen, heartbeat }: HelloInput,
  { nick: wanted, account }: LoginRequest,
  accept: (session: LiveSession) => void,
): Promise<JsonObject> {
  const { registry, resumption, limits, random } = core;
  const nick = wanted ?? registry.freeNick(`guest${random.between(1_000, 9_999)}`);
  const token = resumable ? resumption.tokenFor(wish) : undefined;
  const id = token === undefined ? random.id() : resumption.guestOf(token);
  session.heartbeat = heartbeat;
  // Before others can find the user, and begin a conversation.
  session.clientPositions = returning ? new Map(seen) : undefined;
  const user = registry.login(session, id, nickName(nick, limits), account);
  accept(session);
  if (token !== undefined) resumption.enable(session, token);
  core.events.emit('login', session);
  if (wish === undefined) return welcome(core, session, user);
  await core.membership.rejoinDirect(session, user);
  return { ...welcome(core, session, user), resumed: false, rooms: session.rooms };
}

function welcome({ server, limits }: HubInternals, { id, token }: LiveSession, user: User): JsonObject {
  return {
    protocol: protocolVersion,
    session: id,
    user: { id: user.id, nick: user.nick },
    server: { ...server },
    heartbeatMs: limits.heartbeatMs,
    ...(token === undefined ? {} : { resume: { token, ms: limits.resumeMs } }),
    limits: {
      nickCharacters: limits.nickCharacters,
      roomCharacters: limits.roomCharacters,
      textCharacters: limits.textCharacters,
      textBytes: limits.textBytes,
      textLines: limits.textLines,
      dataBytes: limits.dataBytes,
    },
  };
}

function checkProtocol(protocol: unknown): void {
  if (protocol === undefined || protocol === protocolVersion) return;
  throw new ChatError('CHAT_BAD_COMMAND', `This server speaks version ${protocolVersion} of the protocol.`, {
    details: { field: 'protocol', protocol: protocolVersion },
  });
}

/** A token that could be guessed would make its holder somebody else. */
function tokenFrom(resume: unknown): string | undefined {
  if (typeof resume === 'boolean') return undefined;
  if (typeof resume === 'string' && /^[A-Za-z0-9_-]{22,128}$/.test(resume)) return resume;
  throw badField('resume', 'true, or a token of an earlier welcome');
}
