import type { Trace } from '../../../../core/index.js';
import { textParam } from '../query.js';
import type { OperatorQuery } from '../read.js';
import { operatorRefusal } from '../statuses.js';
import type { WhyGate, WhyPage } from '../wire.js';

const MAX_RECIPIENTS = 200;

/** `id=`: what happened to a message. */
export const why: OperatorQuery = ({ hub }, query) => {
  const id = textParam(query, 'id');
  const trace = hub.why(id);
  return trace === undefined ? operatorRefusal('OPERATOR_UNKNOWN', { id }) : toWhyPage(trace);
};

function toWhyPage({ id, room, at, refused, gates, recipients }: Trace): WhyPage {
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
    recipients: recipients.slice(0, MAX_RECIPIENTS).map(({ session, nick, fate }) => ({ session, nick, fate })),
    total: recipients.length,
  };
}
