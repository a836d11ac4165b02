/** One's own session has read on. Comes to the other sessions of the same user. */
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

/** Messages are gone for good: whoever shows them drops them. Not told to those who are not connected. */
export interface ErasedEvent {
  /** Always `erased`. */
  readonly type: 'erased';
  /** The folded name of the room, or of the conversation of two. */
  readonly room: string;
  /** The life of the room's log that the offsets count in. */
  readonly epoch: string;
  /** Where they stood, 500 at most in one event. */
  readonly offsets: readonly number[];
  /** For people. Absent: nothing that they need to know. */
  readonly line?: string;
}

declare module '../../core/index.js' {
  interface ServerEvents {
    /** One's own session has read on. */
    read: ReadEvent;
    /** Messages are gone for good. */
    erased: ErasedEvent;
  }
}
