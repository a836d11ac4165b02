import {
  ChatError,
  type Command,
  type JsonObject,
  type PluginHost,
  Refusal,
  refuse,
  type Session,
} from '../../../core/index.js';

import { type Address, destinationFor, destinationRoom, isDirect, ownerOf } from '../address.js';
import type { Outcome } from '../completion/completion.js';
import { withTimeout } from '../completion/pending.js';
import { addressIn, bad, countIn, idIn, offsetIn, optionalTextIn, textIn } from '../fields.js';
import type { FileFacts, Upload } from '../file-store/index.js';
import { startUpload } from '../start-upload.js';
import type { TransferContext } from '../transfer-context.js';
import { createIncoming, type Incoming } from '../transfers/incoming.js';
import type { AbortReason } from '../transfers/transfer.js';
import type { SessionTransfers } from '../transfers/transfer-registry.js';

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
export const header = (context: TransferContext): Command<HeaderInput> => ({
  name: 'file.header',
  summary: 'Begins to send a file, or goes on with one.',
  parse(fields) {
    if (fields.transfer !== undefined) {
      const isAddressed = fields.room !== undefined || fields.to !== undefined;
      return { transfer: idIn(fields, 'transfer'), address: isAddressed ? addressIn(fields) : undefined };
    }
    return { address: addressIn(fields), facts: factsIn(fields) };
  },
  run: (input, session) => ('transfer' in input ? goOn(context, input, session) : begin(context, input, session)),
});

