import type { GapEvent, MessageEvent } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { fillGap } from '../history/gap.js';
import type { GapItem, MessageItem } from '../item.js';
import { isEditKind, type MessageEdit, parseEdit } from '../list/alteration.js';
import { type LogEntry, parseEntry, toMessageItem } from '../list/entry.js';
import { applyEdit } from '../list/fold.js';
import { itemsOf, type Timeline } from '../list/ledger.js';
import { indexOfPosition, indexOfUid, isAfter } from '../list/place.js';
import { appendItem, confirmMessage } from '../list/sheet-changes.js';
import { addItem, createUid } from '../notes.js';
import { countUnread } from '../read.js';
import { saveConversations } from '../remember.js';
import { type Chat, conversationByRoom, ensureDirect } from '../state.js';
import { clearTyping } from './typing.js';

/** So many alterations are remembered, for pages of the history that are older than they are. */
const MAX_RECENT_EDITS = 500;

/** The conversation that a message belongs to; `undefined` for a room that we have just left. */
function conversationFor(chat: Chat, { room, from, to }: MessageEvent): Conversation | undefined {
  const known = conversationByRoom(chat, room);
  if (known !== undefined || to === undefined) return known;
  const peer = chat.myIds.has(from.id) ? to : from;
  const conversation = ensureDirect(chat, peer, room);
  conversation.joined.value = true;
  saveConversations(chat);
  return conversation;
}

/** Takes in a message, each exactly once. */
export function receiveMessage(chat: Chat, event: MessageEvent): void {
  const entry = parseEntry(event);
  const conversation = conversationFor(chat, event);
  if (entry === undefined || conversation === undefined) return;
  const { timeline: ledger } = conversation;
  const isLate =
    ledger.end !== undefined && ledger.end.epoch === entry.position.epoch && !isAfter(entry.position, ledger.end);
  if (!isLate) ledger.end = entry.position;
  if (isEditKind(entry.kind)) receiveEdit(chat, conversation, entry);
  else receiveNew(chat, conversation, entry, isLate);
  if (conversation.typing.peek().length > 0) clearTyping(conversation, entry.from.id);
}

function receiveEdit(chat: Chat, conversation: Conversation, { fields: { data }, ...told }: LogEntry): void {
  const alteration = parseEdit({ ...told, data }, told.position);
  if (alteration === undefined) return;
  rememberEdit(conversation.timeline, alteration);
  applyEdit(conversation.timeline, alteration, chat.myIds);
  chat.updates.markChanged(conversation);
}

function rememberEdit({ recentEdits: alterations }: Timeline, alteration: MessageEdit): void {
  alterations.push(alteration);
  if (alterations.length > MAX_RECENT_EDITS) alterations.splice(0, MAX_RECENT_EDITS / 2);
}

function receiveNew(chat: Chat, conversation: Conversation, entry: LogEntry, isLate: boolean): void {
  const item = toMessageItem(entry, chat);
  const { latest: tail } = conversation.timeline;
  // A page of the history may have brought it before.
  if (isLate && indexOfPosition(itemsOf(tail), entry.position) !== -1) return;
  if (!item.mine || !confirmOwn(chat, conversation, item, entry.fields.key)) {
    if (item.erased === undefined) countUnread(chat, conversation, item);
    appendItem(tail, item);
  }
  chat.updates.markChanged(conversation);
}

/** One of our own has come back: it is the item that waits for it. */
function confirmOwn(
  chat: Chat,
  { timeline: { latest: tail } }: Conversation,
  item: MessageItem,
  key: unknown,
): boolean {
  if (typeof key !== 'string') return false;
  chat.inFlight.delete(key);
  if (confirmMessage(tail, key, { ...item, uid: key })) return true;
  // Its receipt has settled it.
  return indexOfUid(itemsOf(tail), key) !== -1;
}

/** Messages are missing: that is said in their place, and the history is asked whether it has them. */
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
