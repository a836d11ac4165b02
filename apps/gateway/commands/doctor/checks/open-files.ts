import { readFile } from 'node:fs/promises';
import { limitsWith } from '../../../../../core/index.js';
import { type Check, type Finding, ok, warning } from '../check.js';

/** Besides connections: the log, files that are sent, Node's own. */
const OTHERS = 200;
/** With less than this any chat may come to its end sooner than it thinks. */
const FEW = 4_000;

/**
 * @param most `undefined`: the system does not tell.
 * @param isExpected Whether somebody said that so many sessions are to be allowed; else it is a bound that nobody thought of.
 */
export function judgeOpenFiles(most: number | undefined, sessions: number, isExpected: boolean): Finding {
  if (most === undefined) return ok('How many files may be open is not told on this system.');
  const room = Math.max(0, most - OTHERS);
  if (room >= sessions) return ok(`${most} files may be open; ${sessions} sessions are allowed.`);
  if (!isExpected && room >= FEW) return ok(`${most} files may be open, enough for about ${room} connections.`);
  return warning(
    `${most} files may be open, enough for about ${room} connections; ${sessions} sessions are allowed. ` +
      'Raise ulimit -n (LimitNOFILE), or lower --limit-sessions.',
  );
}

/** From `/proc/self/limits`. Node has raised its soft limit as far as it may. */
export function openFilesIn(limits: string): number | undefined {
  const [, soft] = /^Max open files +(\d+|unlimited)/m.exec(limits) ?? [];
  if (soft === undefined) return undefined;
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft);
}

export const openFiles: Check = {
  name: 'open files',
  async examine({ settings }) {
    const text = await readFile('/proc/self/limits', 'utf8').catch(() => '');
    return [
      judgeOpenFiles(openFilesIn(text), limitsWith(settings.limits).sessions, settings.limits.sessions !== undefined),
    ];
  },
};
