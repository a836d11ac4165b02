import type { LogInspection } from '../../../../adapters/brokers/sqlite/index.js';
import type { PackageInfo } from '../../package-info.js';
import type { LoadedSettings } from '../../settings/read.js';
import type { GatewaySettings } from '../../settings/settings.js';

/** `warning`: the gateway starts, but with limitations. `failed`: it does not start or loses data. */
export type Level = 'ok' | 'warning' | 'failed';

/** A result of a check: one line that says what to do. */
export interface Finding {
  readonly level: Level;
  readonly text: string;
}

/** The result of inspecting the database. */
export interface StoreInspection {
  readonly path: string;
  /** The last report before the timeout; `undefined` if there was none. */
  readonly report: LogInspection | undefined;
}

/** What the checks examine. */
export interface DoctorContext {
  readonly about: PackageInfo;
  readonly settings: GatewaySettings;
  readonly loaded: LoadedSettings;
  /** As on the command line. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Inspects the database, once; resolves to `undefined` if everything is in memory. */
  readonly store: () => Promise<StoreInspection | undefined>;
}

/** One thing that `start` needs. */
export interface Check {
  readonly name: string;
  /** True if the check also runs while the settings have problems. */
  readonly worksWithoutSettings?: boolean;
  /** Runs the check. */
  run(context: DoctorContext): Promise<readonly Finding[]>;
}

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const warning = (text: string): Finding => ({ level: 'warning', text });
export const failed = (text: string): Finding => ({ level: 'failed', text });

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes as people read it: `1.5 GiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1_024 && unit < units.length - 1; unit++) value /= 1_024;
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}

/** A time as people read it, roughly: `3 days`. */
export function formatDuration(ms: number): string {
  const seconds = Math.abs(ms) / 1_000;
  const [name, each] = (
    [
      ['days', 86_400],
      ['hours', 3_600],
      ['minutes', 60],
    ] as const
  ).find(([, of]) => seconds >= 2 * of) ?? ['seconds', 1];
  return `${Math.round(seconds / each)} ${name}`;
}
