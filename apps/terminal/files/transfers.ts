import type { FileCard } from '../state/line.js';
import type { Room } from '../state/room.js';
import type { Talk } from '../talk/talk.js';
import { type Course, createCourse } from './course.js';
import { fetching } from './fetching.js';
import { sending } from './sending.js';

/** Transfers that run at once at most. */
const MOST = 16;

/** Files on their way, each shown as a line of the room in which it was begun. */
export interface Transfers {
  /** How many are on their way. */
  readonly count: number;
  /** Sends a file to a room or a person. Resolves once it is over; what goes wrong is told in the line. @throws Error for too many */
  send(room: Room, path: string): Promise<boolean>;
  /** Fetches a file; as above. @param room where it is shown */
  fetch(room: Room, card: FileCard, path?: string): Promise<boolean>;
  /** Of the transfer with that number, or of the newest. A line says so where there is none. */
  pause(number?: number): void;
  resume(number?: number): void;
  abort(number?: number): void;
  /** Gives all up. Resolves once nothing of them is left. */
  end(): Promise<void>;
}

/** Makes the transfers of a client; there are none. */
export function createTransfers(talk: Talk): Transfers {
  const { state } = talk;
  const running = new Map<Course, Promise<boolean>>();

  async function run(course: Course, work: Promise<boolean>): Promise<boolean> {
    running.set(course, work);
    try {
      return await work;
    } finally {
      running.delete(course);
      state.changed();
    }
  }

  function isFull(): boolean {
    if (running.size < MOST) return false;
    state.note('bad', `${MOST} files are on their way already: wait for one of them.`);
    return true;
  }

  function found(number: number | undefined): Course | undefined {
    const all = [...running.keys()];
    const course = number === undefined ? all.at(-1) : all.findLast((one) => one.number === number);
    if (course === undefined)
      state.note('bad', number === undefined ? 'No file is on its way.' : `File ${number} is not on its way.`);
    return course;
  }

  return {
    get count() {
      return running.size;
    },
    async send(room, path) {
      if (isFull()) return false;
      const course = createCourse(state, room, { direction: 'up', number: state.files.next(), name: path, size: 0 });
      return run(course, sending(talk.client, room, course, path));
    },
    async fetch(room, card, path) {
      if (isFull()) return false;
      const course = createCourse(state, room, { direction: 'down', ...card });
      return run(course, fetching(talk.client, course, card, path));
    },
    pause: (number) => found(number)?.pause(),
    resume: (number) => found(number)?.resume(),
    abort: (number) => found(number)?.abort(),
    async end() {
      const all = [...running];
      for (const [course] of all) course.abort();
      await Promise.all(all.map(([, work]) => work));
    },
  };
}
