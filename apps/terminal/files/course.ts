import type { Transfer } from '../state/line.js';
import type { Room } from '../state/room.js';
import type { State } from '../state/state.js';
import { cleanLine } from '../text/clean.js';

/** The line of a transfer, and what people do to it. */
export interface Course {
  readonly number: number;
  /** Aborted when the transfer is given up. */
  readonly signal: AbortSignal;
  /** What is known of it now. */
  show(change: Partial<Pick<Transfer, 'name' | 'size' | 'moved' | 'stage' | 'remark'>>): void;
  pause(): void;
  resume(): void;
  abort(): void;
  /** Resolves once it is not paused, or is given up. */
  open(): Promise<void>;
  /** Told of every pause and of its end. */
  onPause: (isPaused: boolean) => void;
}

/** Begins a transfer: shows its line. */
export function createCourse(
  state: State,
  room: Room,
  { direction, number, name, size }: Pick<Transfer, 'direction' | 'number' | 'name' | 'size'>,
): Course {
  const aborting = new AbortController();
  const waiting: (() => void)[] = [];
  let isPaused = false;
  let line = state.add(room, {
    type: 'transfer',
    at: state.now(),
    direction,
    number,
    name: cleanLine(name),
    size,
    moved: 0,
    stage: 'preparing',
  }) as Transfer;

  function goOn(): void {
    for (const resolve of waiting.splice(0)) resolve();
  }

  function pausing(wanted: boolean): void {
    if (isPaused === wanted || line.stage === 'done' || line.stage === 'failed') return;
    isPaused = wanted;
    course.onPause(wanted);
    course.show({ stage: wanted ? 'paused' : 'running' });
    if (!wanted) goOn();
  }

  const course: Course = {
    number,
    signal: aborting.signal,
    onPause() {},
    show(change) {
      const stage = isPaused && change.stage === 'running' ? 'paused' : (change.stage ?? line.stage);
      line = { ...line, ...change, stage };
      state.replace(room, line);
    },
    pause: () => pausing(true),
    resume: () => pausing(false),
    abort() {
      aborting.abort();
      goOn();
    },
    open: () =>
      isPaused && !aborting.signal.aborted ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(),
  };
  return course;
}
