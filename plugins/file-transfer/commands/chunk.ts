import { type Command, Refusal } from '../../../core/index.js';
import type { Parts } from '../parts.js';
import { bad, idIn, offsetIn } from '../wire/fields.js';

/** What `file.chunk` is asked for. */
export interface ChunkInput {
  readonly transfer: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * `file.chunk`: the next part of a file. Never waits: whatever else is sent, on this connection or another, is done
 * between two parts. What was written is acknowledged by the event `file.chunk_ack`.
 */
export const chunk = ({ floor }: Parts): Command<ChunkInput> => ({
  name: 'file.chunk',
  summary: 'Sends the next part of a file.',
  paced: true,
  parse(fields, { bytes }) {
    if (bytes === undefined) throw bad('base64', 'there where the frame has no bytes');
    return { transfer: idIn(fields, 'transfer'), offset: offsetIn(fields), bytes };
  },
  run({ transfer, offset, bytes }, session) {
    const desk = floor.desk(session);
    const incoming = desk.incoming(transfer);
    if (incoming === undefined) return desk.missing(transfer) ?? {};
    const taken = incoming.chunk(offset, bytes);
    if (taken === 'taken') desk.useful();
    else desk.useless();
    return taken instanceof Refusal ? taken : {};
  },
});
