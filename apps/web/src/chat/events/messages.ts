import type { GapEvent, MessageEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { fillGap } from '../history/load.js';
import type { GapItem, MessageItem } from '../item.js';
import { countUnread } from '../read-marker.js';
import { type Chat, conversationByRoom, ensureDirect, saveConversations } from '../state.js';
import { applyEdit } from '../timeline/apply-edits.js';
import { appendItem, confirmMessage, itemsOf } from '../timeline/draft.js';
import { indexOfPosition, indexOfUid, isAfter } from '../timeline/position.js';
import {
  isEditKind,
  type LogEntry,
  type MessageEdit,
  parseEdit,
  parseEntry,
  toMessageItem,
} from '../timeline/read-message.js';
import type { Timeline } from '../timeline/timeline.js';
import { addItem, createUid } from '../timeline/update.js';
import { clearTyping } from '../typing.js';

/** Edits kept to apply to history pages that are older than they are. */
const MAX_RECENT_EDITS = 500;

/** Returns the conversation of a message; `undefined` for a room that we have just left. */
function conversationFor(chat: Chat, { room, from, to }: MessageEvent): Conversation | undefined {
  const known = conversationByRoom(chat, room);
  if (known !== undefined || to === undefined) return known;
  const recipient = chat.myIds.has(from.id) ? to : from;
  const conversation = ensureDirect(chat, recipient, room);
  conversation.joined.value = true;
  saveConversations(chat);
  return conversation;
}

/** Adds a message or applies an edit. */
export function receiveMessage(chat: Chat, event: MessageEvent): void {
  const entry = parseEntry(event);
  const conversation = conversationFor(chat, event);
  if (entry === undefined || conversation === undefined) return;
  const { timeline } = conversation;
  const isLate =
    timeline.end !== undefined && timeline.end.epoch === entry.position.epoch && !isAfter(entry.position, timeline.end);
  if (!isLate) timeline.end = entry.position;
  if (isEditKind(entry.kind)) receiveEdit(chat, conversation, entry);
  else receiveNew(chat, conversation, entry, isLate);
  if (conversation.typing.peek().length > 0) clearTyping(conversation, entry.from.id);
}

function receiveEdit(chat: Chat, conversation: Conversation, { fields: { data }, ...entry }: LogEntry): void {
  const edit = parseEdit({ ...entry, data }, entry.position);
  if (edit === undefined) return;
  rememberEdit(conversation.timeline, edit);
  applyEdit(conversation.timeline, edit, chat.myIds);
  chat.updates.markChanged(conversation);
}

function rememberEdit({ recentEdits }: Timeline, edit: MessageEdit): void {
  recentEdits.push(edit);
  if (recentEdits.length > MAX_RECENT_EDITS) recentEdits.splice(0, MAX_RECENT_EDITS / 2);
}

function receiveNew(chat: Chat, conversation: Conversation, entry: LogEntry, isLate: boolean): void {
  const item = toMessageItem(entry, chat);
  const { latest } = conversation.timeline;
  // A history page may already contain it.
  if (isLate && indexOfPosition(itemsOf(latest), entry.position) !== -1) return;
  if (!item.mine || !confirmOwn(chat, conversation, item, entry.fields.key)) {
    if (item.erased === undefined) countUnread(chat, conversation, item);
    appendItem(latest, item);
  }
  chat.updates.markChanged(conversation);
}

/** Confirms one of our own messages by its key. */
function confirmOwn(chat: Chat, { timeline: { latest } }: Conversation, item: MessageItem, key: unknown): boolean {
  if (typeof key !== 'string') return false;
  chat.inFlight.delete(key);
  if (confirmMessage(latest, key, { ...item, uid: key })) return true;
  // Already confirmed by its receipt.
  return indexOfUid(itemsOf(latest), key) !== -1;
}

/** Shows a gap for missed messages, and tries to fill it from the history. */
export function receiveGap(chat: Chat, event: GapEvent): void {
  const conversation = conversationByRoom(chat, event.room);
  if (conversation === undefined) return;
  const { after, epoch, offset, missed } = event;
  const to = { epoch, offset };
  conversation.timeline.end = to;
  const item: GapItem = {
    type: 'gap',
    uid: createUid('gap'),
    at: chat.now(),
    ...(missed === undefined ? {} : { missed }),
  };
  addItem(chat, conversation, item);
  if (after.epoch === epoch) void fillGap(chat, conversation, { uid: item.uid, after, to });
}
