/** What the page knows and does, without the view: conversations as signals, and plain functions that change them. */
export type { Beyond } from './beyond.js';
export { type ChatOptions, createChat } from './chat.js';
export { clearList } from './clear.js';
export { type CaughtUp, type Conversation, nameOf, type Peer, type Quote } from './conversation.js';
export { type Fault, faultFrom, type SendFault } from './fault.js';
export { browserPainter, type Painter } from './frames.js';
export { beginEdit, beginReply, edit, react, remove } from './history/alter.js';
export { loadOlder } from './history/load.js';
export { jumpTo, loadNewer, toLive } from './history/part.js';
export { quoteOf } from './history/quote.js';
export { type Found, search } from './history/search.js';
export { changeNick, quit, reconnect, signIn, signInAgain } from './identity.js';
export type {
  FileFacts,
  GapItem,
  Item,
  MessageItem,
  NoticeItem,
  Person,
  Place,
  PresenceChange,
  PresenceItem,
  Reaction,
  Said,
  UploadItem,
} from './item.js';
export type { LinkState } from './link-state.js';
export { MOST_ITEMS } from './list/show.js';
export { countsOf, FOLD_FROM, type PresenceRun, runsOf } from './presence-summary.js';
export { clearDivider, markRead, show } from './read.js';
export { joinRoom, type ListedRoom, leave, listRooms, openDirect, recall } from './rooms.js';
export type { Roster } from './roster.js';
export { abortUpload, pauseUpload, resumeUpload, retryUpload, sendFiles } from './sending/files.js';
export { discard, retry, say, waitingIn } from './sending/say.js';
export { setTyping } from './sending/typing.js';
export { type Choice, type Completion, completions, type EmojiName, type EmojiNames } from './slash/completions.js';
export { runLine } from './slash/run.js';
export { activeConversation, type Chat, type Memory, type RememberedPeer } from './state.js';
