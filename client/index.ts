/**
 * A client for programs and pages: it reconnects, resumes and sends again by itself, over any wire.
 * @module
 */
export type {
  ByeEvent,
  GapEvent,
  JoinedEvent,
  LeftEvent,
  MessageEvent,
  NoticeEvent,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  RosterEntry,
  ServerEvent,
  ServerEvents,
  TypingEvent,
} from '../core/protocol/events.js';
export type { Client } from './api.js';
export { createClient } from './client.js';
export type { ConnectOptions, JoinOptions, SayOptions, TellOptions } from './command-options.js';
export type { Credentials, CredentialsProvider } from './credentials.js';
export type { DirectChat } from './direct-api.js';
export { ClientError, type ClientErrorCode } from './error.js';
export type { CaughtUp, CaughtUpKind, ClientEvents, ClientState, StateReason, WelcomeKind } from './events.js';
export type {
  BlobLike,
  BlobPart,
  FetchedFile,
  FetchOptions,
  FileFacts,
  FileOptions,
  FileSending,
  FileSource,
  FileTarget,
  Sendable,
  SentFile,
  ToPerson,
  ToRoom,
} from './files/index.js';
export type { Edit, HistoryEntry, HistoryNotes, HistoryPage, HistoryQuery, Reaction } from './history.js';
export type { ClientMessage, MessageKinds, MessageOf } from './kinds.js';
export type { ClientOptions } from './options.js';
export type { ClientClock, ClientRandom, ClientWire, OpenWire, WireCause, WireEvents, WireFrame } from './ports.js';
export type * from './requests.js';
export type { ChatRoom, RoomEvents } from './room-api.js';
export type { Person, Position, Receipt, RoomView } from './view.js';
export {
  type WebSocketConstructor,
  type WebSocketLike,
  type WebSocketWireOptions,
  webSocket,
} from './wires/websocket.js';
