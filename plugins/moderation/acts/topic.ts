import { ChatError, hasVisible, type JsonObject, Refusal, type Session } from '../../../core/index.js';
import { type CourtParts, commit, hear, type Verdict } from '../court.js';
import type { TopicEvent } from '../events.js';
import { lineOf } from '../lines.js';
import type { Topic } from '../state/entries.js';

const MOST_CHARACTERS = 300;

/** Says what a room is about: the gates of `topic` are asked first, of those who may. */
export async function setTopic(parts: CourtParts, room: string, wanted: string, session: Session): Promise<Verdict> {
  const refusal = await hear(parts, room, 'topic', session, async () => ({}));
  if (refusal instanceof Refusal) return refusal;
  const allowed = await parts.host.ask('topic', { room, topic: topicText(wanted) }, session);
  if (allowed instanceof Refusal) return allowed;
  const text = topicText(allowed.topic);
  return hear(parts, room, 'topic', session, async (open) => {
    const { host, state, records, by } = open;
    const entry = await commit(open, { act: 'topic', value: text }, ({ at }) =>
      records.head(state, { topic: { text, by, at } }),
    );
    const topic: Topic = { text, by, at: entry.at };
    const line = lineOf(entry);
    host.chat.broadcastEphemeral(room, topicEvent(room, topic, line));
    return { room, ...topicAsJson(topic), line };
  });
}

/** What a room is about, as clients are told. */
export function topicEvent(room: string, { text, by, at }: Topic, line: string): TopicEvent {
  return { type: 'topic', room, topic: text, by, at, line };
}

/** Tells one session what a room is about. */
export function tellTopic(session: Session, room: string, topic: Topic): void {
  const line = topic.text === '' ? 'There is no topic any more.' : `The topic is: ${topic.text}`;
  session.send(topicEvent(room, topic, line));
}

/** What a room is about, in a reply. */
export function topicAsJson({ text, by, at }: Topic): JsonObject {
  return { topic: text, by: { ...by }, at };
}

/**
 * One line.
 * @throws ChatError `CHAT_TEXT_INVALID` for control characters, or nothing to see where the topic is not empty, `CHAT_TEXT_TOO_LONG` over 300 characters.
 */
function topicText(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim().normalize('NFC');
  if (/[\p{Cc}\p{Cs}]/u.test(line)) throw new ChatError('CHAT_TEXT_INVALID', 'The topic has control characters.');
  if (line !== '' && !hasVisible(line)) throw new ChatError('CHAT_TEXT_INVALID', 'The topic has nothing to see.');
  if ([...line].length <= MOST_CHARACTERS) return line;
  throw new ChatError('CHAT_TEXT_TOO_LONG', `A topic has at most ${MOST_CHARACTERS} characters.`, {
    details: { characters: MOST_CHARACTERS },
  });
}
