import type { Act } from '../act.js';
import { nameOf, optionalTextIn, sessionIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

const MOST_REASON = 200;

/** `{ session, reason? }`: ends a session. Whoever it was may come again. */
export const disconnect: Act = ({ sight }, body, doing) => {
  const session = sessionIn(body, sight.census);
  const reason = optionalTextIn(body, 'reason', MOST_REASON)
    ?.replace(/\p{C}+/gu, ' ')
    .trim();
  if (session === undefined) return deskRefusal('OPERATOR_UNKNOWN');
  const who = nameOf(session);
  doing.about({ who });
  doing.note({ session: session.id });
  const why = reason === undefined || reason === '' ? '' : `: ${reason}`;
  // Not kept: somebody who was sent away would be back at once, in all their rooms.
  session.close({ code: 'OPERATOR_DISCONNECT', text: `An operator closed the connection${why}`, mayReturn: false });
  return { line: `disconnected ${who}${why}` };
};
