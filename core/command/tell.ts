import type { Core } from '../core.js';
import { ChatError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { nickName } from '../message/names.js';
import { Refusal, refuse } from '../message/refusal.js';
import { conversationOf } from '../room/conversation.js';
import type { LiveSession } from '../session/live-session.js';
import type { User } from '../session/session.js';
import type { Command } from './command.js';
import { optionalText, text } from './fields.js';
import { receiptAsJson } from './say.js';

/** What `tell` is asked for. */
export interface TellInput {
  readonly to: string;
  readonly text: string;
  readonly key: string | undefined;
}

/**
 * `tell`: a message to one person. A conversation of two is a room like any other, with a log of its own, that
 * both users' sessions are in from its first message on.
 */
export const tell = (core: Core): Command<TellInput> => ({
  name: 'tell',
  summary: 'Says something to one person.',
  parse: (fields: JsonObject) => ({
    to: nickName(text(fields, 'to'), core.limits),
    text: text(fields, 'text'),
    key: optionalText(fields, 'key', core.limits.keyCharacters),
  }),
  async run({ to: nick, text: words, key }, session) {
    const { user } = session;
    const other = core.registry.find(nick);
    if (user === undefined || other === undefined)
      throw new ChatError('CHAT_USER_UNKNOWN', `There is no ${nick} here.`);
    const room = conversationOf(user.id, other.id);
    await core.membership.converse([...placesOf(user), ...placesOf(other)], room);
    const from = { id: user.id, nick: user.nick };
    const to = { id: other.id, nick: other.nick };
    const receipt = await core.publish({ room, from, kind: 'text', text: words, key, to }, session);
    return receipt instanceof Refusal ? receipt : receiptAsJson(room, receipt);
  },
  slash: {
    name: 'msg',
    usage: 'NICK TEXT',
    fields(typed) {
      const [to = '', ...words] = typed.split(/\s+/);
      if (words.length === 0) return refuse('CHAT_BAD_COMMAND', 'Try /msg NICK TEXT.');
      return { to, text: typed.slice(to.length).trim() };
    },
  },
});

function placesOf(user: User): { session: LiveSession; user: User }[] {
  return [...user.sessions].map((session) => ({ session: session as LiveSession, user }));
}
