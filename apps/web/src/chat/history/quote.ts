import type { Conversation, Quote } from '../conversation.js';
import type { MessageItem } from '../item.js';
import { toMessageItem } from '../list/entry.js';
import { messageAt } from '../list/place.js';
import type { Chat } from '../state.js';
import { fetchPage } from './ask.js';

/** So many quotes of one conversation are kept that are not in its list. */
const MAX_QUOTES = 500;

type Reply = NonNullable<MessageItem['reply']>;

const requested = new WeakMap<Conversation, Set<string>>();

const replyKey = ({ epoch, offset, id }: Reply): string => `${offset} ${id} ${epoch}`;

const quoteFrom = (message: MessageItem | undefined, { id }: Reply): Quote | undefined =>
  message?.id === id ? { nick: message.from.nick, text: message.text } : undefined;

async function fetchQuote(chat: Chat, conversation: Conversation, reply: Reply): Promise<void> {
  const known = requested.get(conversation) ?? new Set<string>();
  const name = replyKey(reply);
  if (known.has(name) || known.size >= MAX_QUOTES) return;
  requested.set(conversation, known.add(name));
  try {
    const { epoch, offset } = reply;
    const page = await fetchPage(chat, conversation, { around: { epoch, offset }, limit: 1 });
    const entry = page?.entries.find(({ position: place }) => place.epoch === epoch && place.offset === offset);
    const quote = entry === undefined ? undefined : quoteFrom(toMessageItem(entry, chat), reply);
    conversation.quotes.value = new Map(conversation.quotes.peek()).set(name, quote);
  } catch {
    // Asked for again when it is looked at again.
    known.delete(name);
  }
}

/**
 * The words that a message answers: never those that it brings along, so that nobody can put words into another's mouth.
 * Reads signals: whoever draws with it is drawn again when they are there.
 *
 * @returns `undefined` while they are not there, and where they cannot be had
 */
export function quoteOf(chat: Chat, conversation: Conversation, { reply }: MessageItem): Quote | undefined {
  if (reply === undefined) return undefined;
  const here = messageAt(conversation.items.value, reply);
  if (here !== undefined) return quoteFrom(here, reply);
  const kept = conversation.quotes.value;
  const name = replyKey(reply);
  if (!kept.has(name)) void fetchQuote(chat, conversation, reply);
  return kept.get(name);
}
