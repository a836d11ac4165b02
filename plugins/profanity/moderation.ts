import {
  ChatError,
  type Command,
  isJsonObject,
  type Json,
  type JsonObject,
  type PluginHost,
  Refusal,
  refuse,
  type Session,
} from '../../core/index.js';
import type { HeldMessage, HeldMessages } from './held.js';

/** The commands with which moderators decide on what is held. */
export function addModeration(host: PluginHost, held: HeldMessages, isModerator: (session: Session) => boolean): void {
  const commands: readonly Command<JsonObject>[] = [
    {
      name: 'profanity.held',
      summary: 'Lists the messages that wait for a moderator.',
      run: () => ({ held: held.list().map(asJson) }),
      slash: { name: 'held', answer: ({ held: rows }) => listed(rows) },
    },
    {
      name: 'profanity.release',
      summary: 'Lets a message that waits into its room.',
      parse: idOf,
      run: ({ id }) => release(String(id)),
      slash: { name: 'release', usage: 'ID', fields: (typed) => ({ id: typed }), answer: () => 'Released.' },
    },
    {
      name: 'profanity.reject',
      summary: 'Throws a message that waits away.',
      parse: idOf,
      run: ({ id }) => reject(String(id)),
      slash: { name: 'reject', usage: 'ID', fields: (typed) => ({ id: typed }), answer: () => 'Rejected.' },
    },
  ];
  for (const command of commands)
    host.command({ ...command, run: (fields, session) => guarded(command, fields, session) });

  function guarded(command: Command<JsonObject>, fields: JsonObject, session: Session) {
    if (!isModerator(session)) return refuse('PROFANITY_NOT_MODERATOR', 'Only moderators may do that.');
    return command.run(fields, session);
  }

  async function release(id: string): Promise<JsonObject | Refusal> {
    const message = held.take(id);
    if (message === undefined) return unknown(id);
    const { room, text, kind, data, from } = message.draft;
    try {
      // The key makes sure that the message is in the room once, whoever releases it however often.
      const key = `held-${message.at}-${id}`;
      const receipt = await host.chat.say({
        room,
        text,
        kind,
        nick: from.nick,
        key,
        ...(data === undefined ? {} : { data }),
      });
      if (receipt instanceof Refusal) {
        held.putBack(message);
        return receipt;
      }
      return { id: receipt.id, room, epoch: receipt.position.epoch, offset: receipt.position.offset, at: receipt.at };
    } catch (error) {
      held.putBack(message);
      throw error;
    }
  }

  function reject(id: string): JsonObject | Refusal {
    const message = held.take(id);
    if (message === undefined) return unknown(id);
    const { room, from } = message.draft;
    for (const session of host.chat.sessions()) {
      if (session.user?.id !== from.id) continue;
      session.send({ type: 'notice', text: `A moderator has rejected your message to ${room}.` });
    }
    return { id };
  }
}

const asJson = ({ id, at, language, draft }: HeldMessage): JsonObject => ({
  id,
  at,
  language,
  room: draft.room,
  kind: draft.kind,
  from: { ...draft.from },
  nick: draft.from.nick,
  text: draft.text,
});

function listed(rows: Json | undefined): string {
  const lines = (Array.isArray(rows) ? rows : [])
    .filter(isJsonObject)
    .map(({ id, room, nick, text }) => `${id} #${room} ${nick}: ${text}`);
  return lines.length === 0 ? 'Nothing waits.' : lines.join('\n');
}

function idOf({ id }: JsonObject): JsonObject {
  if (typeof id === 'string' && id !== '') return { id };
  throw new ChatError('CHAT_BAD_COMMAND', 'The field id must be a text.', { details: { field: 'id' } });
}

const unknown = (id: string): Refusal =>
  refuse('PROFANITY_HELD_UNKNOWN', 'No message of that id waits.', { id: id.slice(0, 64) });
