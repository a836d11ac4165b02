import { type Command, type JsonObject, Refusal, refuse, type Session } from '../../../core/index.js';
import { outgoingFrom } from '../exchange/outgoing.js';
import type { Parts } from '../parts.js';
import type { FileReader } from '../vault/index.js';
import { idIn, optionalCountIn } from '../wire/fields.js';

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
export function get(parts: Parts): Command<GetInput> {
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
      const { floor, vault } = parts;
      const release = floor.reserve(session);
      if (release instanceof Refusal) return release;
      const desk = floor.desk(session);
      const { life } = desk;
      try {
        const reader = await vault.open(input.file);
        if (desk.life === life && input.offset <= reader.file.size) {
          count++;
          return send(parts, session, reader, input, `d${count}`);
        }
        await reader.close();
        // Where the connection is gone, nobody hears of it.
        return refuse('FILE_OFFSET', 'The file is not that long.', { offset: reader.file.size });
      } finally {
        release();
      }
    },
  };
}

function send(
  { floor, settings, host, tell }: Parts,
  session: Session,
  reader: FileReader,
  { offset, credit: wanted, stepwise }: GetInput,
  transfer: string,
): JsonObject {
  const desk = floor.desk(session);
  const { id: file, name, size, type: mediaType, sha256 } = reader.file;
  const chunk = Math.min(settings.chunkBytes, wanted);
  const credit = stepwise ? chunk : wanted;
  const outgoing = outgoingFrom({
    id: transfer,
    reader,
    offset,
    credit,
    chunk,
    now: () => host.clock.monotonic(),
    done() {
      desk.over(transfer);
      tell('fileSent', { file, session, bytes: size - offset });
    },
    over: (why) => desk.over(transfer, why),
  });
  desk.send(outgoing);
  // Behind the reply, by which the client knows what comes.
  host.clock.turn(() => outgoing.begin((source) => session.stream(source)));
  return { transfer, file, name, size, mediaType, sha256, offset, credit, chunk };
}
