import { type Command, type JsonObject, Refusal, refuse, type Session } from '../../../core/index.js';
import { idIn, offsetIn, optionalCountIn } from '../fields.js';
import type { FileReader } from '../file-store/index.js';
import type { TransferContext } from '../transfer-context.js';
import { createOutgoing } from '../transfers/outgoing.js';

const LEAST_CREDIT = 65_536;
const MOST_CREDIT = 16_777_216;
const USUAL_CREDIT = 1_048_576;

/** What `file.get` is asked for. */
export interface GetInput {
  readonly file: string;
  readonly offset: number;
  /** Bytes that may be under way. */
  readonly credit: number;
  /** Whether each part waits until the one before it is acknowledged. */
  readonly stepwise: boolean;
}

/** `file.get`: I want a file, or the rest of it. */
export function get(context: TransferContext): Command<GetInput> {
  let count = 0;
  return {
    name: 'file.get',
    summary: 'Fetches a file.',
    parse: (fields) => ({
      file: idIn(fields, 'file'),
      offset: optionalCountIn(fields, 'offset', 0, Number.MAX_SAFE_INTEGER) ?? 0,
      credit: optionalCountIn(fields, 'credit', LEAST_CREDIT, MOST_CREDIT) ?? USUAL_CREDIT,
      stepwise: fields.stepwise === true,
    }),
    async run(input, session) {
      const { transfers, fileStore } = context;
      const release = transfers.reserve(session);
      if (release instanceof Refusal) return release;
      const active = transfers.of(session);
      const { generation } = active;
      try {
        const reader = await fileStore.open(input.file);
        if (active.generation === generation && input.offset <= reader.file.size) {
          count++;
          return send(context, session, reader, input, `d${count}`);
        }
        await reader.close();
        // A lost connection never sees this reply.
        return refuse('FILE_OFFSET', 'The file is not that long.', { offset: reader.file.size });
      } finally {
        release();
      }
    },
  };
}

function send(
  { transfers, settings, host, emit }: TransferContext,
  session: Session,
  reader: FileReader,
  { offset, credit: wanted, stepwise }: GetInput,
  transfer: string,
): JsonObject {
  const active = transfers.of(session);
  const { id: file, name, size, type: mediaType, sha256 } = reader.file;
  const chunk = Math.min(settings.chunkBytes, wanted);
  const credit = stepwise ? chunk : wanted;
  const outgoing = createOutgoing({
    id: transfer,
    reader,
    offset,
    credit,
    chunk,
    now: () => host.clock.monotonic(),
    done() {
      active.end(transfer);
      emit('fileSent', { file, session, bytes: size - offset });
    },
    over: (why) => active.end(transfer, why),
  });
  active.send(outgoing);
  // After the reply, which announces the transfer to the client.
  host.clock.turn(() => outgoing.begin((source) => session.stream(source)));
  return { transfer, file, name, size, mediaType, sha256, offset, credit, chunk };
}

/** Acknowledging less than this, unless it is all that was sent, is of no use. */
const LEAST = 1_024;

/** What `file.chunk_ack` is asked for. */
export interface ChunkAckInput {
  readonly transfer: string;
  readonly offset: number;
}

/** `file.chunk_ack`: I have everything of a download before a place. */
export const chunkAck = ({ transfers }: TransferContext): Command<ChunkAckInput> => ({
  name: 'file.chunk_ack',
  summary: 'Acknowledges context of a file.',
  paced: true,
  parse: (fields) => ({ transfer: idIn(fields, 'transfer'), offset: offsetIn(fields) }),
  run({ transfer, offset }, session) {
    const active = transfers.of(session);
    const outgoing = active.outgoing(transfer);
    if (outgoing === undefined) return active.missing(transfer) ?? {};
    const more = outgoing.acknowledge(offset);
    if (more !== undefined && (more >= LEAST || (more > 0 && offset === outgoing.sent))) active.accepted();
    else active.rejected();
    if (more !== undefined) return {};
    return refuse('FILE_OFFSET', 'That part has not been sent yet.', { transfer, offset: outgoing.sent });
  },
});