async function begin(
  context: TransferContext,
  { address, facts }: Extract<HeaderInput, { facts: FileFacts }>,
  session: Session,
): Promise<JsonObject | Refusal> {
  const owner = ownerOf(session, destinationRoom(session, address, context.host));
  if (owner === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  const release = context.transfers.reserve(session);
  if (release instanceof Refusal) return release;
  const active = context.transfers.of(session);
  const { generation } = active;
  try {
    const upload = await startUpload(context, facts, owner, session);
    if (upload instanceof Refusal) return upload;
    if (active.generation === generation) return accepted(context, receive(context, active, upload));
    // Its client is gone, and has never heard of it.
    await upload.claim(() => undefined).abort();
    return refuse('FILE_ABORTED', 'The connection was lost.');
  } finally {
    release();
  }
}

async function goOn(
  context: TransferContext,
  { transfer, address }: Extract<HeaderInput, { transfer: string }>,
  session: Session,
): Promise<JsonObject | Refusal> {
  const unknown = refuse('FILE_UNKNOWN', 'There is no such transfer.', { transfer });
  const user = session.user?.id ?? '';
  const { settings, fileStore, transfers, completion } = context;
  const { creditBytes: credit, chunkBytes: chunk } = settings;
  const upload = fileStore.upload(transfer);
  const completed =
    completion.size(transfer, user) ??
    (upload === undefined
      ? await completion.recall(transfer, session, roomSaid(context, address, session))
      : undefined);
  if (completed instanceof Refusal) return completed;
  // Every byte is there: `file.end` tells what became of it.
  if (completed !== undefined) return { transfer, offset: completed, credit, chunk, size: completed };
  if (upload === undefined || upload.owner.user !== user) return unknown;
  const active = transfers.of(session);
  // The same session's earlier attempt is not notified of the take-over.
  active.drop(transfer);
  const release = transfers.reserve(session);
  if (release instanceof Refusal) return release;
  release();
  return accepted(context, receive(context, active, upload));
}

/** The room that a client says, if there is such a one for it. */
function roomSaid({ host }: TransferContext, address: Address | undefined, session: Session): string | undefined {
  if (address === undefined) return undefined;
  try {
    return destinationRoom(session, address, host);
  } catch {
    return undefined;
  }
}

function receive({ settings, host, emit }: TransferContext, active: SessionTransfers, upload: Upload): Incoming {
  function over(why: AbortReason): void {
    active.end(upload.id, why);
    if (why.code !== 'FILE_QUOTA') return;
    // Others have taken the place while it came.
    const { user: id, nick, room } = upload.owner;
    const { name, size } = upload.facts;
    emit('fileRefused', { room, from: { id, nick }, name, size, ...why });
  }
  const incoming = createIncoming({
    upload,
    credit: settings.creditBytes,
    chunk: settings.chunkBytes,
    now: () => host.clock.monotonic(),
    send: (event) => active.session.send(event),
    over,
  });
  active.receive(incoming);
  return incoming;
}

function accepted({ settings }: TransferContext, { id, hold, upload }: Incoming): JsonObject {
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
export const chunk = ({ transfers }: TransferContext): Command<ChunkInput> => ({
  name: 'file.chunk',
  summary: 'Sends the next part of a file.',
  paced: true,
  parse(fields, { bytes }) {
    if (bytes === undefined) throw bad('base64', 'there where the frame has no bytes');
    return { transfer: idIn(fields, 'transfer'), offset: offsetIn(fields), bytes };
  },
  run({ transfer, offset, bytes }, session) {
    const active = transfers.of(session);
    const incoming = active.incoming(transfer);
    if (incoming === undefined) return active.missing(transfer) ?? {};
    const taken = incoming.chunk(offset, bytes);
    if (taken === 'taken') active.accepted();
    else active.rejected();
    return taken instanceof Refusal ? taken : {};
  },
});

/** Time in milliseconds that the reply waits for the outcome: later commands of the session wait too. */
const ANSWER_MS = 1_000;

/** What `file.end` is asked for. */
export interface EndInput {
  readonly transfer: string;
}

/** `file.end`: that was the whole file. Asked again, it tells the same again. */
export const end = (context: TransferContext): Command<EndInput> => ({
  name: 'file.end',
  summary: 'Ends the sending of a file.',
  parse: (fields) => ({ transfer: idIn(fields, 'transfer') }),
  async run({ transfer }, session) {
    let outcome = completed(context, transfer, session);
    if (outcome === undefined) {
      // It may be one of an earlier process.
      const found = await context.completion.recall(transfer, session);
      if (found instanceof Refusal) return found;
      outcome = context.completion.known(transfer, session.user?.id ?? '');
    }
    if (outcome === undefined) return refuse('FILE_UNKNOWN', 'There is no such transfer.', { transfer });
    if (outcome instanceof Refusal) return outcome;
    const soon = await withTimeout(context.host.clock, ANSWER_MS, outcome);
    if (soon !== undefined) return soon instanceof Refusal ? soon : { ...soon };
    void outcome.then((late) => tell(session, transfer, late));
    return { transfer, checking: true } satisfies JsonObject;
  },
});

/** What becomes of an upload; `undefined`: there is none of that id that is remembered. */
function completed(
  { transfers, completion, host }: TransferContext,
  transfer: string,
  session: Session,
): Promise<Outcome> | Refusal | undefined {
  const active = transfers.of(session);
  const incoming = active.incoming(transfer);
  if (incoming === undefined) return completion.known(transfer, session.user?.id ?? '');
  const { hold, upload } = incoming;
  // Now the upload can still go on: once it is complete, it would be removed.
  mustReach(upload.owner.room, session, host);
  const { expected } = hold;
  if (expected < upload.facts.size) {
    return refuse('FILE_INCOMPLETE', 'The file is not complete.', { transfer, offset: expected });
  }
  incoming.handOver();
  active.end(transfer);
  return completion.complete(upload, hold, session);
}

/** @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_USER_UNKNOWN` */
function mustReach(room: string, session: Session, host: PluginHost): void {
  for (const each of session.user?.sessions ?? []) if (destinationFor(room, each, host) !== undefined) return;
  throw new ChatError(isDirect(room) ? 'CHAT_USER_UNKNOWN' : 'CHAT_NOT_IN_ROOM');
}

function tell(session: Session, transfer: string, outcome: Outcome): void {
  if (outcome instanceof Refusal) {
    session.send({ type: 'file.abort', transfer, code: outcome.code, text: outcome.text });
  } else session.send({ type: 'file.done', ...outcome });
}

/** What `file.abort` is asked for. */
export interface AbortInput {
  readonly transfer: string;
}

/** `file.abort`: I give a transfer up. What has come of an upload is forgotten. */
export const abort = ({ transfers, fileStore }: TransferContext): Command<AbortInput> => ({
  name: 'file.abort',
  summary: 'Gives up a file that is on its way.',
  parse: (fields) => ({ transfer: idIn(fields, 'transfer') }),
  async run({ transfer }, session) {
    const active = transfers.of(session);
    if (active.outgoing(transfer) !== undefined) {
      active.drop(transfer);
      return {};
    }
    const upload = fileStore.upload(transfer);
    if (upload === undefined || upload.owner.user !== session.user?.id) return active.missing(transfer) ?? {};
    active.drop(transfer);
    await upload.claim(() => undefined).abort();
    return {};
  },
});
