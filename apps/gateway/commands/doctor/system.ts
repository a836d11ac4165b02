import { access, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { limitsWith } from '../../../../core/index.js';
import { allocateConnections, MIN_OPEN_FILES, openFilesLimit } from '../../open-files.js';
import { type Check, type Finding, failed, formatBytes, formatDuration, ok, warning } from './check.js';

/** @param needed As in `package.json`: `>=20.19`. */
export function assessNode(version: string, needed: string): Finding {
  const [major = 0, minor = 0] = versionNumbers(version);
  const [least = 0, leastMinor = 0] = versionNumbers(needed);
  const isEnough = major > least || (major === least && minor >= leastMinor);
  if (isEnough) return ok(`Node ${version} (${least}.${leastMinor} or newer required).`);
  return failed(`Node ${version} is too old. Install ${least}.${leastMinor} or newer.`);
}

function versionNumbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

export const node: Check = {
  name: 'node',
  worksWithoutSettings: true,
  run: async ({ about }) => [assessNode(process.versions.node, about.manifest.engines.node)],
};

/** What this Node knows of languages. */
export interface IntlInfo {
  /** Version of ICU; `undefined` if Node has none. */
  readonly icu: string | undefined;
  /** January, in Russian and in Chinese. */
  readonly januaries: readonly string[];
  readonly locale: string;
  readonly timeZone: string;
}

export function assessIntl({ icu, januaries, locale, timeZone }: IntlInfo): Finding {
  if (icu !== undefined && januaries[0] === 'январь' && januaries[1] === '一月') {
    return ok(`All languages (ICU ${icu}); locale ${locale}, time zone ${timeZone}.`);
  }
  return warning('This Node supports only English. Use a build with full ICU, such as those from nodejs.org.');
}

export const intl: Check = {
  name: 'languages',
  worksWithoutSettings: true,
  async run() {
    const month = (locale: string) =>
      new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(new Date(0));
    const { locale, timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return [assessIntl({ icu: process.versions.icu, januaries: ['ru', 'zh'].map(month), locale, timeZone })];
  },
};

export function assessPages(isThere: boolean, folder: string): Finding {
  if (isThere) return ok('The web page is built.');
  return warning(`No web page in ${folder}. Build it with npm run build. Everything else works without it.`);
}

export const pages: Check = {
  name: 'web page',
  worksWithoutSettings: true,
  async run({ about: { pageFolder } }) {
    const found = access(join(pageFolder, 'index.html'));
    return [
      assessPages(
        await found.then(
          () => true,
          () => false,
        ),
        pageFolder,
      ),
    ];
  },
};

/** Fewer sessions than this deserve a warning. */
const FEW_SESSIONS = 4_000;

/**
 * Compares the limit of open files with what is set.
 * @param most `Infinity`: no bound, or the system does not say.
 * @param isExpected Whether the number of sessions was set; else it is a bound that is not meant to be reached.
 */
export function assessOpenFiles(
  most: number,
  sessions: number,
  isExpected: boolean,
  shares = allocateConnections(most),
): Finding {
  if (most === Number.POSITIVE_INFINITY)
    return ok('The number of open files is unlimited, or the system does not report it.');
  if (most < MIN_OPEN_FILES) {
    return failed(
      `The limit of open files is ${most}. The gateway needs ${MIN_OPEN_FILES}. Raise ulimit -n (LimitNOFILE).`,
    );
  }
  const room = `${most} open files are allowed, enough for ${shares.sessions} sessions and ${shares.http} HTTP connections`;
  if (shares.sessions >= sessions) return ok(`${room}.`);
  if (!isExpected && shares.sessions >= FEW_SESSIONS) return ok(`${room}.`);
  const advice = isExpected
    ? `; ${sessions} sessions are allowed. Raise ulimit -n (LimitNOFILE), or lower --limit-sessions.`
    : '. For more, raise ulimit -n (LimitNOFILE).';
  return warning(room + advice);
}

export const openFiles: Check = {
  name: 'open files',
  async run({ settings }) {
    const most = openFilesLimit();
    const { sessions } = limitsWith(settings.limits);
    return [
      assessOpenFiles(most, sessions, settings.limits.sessions !== undefined, allocateConnections(most, settings)),
    ];
  },
};

/** Memory of one idle session: docs/performance.md. */
const SESSION_BYTES = 11_000;
/** Memory of the program without sessions. */
const BASE_BYTES = 120_000_000;

/** What there is, and what may be asked of it. */
export interface MemoryInfo {
  /** Of the machine, or of the container where that has less. */
  readonly bytes: number;
  readonly isContainer: boolean;
  /** How far Node lets its heap grow. */
  readonly heapBytes: number;
  readonly sessions: number;
  /** Send queue limit of one session. */
  readonly outboxBytes: number;
}

export function assessMemory({ bytes, isContainer, heapBytes, sessions, outboxBytes }: MemoryInfo): readonly Finding[] {
  const where = isContainer ? 'container' : 'machine';
  const findings: Finding[] = [];
  const needed = BASE_BYTES + sessions * SESSION_BYTES;
  if (needed > bytes) {
    const text = `${sessions} sessions need about ${formatBytes(needed)}, but the ${where} has ${formatBytes(bytes)}. Lower --limit-sessions.`;
    findings.push(warning(text));
  }
  if (isContainer && heapBytes > bytes * 0.9) {
    const mib = Math.floor((bytes * 0.75) / 1_048_576);
    const text = `Node may use ${formatBytes(heapBytes)} of heap, but the container limit is ${formatBytes(bytes)}. Use node --max-old-space-size=${mib}.`;
    findings.push(warning(text));
  }
  const readers = Math.max(0, Math.floor((bytes - BASE_BYTES) / outboxBytes));
  if (readers < 100) {
    const text = `${readers} slow consumers fill the memory (${formatBytes(bytes)}). Lower --limit-outbox-bytes, now ${formatBytes(outboxBytes)}.`;
    findings.push(warning(text));
  }
  if (findings.length > 0) return findings;
  return [ok(`The ${where} has ${formatBytes(bytes)}; ${sessions} sessions need about ${formatBytes(needed)}.`)];
}

export const memory: Check = {
  name: 'memory',
  async run({ settings }) {
    const { sessions, outboxBytes } = limitsWith(settings.limits);
    const machine = totalmem();
    const constrained = process.constrainedMemory();
    // Where nothing constrains it a number comes that no machine has, or 0.
    const isContainer = constrained > 0 && constrained < machine;
    const { heap_size_limit: heapBytes } = getHeapStatistics();
    return assessMemory({ bytes: isContainer ? constrained : machine, isContainer, heapBytes, sessions, outboxBytes });
  },
};

const OBSERVATION_MS = 250;
/** More than the scheduling delay of a busy machine. */
const STEP_MS = 100;
const AHEAD_MS = 2_000;

/** Times are milliseconds since the Unix epoch. */
export interface ClockInfo {
  readonly now: number;
  /** Difference between the wall clock and the monotonic clock over the observation. */
  readonly stepMs: number;
  /** When this program was installed. */
  readonly installedAt: number;
  /** Time of the newest message on disk; `undefined` if unknown. */
  readonly newestAt: number | undefined;
  readonly timeZone: string;
  /** Retention of messages in days; 0: no limit. */
  readonly keepDays?: number;
}

export function assessClock({
  now,
  stepMs,
  installedAt,
  newestAt,
  timeZone,
  keepDays = 0,
}: ClockInfo): readonly Finding[] {
  const findings: Finding[] = [];
  if (now < installedAt) {
    findings.push(
      warning(
        `The clock says ${formatTime(now)}, but this program was installed at ${formatTime(installedAt)}. Set the clock.`,
      ),
    );
  }
  if (newestAt !== undefined && newestAt > now + AHEAD_MS) {
    const text = `The newest message is ${formatDuration(newestAt - now)} ahead of the clock (${formatTime(newestAt)}). Set the clock.`;
    findings.push(warning(text));
  }
  if (newestAt !== undefined && keepDays > 0 && now - newestAt > keepDays * 86_400_000) {
    const text = `The newest message is ${formatDuration(now - newestAt)} old, more than --keep-days ${keepDays}. Old messages are not dropped. If the clock is right, start once with --trust-clock.`;
    findings.push(warning(text));
  }
  if (Math.abs(stepMs) > STEP_MS) {
    findings.push(warning(`The clock was just changed by ${formatDuration(stepMs)}. Check its synchronisation.`));
  }
  if (findings.length > 0) return findings;
  return [ok(`${formatTime(now)}, ${timeZone}; the clock is steady.`)];
}

const formatTime = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

export const clock: Check = {
  name: 'clock',
  async run({ store, settings: { keepDays } }) {
    const [wall, counted] = [Date.now(), performance.now()];
    await wait(OBSERVATION_MS);
    const stepMs = Date.now() - wall - (performance.now() - counted);
    // Not the time of its contents, which a package brings along.
    const { ctimeMs: installedAt } = await stat(fileURLToPath(import.meta.url));
    const newestAt = (await store())?.report?.newestAt;
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    return assessClock({ now: Date.now(), stepMs, installedAt, newestAt, timeZone, keepDays });
  },
};
