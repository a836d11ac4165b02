import { type Command, refuse } from '../../../core/index.js';
import type { Parts } from '../parts.js';
import { idIn, offsetIn } from '../wire/fields.js';

/** Acknowledging less than this, unless it is all that was sent, is of no use. */
const LEAST = 1_024;

/** What `file.chunk_ack` is asked for. */
export interface ChunkAckInput {
  readonly transfer: string;
  readonly offset: number;
}

/** `file.chunk_ack`: I have everything of a download before a place. */
export const chunkAck = ({ floor }: Parts): Command<ChunkAckInput> => ({
  name: 'file.chunk_ack',
  summary: 'Acknowledges parts of a file.',
  paced: true,
  parse: (fields) => ({ transfer: idIn(fields, 'transfer'), offset: offsetIn(fields) }),
  run({ transfer, offset }, session) {
    const desk = floor.desk(session);
    const outgoing = desk.outgoing(transfer);
    if (outgoing === undefined) return desk.missing(transfer) ?? {};
    const more = outgoing.acknowledge(offset);
    if (more !== undefined && (more >= LEAST || (more > 0 && offset === outgoing.sent))) desk.useful();
    else desk.useless();
    if (more !== undefined) return {};
    return refuse('FILE_OFFSET', 'That part has not been sent yet.', { transfer, offset: outgoing.sent });
  },
});
