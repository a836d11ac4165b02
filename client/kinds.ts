import type { MessageEvent } from '../core/protocol/events.js';

/**
 * What goes beside the text of a message, by its `kind`. Plugins and programs add theirs by declaration merging; those of the
 * plugins that come along are in `partyline/client/plugins`. At run time a server may have kinds that nobody has declared
 * here: they are shown as `text`.
 *
 * ```ts
 * declare module 'partyline/client' {
 *   interface MessageKinds {
 *     poll: { question: string; options: readonly string[] };
 *   }
 * }
 * ```
 */
export interface MessageKinds {
  /** What somebody said, with whatever their program has put beside it. */
  text: MessageEvent['data'];
  /** What somebody does. */
  action: MessageEvent['data'];
}

/** A message of one kind. */
export type MessageOf<K extends keyof MessageKinds> = MessageEvent & {
  /** The kind, as declared. */
  readonly kind: K;
  /** What goes with that kind. */
  readonly data: MessageKinds[K];
};

/** A message of any kind that is declared: `message.kind === 'file'` says what `message.data` is. */
export type ClientMessage = { [K in keyof MessageKinds]: MessageOf<K> }[keyof MessageKinds];
