import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { ChatError } from '../../../core/index.js';
import { fileError } from '../file-store/errors.js';
import type { FileReader, StoredFile } from '../file-store/file-store.js';
import { type Answer, type Exchange, guardHeaders, httpRefusal, refused } from './answer.js';
import type { HttpContext } from './context.js';
import { createStallGuard } from './guards.js';
import { disposition, isPreview, noneMatches, rangeHolds, rangeIn, servedType } from './headers.js';

/** Sends a file, or a part of it. @returns What is answered instead; `undefined`: the file was. */
export async function download(context: HttpContext, exchange: Exchange, id: string): Promise<Answer | undefined> {
  const { method, headers, url = '' } = exchange.request;
  const file = await context.fileStore.file(id);
  if (file === undefined) throw fileError('FILE_UNKNOWN');
  const { size } = file;
  const etag = `"${file.sha256}"`;
  const lasting = { ETag: etag, 'Cache-Control': 'private, max-age=31536000, immutable' };
  if (!noneMatches(headers['if-none-match'], etag)) return { status: 304, headers: lasting };
  const about = { ...lasting, ...describe(file, /[?&]inline=1(?:&|$)/.test(url)) };
  if (method === 'HEAD') return { status: 200, headers: { ...about, 'Content-Length': size } };

  const range = rangeHolds(headers['if-range'], etag) ? rangeIn(headers.range, size) : undefined;
  if (range === 'none') return refused(httpRefusal('FILE_RANGE', { size }), { 'Content-Range': `bytes */${size}` });
  const { first, last } = range ?? { first: 0, last: size - 1 };
  const reader = await context.fileStore.open(id);
  exchange.response.writeHead(range === undefined ? 200 : 206, {
    ...guardHeaders,
    ...about,
    'Content-Length': last + 1 - first,
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
  });
  await send(context, exchange.response, reader, first, last + 1);
  return undefined;
}

function describe({ name, type }: StoredFile, inline: boolean): OutgoingHttpHeaders {
  return {
    'Accept-Ranges': 'bytes',
    'Content-Disposition': disposition(inline && isPreview(type) ? 'inline' : 'attachment', name),
    'Content-Type': servedType(type),
  };
}

async function send(
  { clock, limits, log }: HttpContext,
  response: ServerResponse,
  reader: FileReader,
  from: number,
  to: number,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort(new Error('The client has gone.'));
  response.once('close', leave).on('error', leave);
  // A pipelined response gets no event when its connection closes.
  const pace = createStallGuard(clock, limits, () => {
    leave();
    response.destroy();
  });
  try {
    await stream(response, reader, from, to, pace.moved, gone.signal);
  } catch (error) {
    response.destroy();
    // All others are of a client that has gone.
    if (error instanceof ChatError) log.error({ error, file: reader.file.id }, 'a file could not be sent to its end');
  } finally {
    pace.stop();
    await reader.close();
  }
}

const PIECE_BYTES = 65_536;

/**
 * Sends the bytes of a file between two places as the body, and ends it. Each piece is read while the one before is on its
 * way, into memory that is used in turns: with new memory for each the garbage is collected all the time, and who chats on
 * the same hub waits for that.
 * @param moved Called with the number of bytes accepted by the system.
 * @param gone Aborts the transfer when the client has disconnected.
 * @throws the reason of `gone`; ChatError `FILE_STORE_FAILED`
 */
export async function stream(
  response: ServerResponse,
  reader: FileReader,
  from: number,
  to: number,
  moved: (bytes: number) => void,
  gone: AbortSignal,
): Promise<void> {
  let [memory, other] = [memoryFor(to - from), memoryFor(to - from - PIECE_BYTES)];
  let piece = await reader.read(from, memory.length, memory);
  for (let at = from + piece.length; at < to; at += piece.length) {
    const reading = reader.read(at, Math.min(PIECE_BYTES, to - at), other);
    const [next] = await Promise.all([reading, sent(response, piece, gone)]);
    moved(piece.length);
    piece = next;
    [memory, other] = [other, memory];
  }
  await sent(response, piece, gone);
  moved(piece.length);
  response.end();
}

function memoryFor(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(Math.max(0, Math.min(PIECE_BYTES, bytes)));
}

/** Resolves when the system has taken the bytes: their memory can be used again then. */
function sent(response: ServerResponse, bytes: Uint8Array, gone: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(gone.reason);
    if (gone.aborted) return leave();
    gone.addEventListener('abort', leave, { once: true });
    response.write(bytes, (error) => {
      gone.removeEventListener('abort', leave);
      if (error) reject(error);
      else resolve();
    });
  });
}
