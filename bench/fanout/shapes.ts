/** How a load is spread over rooms. */
export interface Shape {
  /** Rooms × members, as given to `--shapes`. */
  readonly name: string;
  readonly rooms: number;
  /** In each room; one of them publishes. */
  readonly members: number;
  /** Messages that a publisher keeps in flight. */
  readonly window: number;
  /** `--check` asks for so many times Socket.IO's deliveries per server CPU-second. */
  readonly bar: number;
}

/** A hall, ten channels, and two hundred small groups. */
export const shapes: readonly Shape[] = [
  { name: '1x1000', rooms: 1, members: 1000, window: 32, bar: 12 },
  { name: '10x100', rooms: 10, members: 100, window: 8, bar: 7 },
  { name: '200x10', rooms: 200, members: 10, window: 2, bar: 2 },
];

/** The shape in which latency under a steady load is measured. */
export const steadyShape: Shape = { name: 'steady', rooms: 10, members: 100, window: 0, bar: 0 };

/** Bytes of text in every message, all ASCII. */
export const textBytes = 120;
