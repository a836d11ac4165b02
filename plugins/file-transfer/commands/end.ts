import {
  ChatError,
  type Command,
  type JsonObject,
  type PluginHost,
  Refusal,
  refuse,
  type Session,
} from '../../../core/index.js';
import { isConversation, wayInto } from '../address.js';
import type { Outcome } from '../finish/completion.js';
import { inTime } from '../finish/in-time.js';
import type { Parts } from '../parts.js';
import { idIn } from '../wire/fields.js';

/** So long, in milliseconds, the reply waits for the outcome: what the session says next waits, too. */
const ANSWER_MS = 1_000;

/** What `file.end` is asked for. */
export interface EndInput {
  readonly transfer: string;
}

/** `file.end`: that was the whole file. Asked again, it tells the same again. */
export const end = (parts: Parts): Command<EndInput> => ({
  name: 'file.end',
  summary: 'Ends the sending of a file.',
  parse: (fields) => ({ transfer: idIn(fields, 'transfer') }),
  async run({ transfer }, session) {
    let outcome = completed(parts, transfer, session);
    if (outcome === undefined) {
      // It may be one of an earlier process.
      const found = await parts.completion.recall(transfer, session);
      if (found instanceof Refusal) return found;
      outcome = parts.completion.known(transfer, session.user?.id ?? '');
    }
    if (outcome === undefined) return refuse('FILE_UNKNOWN', 'There is no such transfer.', { transfer });
    if (outcome instanceof Refusal) return outcome;
    const soon = await inTime(parts.host.clock, ANSWER_MS, outcome);
    if (soon !== undefined) return soon instanceof Refusal ? soon : { ...soon };
    void outcome.then((late) => tell(session, transfer, late));
    return { transfer, checking: true } satisfies JsonObject;
  },
});

/** What becomes of an upload; `undefined`: there is none of that id that is remembered. */
function completed(
  { floor, completion, host }: Parts,
  transfer: string,
  session: Session,
): Promise<Outcome> | Refusal | undefined {
  const desk = floor.desk(session);
  const incoming = desk.incoming(transfer);
  if (incoming === undefined) return completion.known(transfer, session.user?.id ?? '');
  const { hold, upload } = incoming;
  // Now the upload can still go on: once it is complete, it would be removed.
  mustReach(upload.owner.room, session, host);
  const { expected } = hold;
  if (expected < upload.facts.size) {
    return refuse('FILE_INCOMPLETE', 'The file is not complete.', { transfer, offset: expected });
  }
  incoming.handOver();
  desk.over(transfer);
  return completion.complete(upload, hold, session);
}

/** @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_USER_UNKNOWN` */
function mustReach(room: string, session: Session, host: PluginHost): void {
  for (const each of session.user?.sessions ?? []) if (wayInto(room, each, host) !== undefined) return;
  throw new ChatError(isConversation(room) ? 'CHAT_USER_UNKNOWN' : 'CHAT_NOT_IN_ROOM');
}

function tell(session: Session, transfer: string, outcome: Outcome): void {
  if (outcome instanceof Refusal) {
    session.send({ type: 'file.abort', transfer, code: outcome.code, text: outcome.text });
  } else session.send({ type: 'file.done', ...outcome });
}
