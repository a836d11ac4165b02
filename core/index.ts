/**
 * The chat core: a hub that knows rooms, sessions and messages, and nothing of wires.
 * @module
 */
export type { Awaitable } from './awaitable.js';
export { MemoryBroker, type MemoryBrokerOptions } from './broker/memory.js';
export type { Command, Enclosed, Slash } from './command/command.js';
export { protocolVersion } from './command/hello.js';
export type { ServerInfo } from './core.js';
export {
  ChatError,
  type ErrorCode,
  type ErrorContext,
  type ErrorDetails,
  type ErrorMeaning,
  errors,
  type PluginCode,
} from './errors.js';
export { createHub, type Hub, type HubState, type StopOptions } from './hub.js';
export type { HubParts } from './hub-parts.js';
export { isJsonObject, type Json, type JsonObject } from './json.js';
export { createKeyedMutex, type KeyedMutex, sharedKeyedMutex } from './keyed-mutex.js';
export { type LimitMeaning, type LimitName, type Limits, limitsWith, limitTable } from './limits.js';
export type { Listener } from './listeners.js';
export { fold } from './message/fold.js';
export type { Author, Draft, Entry, Message, Position, Receipt, TextPart } from './message/message.js';
export { nickName, roomName } from './message/names.js';
export { Refusal, refuse } from './message/refusal.js';
export { nameKeys } from './message/skeleton.js';
export type { Verbatim } from './message/verbatim.js';
export { hasInvisible, hasVisible } from './message/visible.js';
export { networkOf } from './network.js';
export type { Archive } from './plugin/archive.js';
export type { ChatApi, Saying, SayingAs } from './plugin/chat-api.js';
export type { ChatEvents, CountedInfo, FailedInfo, GatedInfo, RanInfo, RefusedInfo } from './plugin/events.js';
export type {
  AlterRequest,
  CommandRequest,
  ConnectRequest,
  FarewellRequest,
  FileRequest,
  Gate,
  GateOptions,
  GateSession,
  Gates,
  JoinRequest,
  LoginRequest,
  RenameRequest,
  SeeRequest,
  TopicRequest,
  TypingRequest,
} from './plugin/gates.js';
export type { LoadOptions, Plugins } from './plugin/loader.js';
export type { Plugin, PluginHost } from './plugin/plugin.js';
export type {
  Broker,
  BrokerCapabilities,
  BrokerProblem,
  BrokerProblemReason,
  BrokerReceiver,
  Page,
  ReadQuery,
  Retention,
  SearchFeature,
  SearchQuery,
  Signalled,
  Writings,
} from './ports/broker.js';
export type { Cancel, Clock } from './ports/clock.js';
export type {
  Dialect,
  DialectPort,
  DialectSession,
  Enclosure,
  Outcome,
  Rendering,
  SlashCommand,
} from './ports/dialect.js';
export type { Digest } from './ports/digest.js';
export { type LogFields, type Logger, silent } from './ports/logger.js';
export type { Random } from './ports/random.js';
export type { ListQuery, Store, Stored } from './ports/store.js';
export type {
  Address,
  CloseCause,
  CloseReason,
  Connection,
  ConnectionInfo,
  Frame,
  FrameFault,
  FrameList,
  FrameReceiver,
  Framing,
  Packet,
  SplitFrame,
  Transport,
  TransportCloseOptions,
} from './ports/transport.js';
export { binaryFrame, type OpenedFrame, openFrame } from './protocol/bytes.js';
export type {
  ByeEvent,
  Delivery,
  GapEvent,
  JoinedEvent,
  LeftEvent,
  MessageEvent,
  NoticeEvent,
  Occupant,
  PresenceEvent,
  RecoveredEvent,
  RenamedEvent,
  RoomSignal,
  ServerEvent,
  ServerEvents,
  TypingEvent,
} from './protocol/events.js';
export { foreignProtocol } from './protocol/foreign.js';
export { isHttpRequest } from './protocol/http.js';
export { native, nativeSubprotocol } from './protocol/native.js';
export { type TypedCommand, typedCommand } from './protocol/typed-command.js';
export { conversationOf, isConversationOf, otherOf } from './room/conversation.js';
export type { RoomInfo } from './room/directory.js';
export type { RoomPrivacy } from './room/room.js';
export type { Said } from './room/speak.js';
export { isFound, type SearchPhrase, type SearchTerm, type SearchWord, searchTerms } from './search/query.js';
export { foldText, formOf, type Token, type TokenKind, tokensOf } from './search/tokens.js';
export type { Bulk, BulkPiece, BulkSource } from './session/bulk.js';
export { reservedNicks } from './session/nick-index.js';
export { createRounds, type Rounds } from './session/rounds.js';
export {
  type LoginSession,
  type Session,
  type SessionKey,
  type SessionKeyOptions,
  sessionKey,
  type User,
} from './session/session.js';
export { MemoryStore, type MemoryStoreOptions } from './store/memory.js';
export { storeKey, storeValue } from './store/pair.js';
export {
  createGuessThrottle,
  type Guess,
  type GuessOutcome,
  type GuessThrottle,
  type GuessThrottleOptions,
  type WrongGuess,
} from './throttle/guess-throttle.js';
export { retentionTime } from './time.js';
export type { Fate, GateStep, Trace, TraceRecipient } from './trace/trace.js';
export {
  isListableHost,
  isListableOrigin,
  isLoopbackAddress,
  type WebAccess,
  type WebAccessOptions,
  type WebRequest,
  webAccess,
} from './web-access.js';
