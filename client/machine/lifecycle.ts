import type { ClientState, StateReason } from '../events.js';
import type { ClientRandom } from '../ports.js';
import { backoff } from './backoff.js';
import type { Course } from './endings.js';
import type { Fields } from './frame.js';
import { createHeartbeat, type Heartbeat } from './heartbeat.js';
import type { Output } from './output.js';

/** A connection that lasted so long was a good one: the next loss starts with short waits again. */
const STEADY_MS = 10_000;

/** No time at all. */
export const NEVER = Number.POSITIVE_INFINITY;

/** The wire that counts, from the attempt to the loss. What comes from any other comes too late. */
export interface Line {
  readonly number: number;
  /** An object of JSON has come: what came before was a greeting for people. */
  spoken?: true;
  /** How the client has introduced itself. */
  hello?: Fields;
  /** How many nicks the server has suggested. */
  suggestions: number;
  onlineSince?: number;
  heartbeat?: Heartbeat;
}

/** The state, the wire that belongs to it, and the time that it may take. */
export interface Lifecycle {
  readonly state: ClientState;
  readonly reason: StateReason | undefined;
  readonly line: Line | undefined;
  /** When the state has lasted too long; `NEVER`: it may last. */
  deadline: number;
  /** When to look again. */
  due(): number;
  /** Begins an attempt. */
  attempt(now: number): void;
  /** Logged in. Without `heartbeatMs`, or with 0, the wire's life is not watched. */
  online(now: number, line: Line, heartbeatMs: number | undefined): void;
  /** Waits as the back-off says, but no less than `waitMs`; just as long as that where it is `exact`. */
  wait(now: number, course: Course): void;
  /** Stays away. */
  stopped(reason?: StateReason): void;
  /** Lets the wire go: from now on nothing counts that comes from it. */
  hangUp(now: number, isClosed: boolean): void;
}

/** Makes a life cycle that has not begun. */
export function createLifecycle(output: Output, random: Pick<ClientRandom, 'between'>, connectMs: number): Lifecycle {
  let state: ClientState = 'idle';
  let why: StateReason | undefined;
  let line: Line | undefined;
  let lines = 0;
  let failures = 0;
  let deadline = NEVER;

  function enter(next: ClientState, until: number, reason?: StateReason): void {
    state = next;
    why = reason;
    deadline = until;
    if (reason === undefined) output.tell('state', next);
    else output.tell('state', next, reason);
  }

  return {
    get state() {
      return state;
    },
    get reason() {
      return why;
    },
    get line() {
      return line;
    },
    get deadline() {
      return deadline;
    },
    set deadline(at) {
      deadline = at;
    },
    due: () => Math.min(deadline, line?.heartbeat?.due() ?? NEVER),
    attempt(now) {
      line = { number: ++lines, suggestions: 0 };
      enter('connecting', now + connectMs);
      output.add({ do: 'open', wire: line.number });
    },
    online(now, mine, heartbeatMs = 0) {
      mine.onlineSince = now;
      if (heartbeatMs > 0) mine.heartbeat = createHeartbeat(now, heartbeatMs, random);
      enter('online', NEVER);
    },
    wait(now, { reason, waitMs = 0, exact }) {
      const ms = exact ? waitMs : Math.max(waitMs, backoff(failures++, random));
      enter('waiting', now + ms, { ...reason, until: now + ms });
    },
    stopped(reason) {
      if (state !== 'stopped') enter('stopped', NEVER, reason);
    },
    hangUp(now, isClosed) {
      if (line?.onlineSince !== undefined && now - line.onlineSince >= STEADY_MS) failures = 0;
      if (line !== undefined && !isClosed) output.add({ do: 'close' });
      line = undefined;
    },
  };
}
