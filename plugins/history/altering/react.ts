import { ChatError, type Command, type PluginHost, Refusal, refuse } from '../../../core/index.js';
import { annotationData, isEmoji, reactionText } from '../annotations/annotation.js';
import { MOST_EMOJI, reactionWith } from '../annotations/message-annotations.js';
import { flag, roomHere, text, userOf } from '../fields.js';
import type { HistoryContext } from '../reading/annotated-entry.js';
import { findTarget, type MessageReference, parseReference, publishedReply } from './target.js';

/** What `react` is asked for. */
export interface ReactInput extends MessageReference {
  readonly emoji: string;
  readonly on: boolean;
}

const MOST_CHARACTERS = 64;

/** `react`: an emoji on a message, or no longer. Where that is so already, nothing is published. */
export const react = (host: PluginHost, sources: HistoryContext): Command<ReactInput> => ({
  name: 'react',
  summary: 'Puts an emoji on the last message, or takes it back (-EMOJI).',
  parse(fields) {
    const emoji = text(fields, 'emoji', MOST_CHARACTERS);
    if (!isEmoji(emoji)) {
      const details = { details: { field: 'emoji' } };
      throw new ChatError('CHAT_BAD_COMMAND', 'A reaction is one emoji, or the name of one, like :tada:.', details);
    }
    return { ...parseReference(fields), emoji, on: flag(fields, 'on', true) };
  },
  async run({ position: place, emoji, on, ...reference }, session) {
    const room = roomHere(session, reference.room);
    const { id } = userOf(session);
    const target = await findTarget(sources, room, place, undefined);
    if (target instanceof Refusal) return target;
    const { entry, note } = target;
    const { offset } = entry.position;
    const known = reactionWith(note, emoji);
    if ((known !== undefined && (await sources.annotations.hasReacted(room, offset, emoji, id))) === on) {
      return { room, changed: false };
    }
    if (known === undefined && note.reactions.length >= MOST_EMOJI) {
      return refuse('HISTORY_TOO_MANY_EMOJI', `A message has at most ${MOST_EMOJI} different emoji.`, {
        emoji: MOST_EMOJI,
      });
    }
    const data = annotationData(entry.position, entry.message.id, { on });
    const said = await host.chat.sayAs(session, { room, text: reactionText(emoji, on), kind: 'reaction', data });
    return said instanceof Refusal ? said : { ...publishedReply(said), changed: true };
  },
  slash: {
    name: 'react',
    usage: 'EMOJI',
    fields(typed, here) {
      const on = !typed.startsWith('-');
      return { room: here ?? '', emoji: on ? typed : typed.slice(1), on };
    },
    answer: () => 'Done.',
  },
});
