/** A read marker was moved by another session of the same user. */
export interface ReadEvent {
  /** Always `read`. */
  readonly type: 'read';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The life of the room's log that `offset` counts in. */
  readonly epoch: string;
  /** The last place that was read. */
  readonly offset: number;
}

/** Messages were erased: clients remove them from view. Only sent to connected sessions. */
export interface ErasedEvent {
  /** Always `erased`. */
  readonly type: 'erased';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The life of the room's log that the offsets count in. */
  readonly epoch: string;
  /** Where they stood, 500 at most in one event. */
  readonly offsets: readonly number[];
  /** Text for users. Absent: nothing to show. */
  readonly line?: string;
}

declare module '../../core/index.js' {
  interface ServerEvents {
    /** A read marker was moved by another session of the same user. */
    read: ReadEvent;
    /** Messages are gone for good. */
    erased: ErasedEvent;
  }
}
