/** What the page knows and does, without the view: conversations as signals, and plain functions that change them. */
export type { LoadState } from './beyond.js';
export { type ChatOptions, createChat } from './chat.js';
export { clearMessages } from './clear.js';
export { type Conversation, displayName, type Quote, type Recipient, type RecoveryNotice } from './conversation.js';
export { type DetailedFault, detailedFault, type SendFault } from './fault.js';
export { createFrameScheduler, type ScheduleFrame } from './frames.js';
export { deleteMessage, editMessage, setReaction, startEdit, startReply } from './history/alter.js';
export { loadOlder } from './history/load.js';
export { jumpTo, loadNewer, showLatest } from './history/part.js';
export { quoteOf } from './history/quote.js';
export { type SearchPage, searchMessages } from './history/search.js';
export { changeNick, quit, reconnect, restoreSignIn, signIn } from './identity.js';
export type {
  FileInfo,
  GapItem,
  Item,
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
export type { ConnectionState } from './link-state.js';
export { MAX_ITEMS } from './list/show.js';
export { COLLAPSE_FROM, countChanges, groupChanges, type PresenceRun } from './presence-summary.js';
export { clearDivider, markRead, showConversation } from './read.js';
export { joinRoom, type ListedRoom, leaveConversation, listRooms, openDirect, restoreConversations } from './rooms.js';
export type { Roster } from './roster.js';
export { abortUpload, pauseUpload, resumeUpload, retryUpload, sendFiles } from './sending/files.js';
export { discardMessage, retryMessage, sendMessage, waitingMessages } from './sending/say.js';
export { setTyping } from './sending/typing.js';
export {
  type Completion,
  type CompletionOption,
  completionsFor,
  type EmojiName,
  type FindEmoji,
} from './slash/completions.js';
export { submitLine } from './slash/run.js';
export { activeConversation, type Chat, type SavedRecipient, type SavedState } from './state.js';
