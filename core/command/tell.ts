import type { HubInternals } from '../hub-internals.js';
import type { JsonObject } from '../json.js';
import { nickName } from '../message/names.js';
import { sendParts } from '../message/parts.js';
import { Refusal, refuse } from '../message/refusal.js';
import type { MessageInput } from '../room/message-sender.js';
import type { Command } from './command.js';
import { optionalText, text } from './fields.js';
import { partsOf, receiptAsJson } from './say.js';

/** What `tell` is asked for. */
export interface TellInput {
  readonly to: string;
  readonly text: string;
  readonly key: string | undefined;
  /** The messages of a text that is too long for one; `undefined`: it is one. */
  readonly parts: readonly string[] | undefined;
}

/**
 * `tell`: a message to one person. A conversation of two is a room like any other, with a log of its own, that
 * both users' sessions are in from its first message on.
 */
export const tell = (core: HubInternals): Command<TellInput> => ({
  name: 'tell',
  summary: 'Says something to one person.',
  parse: (fields: JsonObject, { inParts }) => ({
    to: nickName(text(fields, 'to'), core.limits),
    text: text(fields, 'text'),
    key: optionalText(fields, 'key', core.limits.keyCharacters),
    parts: inParts === true ? partsOf(fields, core.limits) : undefined,
  }),
  async run({ to, text: whole, key, parts }, session) {
    const words: MessageInput = { text: whole, kind: 'text', data: undefined, key };
    const said = await (parts === undefined
      ? core.speak.direct(session, to, words)
      : sendParts(parts, (part, which) => core.speak.direct(session, to, { ...words, text: part, part: which })));
    return said instanceof Refusal ? said : receiptAsJson(said);
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
