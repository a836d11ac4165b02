import { stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Check, type Finding, ok, warning } from '../check.js';
import { formatDuration } from '../size.js';

const OBSERVATION_MS = 250;
/** More than a busy machine makes of the time between two readings. */
const STEP_MS = 100;
const AHEAD_MS = 2_000;

/** Times are milliseconds since the Unix epoch. */
export interface ClockInfo {
  readonly now: number;
  /** By how much the clock on the wall went further than the one that only counts, while both were watched. */
  readonly stepMs: number;
  /** When this program was put where it is. */
  readonly installedAt: number;
  /** When the newest message on disk was said; `undefined`: nobody knows, or there is none. */
  readonly newestAt: number | undefined;
  readonly timeZone: string;
  /** How long messages are kept; 0: for ever. */
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
        `The clock says ${formatTime(now)}, and this program came here at ${formatTime(installedAt)}: set the clock.`,
      ),
    );
  }
  if (newestAt !== undefined && newestAt > now + AHEAD_MS) {
    const text = `The newest message is ${formatDuration(newestAt - now)} ahead of the clock (${formatTime(newestAt)}): set the clock.`;
    findings.push(warning(text));
  }
  if (newestAt !== undefined && keepDays > 0 && now - newestAt > keepDays * 86_400_000) {
    const text = `The newest message is ${formatDuration(now - newestAt)} old, more than --keep-days ${keepDays}: nothing is dropped by its age. If the clock is right, start once with --trust-clock.`;
    findings.push(warning(text));
  }
  if (Math.abs(stepMs) > STEP_MS) {
    findings.push(
      warning(`The clock has just been set by ${formatDuration(stepMs)}: is something wrong with its synchronisation?`),
    );
  }
  if (findings.length > 0) return findings;
  return [ok(`${formatTime(now)}, in ${timeZone}; it runs evenly.`)];
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
