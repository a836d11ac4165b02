import { brand } from './brand.js';

/** What a code means to whoever gets it. */
export interface ErrorInfo {
  /** What happened, for a person; used when nothing more precise is said. */
  readonly text: string;
  /** Whether the same command, unchanged, may succeed later. */
  readonly retry: boolean;
  /** Whether the connection is closed with it. */
  readonly closes: boolean;
}

const keepsConnection = (text: string): ErrorInfo => ({ text, retry: false, closes: false });
const isTransient = (text: string): ErrorInfo => ({ text, retry: true, closes: false });
const closesConnection = (text: string, retry = false): ErrorInfo => ({ text, retry, closes: true });

/**
 * Every code that Partyline itself gives. Codes are API and stay; texts are for people and may change.
 * Plugins refuse with codes of their own, in capitals and with a prefix of their own.
 */
export const errors = {
  CHAT_ADDRESS_CROWDED: closesConnection('Too many connections from your address.', true),
  CHAT_BAD_COMMAND: keepsConnection('A field of the command is missing or wrong.'),
  CHAT_BAD_ENCODING: keepsConnection('The frame is not valid UTF-8.'),
  CHAT_BAD_FRAME: keepsConnection('The frame is not a command.'),
  CHAT_BAD_NUMBER: keepsConnection('A number in the frame cannot be kept as it is. Send it as a text.'),
  CHAT_BROKER_FAILED: isTransient('The message could not be kept. Send it again.'),
  CHAT_COMMAND_FAILED: isTransient('The command failed on the server.'),
  CHAT_COMMAND_UNKNOWN: keepsConnection('There is no such command.'),
  CHAT_DISK_FULL: isTransient("The server's disk is full. Nothing was kept; try again later."),
  CHAT_DRAINING: closesConnection('The server is going down.', true),
  CHAT_FRAME_TOO_LARGE: keepsConnection('The frame is too large.'),
  CHAT_HANDSHAKE_TIMEOUT: closesConnection('You did not introduce yourself in time.', true),
  CHAT_HEARTBEAT_LOST: closesConnection('Nothing was heard of you for too long.', true),
  CHAT_HUB_FULL: closesConnection('The server is full.', true),
  CHAT_IDLE: closesConnection('You were silent for too long.', true),
  CHAT_LISTENER_CLOSED: closesConnection('This way in is closed. Others may be open.', true),
  CHAT_LISTEN_FAILED: keepsConnection('The address cannot be listened on.'),
  CHAT_LOGGED_IN: keepsConnection('You are logged in already.'),
  CHAT_LOGIN_EXPIRED: closesConnection('Your login has expired. Log in again.'),
  CHAT_LOGIN_REQUIRED: keepsConnection('Log in first.'),
  CHAT_NAME_INVALID: keepsConnection('The name has characters that are not allowed, or is too long.'),
  CHAT_NICK_TAKEN: keepsConnection('The nick is taken.'),
  CHAT_NOT_IN_ROOM: keepsConnection('You are not in that room.'),
  CHAT_PLUGIN_DEPENDENCY: keepsConnection('A plugin needs another one that is not there.'),
  CHAT_PLUGIN_FAILED: isTransient('A plugin failed.'),
  CHAT_PLUGIN_SETUP: keepsConnection('A plugin could not be set up.'),
  CHAT_PLUGIN_TIMEOUT: isTransient('A plugin took too long.'),
  CHAT_PROTOCOL: closesConnection('Too many frames that are not commands.'),
  CHAT_RECOVERY_FAILED: closesConnection('What you missed could not be read. Come back for it.', true),
  CHAT_ROOM_ALIKE: keepsConnection('A room with a name that looks the same is open.'),
  CHAT_ROOM_FULL: isTransient('The room is full.'),
  CHAT_ROOM_UNKNOWN: keepsConnection('There is no such room.'),
  CHAT_SESSION_TAKEN: closesConnection('Another connection continues your session.'),
  CHAT_SLOW_CONSUMER: closesConnection('You read too slowly.', true),
  CHAT_STORE_FAILED: keepsConnection('The log on disk cannot be opened.'),
  CHAT_STORE_FULL: keepsConnection('There is no room to keep that.'),
  CHAT_TEXT_INVALID: keepsConnection('The text has nothing to see, or has characters that are not allowed.'),
  CHAT_TEXT_TOO_LONG: keepsConnection('The text is too long.'),
  CHAT_TOO_MANY_ROOMS: isTransient('There are too many rooms.'),
  CHAT_USER_UNKNOWN: keepsConnection('There is nobody of that name here.'),
} as const satisfies Record<string, ErrorInfo>;

/** A code of Partyline's own. */
export type ErrorCode = keyof typeof errors;

/** A code of a plugin's own: capitals, with a prefix of its own. */
export type PluginCode = `${Uppercase<string>}_${Uppercase<string>}`;

/** What goes with a code, as JSON: the limit that was passed, a free nick, … */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** What an error may carry besides its code and text. */
export interface ErrorContext {
  /** Default: nothing. */
  readonly details?: ErrorDetails;
  /** What it comes from. Default: nothing. */
  readonly cause?: unknown;
}

/** Anything that went wrong and that a caller can handle. Misuse of the API is a `TypeError` instead. */
export class ChatError extends Error {
  static {
    brand(ChatError, Symbol.for('partyline/error'));
  }

  /** Always `ChatError`. */
  override readonly name = 'ChatError';
  /** One of {@link errors}, or a plugin's own. */
  readonly code: string;
  /** What goes with the code; `undefined`: nothing. */
  readonly details: ErrorDetails | undefined;

  /** With a code of the table, whose text is the default. */
  constructor(code: ErrorCode, text?: string, options?: ErrorContext);
  /** With a plugin's own code, which has no text but the one that is given. */
  constructor(code: PluginCode, text: string, options?: ErrorContext);
  constructor(code: string, text?: string, options?: ErrorContext) {
    super(text ?? errors[code as ErrorCode].text, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options?.details;
  }
}
