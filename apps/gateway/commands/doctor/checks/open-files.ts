import { limitsWith } from '../../../../../core/index.js';
import { allocateConnections, MIN_OPEN_FILES, openFilesLimit } from '../../../open-files.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';

/** With less than this any chat may come to its end sooner than it thinks. */
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
    return ok('The number of open files has no limit, or the system does not say it.');
  if (most < MIN_OPEN_FILES) {
    return failed(
      `Only ${most} files may be open; the gateway needs ${MIN_OPEN_FILES}. Raise ulimit -n (LimitNOFILE).`,
    );
  }
  const room = `${most} files may be open, enough for ${shares.sessions} sessions and ${shares.http} HTTP connections`;
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
