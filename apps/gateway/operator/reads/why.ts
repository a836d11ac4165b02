import type { Trace } from '../../../../core/index.js';
import { wordsIn } from '../query.js';
import type { Read } from '../read.js';
import { deskRefusal } from '../statuses.js';
import type { WhyGate, WhyPage } from '../wire.js';

const MOST_RECIPIENTS = 200;

/** `id=`: what happened to a message. */
export const why: Read = ({ hub }, query) => {
  const id = wordsIn(query, 'id');
  const trace = hub.why(id);
  return trace === undefined ? deskRefusal('OPERATOR_UNKNOWN', { id }) : pageOf(trace);
};

function pageOf({ id, room, at, refused, gates, recipients }: Trace): WhyPage {
  return {
    id,
    // Whose conversation it is is theirs.
    room: room.startsWith('@') ? '@' : room,
    at,
    ...(refused === undefined ? {} : { refused: refused.code }),
    gates: gates.map(({ plugin, did, ms }): WhyGate => {
      const decided = did === 'refused' || did === 'failed';
      return { plugin, outcome: did, ms, ...(decided && refused !== undefined ? { code: refused.code } : {}) };
    }),
    recipients: recipients.slice(0, MOST_RECIPIENTS).map(({ session, nick, fate }) => ({ session, nick, fate })),
    total: recipients.length,
  };
}
