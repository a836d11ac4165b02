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
  Occupant,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  ServerEvent,
  ServerEvents,
  TypingEvent,
} from '../core/protocol/events.js';
export type { Client } from './api.js';
export { createClient } from './client.js';
export type { JoinOptions, SayOptions, TellOptions } from './command-options.js';
export { ClientError, type ClientErrorCode } from './error.js';
export type { ClientEvents, ClientState, StateReason, WelcomeKind } from './events.js';
export type {
  BlobLike,
  BlobPart,
  FileOptions,
  FileSending,
  FileSource,
  FileTarget,
  Sendable,
  SentFile,
  ToPerson,
  ToRoom,
} from './files/index.js';
export type { Edit, HistoryEntry, HistoryPage, HistoryQuery, Reaction } from './history.js';
export type { ClientOptions } from './options.js';
export type { ClientClock, ClientRandom, ClientWire, OpenWire, WireEvents, WireFrame } from './ports.js';
export type { ChatRoom, RoomEvents } from './room-api.js';
export type { Person, Position, Receipt, RoomView } from './view.js';
export {
  type WebSocketConstructor,
  type WebSocketLike,
  type WebSocketWireOptions,
  webSocket,
} from './wires/websocket.js';
