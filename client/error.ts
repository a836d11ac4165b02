/** What the client's own codes mean: the text for a person, and whether the same call may succeed later. */
const meanings = {
  CLIENT_ABORTED: { text: 'Aborted.', retry: false },
  CLIENT_BAD_REPLY: { text: 'The reply is unreadable.', retry: false },
  CLIENT_BEHIND: { text: 'Too many messages wait to be taken.', retry: false },
  CLIENT_CONNECTION_LOST: { text: 'There is no connection, or it was lost.', retry: true },
  CLIENT_CREDENTIALS: { text: 'There are no credentials.', retry: true },
  CLIENT_FILE_CHANGED: { text: 'The file ended early.', retry: false },
  CLIENT_FILE_DAMAGED: { text: 'The file is damaged.', retry: true },
  CLIENT_QUEUE_FULL: { text: 'Too much is waiting.', retry: true },
  CLIENT_REFUSED: { text: 'The server refuses the connection.', retry: false },
  CLIENT_STOPPED: { text: 'The client is stopped.', retry: false },
} as const;

/**
 * A code of the client's own; all others are the server's or its plugins'.
 * @useDeclaredType
 */
export type ClientErrorCode = keyof typeof meanings;

/** A command that failed: refused by the server, or never answered. */
export class ClientError extends Error {
  /** Always `ClientError`. */
  override readonly name = 'ClientError';
  /** The server's code, or a {@link ClientErrorCode}. */
  readonly code: string;
  /** Whether the same command, unchanged, may succeed later. */
  readonly retry: boolean;
  /** What goes with the code: the limit that was passed, a free nick, … Empty where there is nothing. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, text: string, retry: boolean, details: Readonly<Record<string, unknown>> = {}) {
    super(text);
    this.code = code;
    this.retry = retry;
    this.details = details;
  }
}

/** An error of the client's own making. @param because what it comes from, a sentence that is put behind the code's own */
export function clientError(
  code: ClientErrorCode,
  details?: Readonly<Record<string, unknown>>,
  because?: string,
): ClientError {
  const { text, retry } = meanings[code];
  return new ClientError(code, because === undefined ? text : `${text} ${because}`, retry, details);
}
