import type { Json, MessageEvent } from '../../core/index.js';

/** A message as a client of a world was told it, flat enough to be compared at a glance. */
export interface Heard {
  /** The folded name of the room; that of a conversation of two begins with `@`. */
  readonly room: string;
  /** The sender's nick, as it was then. */
  readonly from: string;
  /** What was said. */
  readonly text: string;
  /** `text`, `action`, or what a plugin adds. */
  readonly kind: string;
  /** The message's id. */
  readonly id: string;
  /** The life of the room's log. */
  readonly epoch: string;
  /** The place in the log. */
  readonly offset: number;
  /** When the hub took it, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** The sender's key for it. Absent: none. */
  readonly key?: string;
  /** What goes beside the text. Absent: nothing. */
  readonly data?: Json;
  /** The receiver's nick, in a conversation of two. Absent in rooms. */
  readonly to?: string;
}

/** Flattens a message. */
export function heard({ room, from, text, kind, id, epoch, offset, at, key, data, to }: MessageEvent): Heard {
  return {
    room,
    from: from.nick,
    text,
    kind,
    id,
    epoch,
    offset,
    at,
    ...(key === undefined ? {} : { key }),
    ...(data === undefined ? {} : { data }),
    ...(to === undefined ? {} : { to: to.nick }),
  };
}
