import type { CloseCause, Connection, Frame, FrameFault, FrameReceiver } from '../../core/index.js';

/** Writes down all that a connection tells its receiver. */
export interface Recorder {
  /** The connection that is listened to. */
  readonly connection: Connection;
  /** The frames that came, in order. */
  readonly frames: readonly Frame[];
  /** Why frames were refused, in order. */
  readonly faults: readonly FrameFault[];
  /** Every call in order: `frame`, `rejected`, `drained`, `closed`. */
  readonly calls: readonly string[];
  /** Why it closed; `undefined` while it has not. */
  readonly cause: CloseCause | undefined;
  /** Called with each frame, after it was written down. */
  onframe: ((frame: Frame) => void) | undefined;
  /** Resolves as soon as the condition holds; it is looked at after each call. */
  until(condition: (recorder: Recorder) => boolean): Promise<void>;
  /** Resolves when `closed` was called. */
  closed(): Promise<CloseCause>;
}

/** Starts a connection with a receiver that writes everything down. */
export function record(connection: Connection): Recorder {
  const recorder = createRecorder(connection);
  connection.start(recorder.receiver);
  return recorder;
}

function createRecorder(connection: Connection): Recorder & { readonly receiver: FrameReceiver } {
  const frames: Frame[] = [];
  const faults: FrameFault[] = [];
  const calls: string[] = [];
  const waiting = new Set<() => void>();
  let cause: CloseCause | undefined;

  function called(what: string): void {
    calls.push(what);
    for (const look of [...waiting]) look();
  }

  const recorder: Recorder & { readonly receiver: FrameReceiver } = {
    connection,
    frames,
    faults,
    calls,
    get cause() {
      return cause;
    },
    onframe: undefined,
    receiver: {
      frame(frame) {
        frames.push(frame);
        recorder.onframe?.(frame);
        called('frame');
      },
      rejected(fault) {
        faults.push(fault);
        called('rejected');
      },
      drained() {
        called('drained');
      },
      closed(why) {
        cause = why;
        called('closed');
      },
    },
    until(condition) {
      if (condition(recorder)) return Promise.resolve();
      return new Promise((resolve) => {
        const look = () => {
          if (!condition(recorder)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
      });
    },
    async closed() {
      await recorder.until(() => cause !== undefined);
      return cause as CloseCause;
    },
  };
  return recorder;
}

/** The calls but for `drained`: where writes pass through a cipher, each of them drains on its own. */
export function withoutDrained({ calls }: Recorder): readonly string[] {
  return calls.filter((call) => call !== 'drained');
}
