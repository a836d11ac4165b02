import type { Act } from '../act.js';
import { countIn, nameOf, oneOfIn, sessionIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

const MOST_MS = 60_000;
const USUAL_MS = 1_000;

/** `{ session, mode, ms? }`: makes a session's connection worse, or as it was. */
export const chaos: Act = ({ chaos: worse, sight }, body, doing) => {
  const mode = oneOfIn(body, 'mode', ['slow', 'drop', 'half-open', 'off'] as const);
  const ms = countIn(body, 'ms', 1, MOST_MS, USUAL_MS);
  const session = sessionIn(body, sight.census);
  doing.about({ act: `chaos ${mode}`, ...(session === undefined ? {} : { who: nameOf(session) }) });
  if (worse === undefined) return deskRefusal('OPERATOR_NO_CHAOS');
  if (session === undefined) return deskRefusal('OPERATOR_UNKNOWN');
  if (!session.connected || !worse.set(session.info, mode, ms)) return deskRefusal('OPERATOR_AWAY');
  return { line: `${lines[mode]} ${nameOf(session)}${mode === 'slow' ? ` by ${ms} ms` : ''}` };
};

const lines = {
  slow: 'slowed down',
  drop: 'cut the connection of',
  'half-open': 'silenced the connection of',
  off: 'restored the connection of',
} as const;
