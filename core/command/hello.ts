import type { Core } from '../core.js';
import { ChatError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { nickName } from '../message/names.js';
import { Refusal } from '../message/refusal.js';
import type { LoginRequest } from '../plugin/gates.js';
import type { LiveSession } from '../session/live-session.js';
import type { Command } from './command.js';
import { optionalObject, optionalText } from './fields.js';

/** The native protocol's version. */
export const protocolVersion = 1;

/** `hello`: who I am. The first command of every client; its reply is `welcome`. */
export const hello = (core: Core): Command<LoginRequest> => ({
  name: 'hello',
  summary: 'Introduces you.',
  beforeLogin: true,
  parse(fields: JsonObject): LoginRequest {
    const { protocol } = fields;
    if (protocol !== undefined && protocol !== protocolVersion) {
      throw new ChatError('CHAT_BAD_COMMAND', `This server speaks version ${protocolVersion} of the protocol.`, {
        details: { field: 'protocol', protocol: protocolVersion },
      });
    }
    const nick = optionalText(fields, 'nick', 1_000);
    return {
      nick: nick === undefined || nick === '' ? undefined : nickName(nick, core.limits),
      account: undefined,
      credentials: optionalObject(fields, 'credentials', core.limits),
      client: optionalText(fields, 'client', 100),
    };
  },
  async run(request, session) {
    if (session.user !== undefined) throw new ChatError('CHAT_LOGGED_IN');
    const allowed = await core.gates.run('login', request, session);
    if (allowed instanceof Refusal) return allowed;
    const { registry, limits, random } = core;
    const nick = allowed.nick ?? registry.freeNick(`guest${random.between(1_000, 9_999)}`);
    const live = session as LiveSession;
    const user = registry.login(live, random.id(), nickName(nick, limits), allowed.account);
    core.events.emit('login', session);
    return {
      protocol: protocolVersion,
      session: session.id,
      user: { id: user.id, nick: user.nick },
      server: { ...core.server },
      limits: {
        nickCharacters: limits.nickCharacters,
        roomCharacters: limits.roomCharacters,
        textCharacters: limits.textCharacters,
        textBytes: limits.textBytes,
        dataBytes: limits.dataBytes,
      },
    };
  },
});
