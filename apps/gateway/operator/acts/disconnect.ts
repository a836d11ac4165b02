import type { OperatorAction } from '../act.js';
import { findSession, readOptionalText, sessionName } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

const MAX_REASON_CHARACTERS = 200;

/** `{ session, reason? }`: ends a session. Whoever it was may come again. */
export const disconnect: OperatorAction = ({ telemetry: sight }, body, doing) => {
  const session = findSession(body, sight.sessionStats);
  const reason = readOptionalText(body, 'reason', MAX_REASON_CHARACTERS)
    ?.replace(/\p{C}+/gu, ' ')
    .trim();
  if (session === undefined) return operatorRefusal('OPERATOR_UNKNOWN');
  const who = sessionName(session);
  doing.audit({ who });
  doing.log({ session: session.id });
  const why = reason === undefined || reason === '' ? '' : `: ${reason}`;
  // Not kept: somebody who was sent away would be back at once, in all their rooms.
  session.close({ code: 'OPERATOR_DISCONNECT', text: `An operator closed the connection${why}`, mayReturn: false });
  return { line: `disconnected ${who}${why}` };
};
