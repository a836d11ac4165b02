/** State and actions of the chat without its view: conversations as signals, and functions that change them. */

export { type ChatOptions, createChat } from './chat.js';
export { changeNick, quit, reconnect, restoreSignIn, signIn } from './connection.js';
export type { ConnectionState } from './connection-state.js';
export type { Roster } from './conversation.js';
export {
  type Conversation,
  displayName,
  type Quote,
  type Recipient,
  type RecoveryNotice,
  sortConversations,
} from './conversation.js';
export { type DetailedFault, detailedFault, type Fault } from './fault.js';
export { type SearchPage, searchMessages } from './history/fetch.js';
export { loadOlder } from './history/load.js';
export { clearMessages, jumpTo, loadNewer, showLatest } from './history/section.js';
export type {
  FileInfo,
  GapItem,
  Item,
  LoadState,
  MessageItem,
  NoticeItem,
  NoticeText,
  Position,
  PresenceChange,
  PresenceItem,
  Reaction,
  UploadItem,
  User,
} from './item.js';
export { COLLAPSE_FROM, countChanges, groupChanges, type PresenceRun } from './item.js';
export { deleteMessage, editMessage, quoteOf, setReaction, startEdit, startReply } from './message-actions.js';
export { clearDivider, markRead, showConversation } from './read-marker.js';
export { joinRoom, type ListedRoom, leaveConversation, listRooms, openDirect, restoreConversations } from './rooms.js';
export { discardMessage, retryMessage, sendMessage, waitingMessages } from './send.js';
export {
  type Completion,
  type CompletionOption,
  completionsFor,
  type EmojiName,
  type FindEmoji,
} from './slash/completions.js';
export { submitLine } from './slash/run.js';
export { activeConversation, type Chat, type SavedRecipient, type SavedState } from './state.js';
export { MAX_ITEMS } from './timeline/update.js';
export { setTyping } from './typing.js';
export { abortUpload, pauseUpload, resumeUpload, retryUpload, sendFiles } from './uploads.js';
