import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { ChatError } from '../../../core/index.js';
import { fileError } from '../vault/errors.js';
import type { FileReader, StoredFile } from '../vault/vault.js';
import { type Answer, type Exchange, guardHeaders, refused } from './answer.js';
import { disposition } from './disposition.js';
import { isPreview, servedType } from './media.js';
import { paceOf } from './pace.js';
import type { HttpParts } from './parts.js';
import { noneMatches, rangeHolds, rangeIn } from './range.js';
import { httpRefusal } from './statuses.js';
import { stream } from './stream.js';

/** Sends a file, or a part of it. @returns What is answered instead; `undefined`: the file was. */
export async function download(parts: HttpParts, exchange: Exchange, id: string): Promise<Answer | undefined> {
  const { method, headers, url = '' } = exchange.request;
  const file = await parts.vault.file(id);
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
  const reader = await parts.vault.open(id);
  exchange.response.writeHead(range === undefined ? 200 : 206, {
    ...guardHeaders,
    ...about,
    'Content-Length': last + 1 - first,
    ...(range && { 'Content-Range': `bytes ${first}-${last}/${size}` }),
  });
  await send(parts, exchange.response, reader, first, last + 1);
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
  { clock, limits, log }: HttpParts,
  response: ServerResponse,
  reader: FileReader,
  from: number,
  to: number,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => gone.abort(new Error('The client has gone.'));
  response.once('close', leave).on('error', leave);
  // An answer that waits behind another one is not told that its connection has closed.
  const pace = paceOf(clock, limits, () => {
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
