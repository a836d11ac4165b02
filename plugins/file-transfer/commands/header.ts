import { ChatError, type Command, type JsonObject, Refusal, refuse, type Session } from '../../../core/index.js';
import { type Address, roomFor } from '../address.js';
import type { Desk } from '../exchange/desk.js';
import { type Incoming, incomingFrom } from '../exchange/incoming.js';
import type { Ending } from '../exchange/transfer.js';
import { admit } from '../intake.js';
import { ownerOf } from '../network.js';
import type { Parts } from '../parts.js';
import type { FileFacts, Upload } from '../vault/index.js';
import { addressIn } from '../wire/address.js';
import { bad, countIn, idIn, optionalTextIn, textIn } from '../wire/fields.js';

const NAME_CHARACTERS = 1_024;
const TYPE_CHARACTERS = 256;

/** What `file.header` is asked for: a new upload, or one to go on with. */
export type HeaderInput =
  | { readonly address: Address; readonly facts: FileFacts }
  | {
      readonly transfer: string;
      /** Where it was sent to, as far as the client says so: it helps to find the message of an upload that has ended. */
      readonly address: Address | undefined;
    };

/** `file.header`: I am about to send a file, or to go on with one. */
export const header = (parts: Parts): Command<HeaderInput> => ({
  name: 'file.header',
  summary: 'Begins to send a file, or goes on with one.',
  parse(fields) {
    if (fields.transfer !== undefined) {
      const isAddressed = fields.room !== undefined || fields.to !== undefined;
      return { transfer: idIn(fields, 'transfer'), address: isAddressed ? addressIn(fields) : undefined };
    }
    return { address: addressIn(fields), facts: factsIn(fields) };
  },
  run: (input, session) => ('transfer' in input ? goOn(parts, input, session) : begin(parts, input, session)),
});

async function begin(
  parts: Parts,
  { address, facts }: Extract<HeaderInput, { facts: FileFacts }>,
  session: Session,
): Promise<JsonObject | Refusal> {
  const owner = ownerOf(session, roomFor(session, address, parts.host));
  if (owner === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  const release = parts.floor.reserve(session);
  if (release instanceof Refusal) return release;
  const desk = parts.floor.desk(session);
  const { life } = desk;
  try {
    const upload = await admit(parts, facts, owner, session);
    if (upload instanceof Refusal) return upload;
    if (desk.life === life) return accepted(parts, receive(parts, desk, upload));
    // Its client is gone, and has never heard of it.
    await upload.claim(() => undefined).abort();
    return refuse('FILE_ABORTED', 'The connection was lost.');
  } finally {
    release();
  }
}

async function goOn(
  parts: Parts,
  { transfer, address }: Extract<HeaderInput, { transfer: string }>,
  session: Session,
): Promise<JsonObject | Refusal> {
  const unknown = refuse('FILE_UNKNOWN', 'There is no such transfer.', { transfer });
  const user = session.user?.id ?? '';
  const { settings, vault, floor, completion } = parts;
  const { creditBytes: credit, chunkBytes: chunk } = settings;
  const upload = vault.upload(transfer);
  const completed =
    completion.size(transfer, user) ??
    (upload === undefined ? await completion.recall(transfer, session, roomSaid(parts, address, session)) : undefined);
  if (completed instanceof Refusal) return completed;
  // Every byte is there: `file.end` tells what became of it.
  if (completed !== undefined) return { transfer, offset: completed, credit, chunk, size: completed };
  if (upload === undefined || upload.owner.user !== user) return unknown;
  const desk = floor.desk(session);
  // One's own earlier attempt is not told that it was taken over.
  desk.drop(transfer);
  const release = floor.reserve(session);
  if (release instanceof Refusal) return release;
  release();
  return accepted(parts, receive(parts, desk, upload));
}

/** The room that a client says, if there is such a one for it. */
function roomSaid({ host }: Parts, address: Address | undefined, session: Session): string | undefined {
  if (address === undefined) return undefined;
  try {
    return roomFor(session, address, host);
  } catch {
    return undefined;
  }
}

function receive({ settings, host, tell }: Parts, desk: Desk, upload: Upload): Incoming {
  function over(why: Ending): void {
    desk.over(upload.id, why);
    if (why.code !== 'FILE_QUOTA') return;
    // Others have taken the place while it came.
    const { user: id, nick, room } = upload.owner;
    const { name, size } = upload.facts;
    tell('fileRefused', { room, from: { id, nick }, name, size, ...why });
  }
  const incoming = incomingFrom({
    upload,
    credit: settings.creditBytes,
    chunk: settings.chunkBytes,
    now: () => host.clock.monotonic(),
    send: (event) => desk.session.send(event),
    over,
  });
  desk.receive(incoming);
  return incoming;
}

function accepted({ settings }: Parts, { id, hold, upload }: Incoming): JsonObject {
  const { creditBytes: credit, chunkBytes: chunk } = settings;
  const { name, size } = upload.facts;
  return { transfer: id, offset: hold.expected, credit, chunk, name, size };
}

function factsIn(fields: JsonObject): FileFacts {
  const sha256 = optionalTextIn(fields, 'sha256', 64)?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256)) throw bad('sha256', 'made of 64 hexadecimal digits');
  return {
    name: textIn(fields, 'name', NAME_CHARACTERS),
    size: countIn(fields, 'size', 0, Number.MAX_SAFE_INTEGER),
    type: optionalTextIn(fields, 'mediaType', TYPE_CHARACTERS) ?? '',
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}
