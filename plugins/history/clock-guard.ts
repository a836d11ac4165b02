import type { MessageLog, PluginHost } from '../../core/index.js';
import type { Settings } from './options.js';

const DAY_MS = 86_400_000;
/** A clock that went this much further, or less far, than the timers has jumped. */
const JUMP_MS = 3_600_000;
/** Clocks of machines that a log was moved between differ by no more. */
const AHEAD_MS = 300_000;
const STEP = 200;
/** A warning that holds is repeated after this many runs: once a day, where there is one every hour. */
const REPEAT_RUNS = 24;

/** Judges whether the clock can be trusted with dropping what is old: what it drops by mistake is gone. */
export interface ClockGuard {
  /** Looks at the newest message, before anything new is said. */
  begin(): Promise<void>;
  /** Called with each run; whether messages may be dropped by their age. */
  mayDrop(): boolean;
}

/** @param host Whose clock it is, and where it is warned. */
export function clockGuard(
  { clock, log, chat: { log: archive } }: Pick<PluginHost, 'clock' | 'log' | 'chat'>,
  { keepIn, everyMs, trustClock }: Pick<Settings, 'keepIn' | 'everyMs' | 'trustClock'>,
): ClockGuard {
  /** What the clock should say at the last run, going by the timers alone. */
  let expected = clock.now();
  let startDoubt: string | undefined;
  let runs = 0;
  let lastDoubt: string | undefined;

  function jumpDoubt(): string | undefined {
    expected += everyMs;
    const ahead = clock.now() - expected;
    // A little each time is no jump, but must not add up to one.
    if (Math.abs(ahead) < JUMP_MS) expected = clock.now();
    else if (ahead > 0) return `The clock has jumped ahead by ${days(ahead)}`;
    return undefined;
  }

  function warn(doubt: string): void {
    const isRepeated = doubt === lastDoubt && runs % REPEAT_RUNS !== 0;
    lastDoubt = doubt;
    if (isRepeated) return;
    log.warn(
      { now: iso(clock.now()) },
      `${doubt}: nothing is dropped by its age. Set the clock; if it is right, start once with --trust-clock (trustClock).`,
    );
  }

  return {
    async begin() {
      const newest = await newestIn(archive, keepIn);
      expected = clock.now();
      if (newest === undefined) return;
      if (newest.at > expected + AHEAD_MS) {
        log.warn(
          { now: iso(expected), newest: iso(newest.at) },
          `The newest message lies ${days(newest.at - expected)} in the future: is the clock of this machine right?`,
        );
      }
      if (newest.isOutdated(expected))
        startDoubt = `All messages are older than they are kept, the newest by ${iso(newest.at)}`;
    },
    mayDrop() {
      const doubt = jumpDoubt() ?? startDoubt;
      if (doubt === undefined || trustClock) return true;
      warn(doubt);
      runs++;
      return false;
    },
  };
}

interface Newest {
  readonly at: number;
  /** Whether all rooms with a rule would be emptied. */
  isOutdated(now: number): boolean;
}

/** The newest message of all rooms; `undefined`: there is none. */
async function newestIn(archive: MessageLog, keepIn: Settings['keepIn']): Promise<Newest | undefined> {
  let at: number | undefined;
  /** Until when the rules keep something. */
  let until: number | undefined;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rooms: readonly string[] = await archive.rooms({ after, limit: STEP });
    // All at once: a broker on disk answers them together.
    const pages = await Promise.all(rooms.map(async (room) => ({ room, ...(await archive.read(room, { limit: 1 })) })));
    for (const { room, entries } of pages) {
      const newest = entries[0]?.message.at;
      if (newest === undefined) continue;
      at = Math.max(at ?? newest, newest);
      const kept = keepIn(room)?.days;
      if (kept !== undefined) until = Math.max(until ?? 0, newest + kept * DAY_MS);
    }
    after = rooms.length < STEP ? undefined : rooms.at(-1);
  }
  return at === undefined ? undefined : { at, isOutdated: (now) => until !== undefined && until < now };
}

const iso = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

function days(ms: number): string {
  return ms >= 2 * DAY_MS ? `${Math.round(ms / DAY_MS)} days` : `${(ms / 3_600_000).toFixed(1)} hours`;
}
