/** What may go with a message. */
export interface SayOptions {
  /** `text` (default) or `action`. */
  readonly kind?: string;
  /** Any JSON beside the text. */
  readonly data?: unknown;
  /** The message's own name, 1–64 characters. Default: one from `ClientRandom.id`. */
  readonly key?: string;
}

/** What may go with a `connect`. */
export interface ConnectOptions {
  /**
   * What the user wants to be called from now on, instead of `ClientOptions.nick`. A session that goes on keeps the nick
   * that it has.
   */
  readonly nick?: string;
}

/** What may go with a `join`. */
export interface JoinOptions {
  /** The room's password, where it has one; it is given again whenever the room is joined again. */
  readonly password?: string;
  /** With how many of the newest messages to begin: they come as messages, then `recovered`. Default 0. */
  readonly last?: number;
}

/** What may go with a message to one person. */
export interface TellOptions {
  /** The message's own name, 1–64 characters. Default: one from `ClientRandom.id`. */
  readonly key?: string;
}
