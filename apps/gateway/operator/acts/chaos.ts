import type { OperatorAction } from '../act.js';
import { findSession, readEnum, readInteger, sessionName } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

const MAX_DELAY_MS = 60_000;
const DEFAULT_DELAY_MS = 1_000;

/** `{ session, mode, ms? }`: makes a session's connection worse, or as it was. */
export const chaos: OperatorAction = ({ chaos: worse, telemetry: sight }, body, doing) => {
  const mode = readEnum(body, 'mode', ['slow', 'drop', 'half-open', 'off'] as const);
  const ms = readInteger(body, 'ms', 1, MAX_DELAY_MS, DEFAULT_DELAY_MS);
  const session = findSession(body, sight.sessionStats);
  doing.audit({ act: `chaos ${mode}`, ...(session === undefined ? {} : { who: sessionName(session) }) });
  if (worse === undefined) return operatorRefusal('OPERATOR_NO_CHAOS');
  if (session === undefined) return operatorRefusal('OPERATOR_UNKNOWN');
  if (!session.connected || !worse.set(session.info, mode, ms)) return operatorRefusal('OPERATOR_AWAY');
  return { line: `${lines[mode]} ${sessionName(session)}${mode === 'slow' ? ` by ${ms} ms` : ''}` };
};

const lines = {
  slow: 'slowed down',
  drop: 'cut the connection of',
  'half-open': 'silenced the connection of',
  off: 'restored the connection of',
} as const;
