import { type FilePeer, Refused } from '../../../../bench/files/client/peer.js';
import { sendFile } from '../../../../bench/files/client/send-file.js';
import { type Source, sourceOf } from '../../../../bench/files/client/source.js';
import type { JsonObject } from '../../../../core/index.js';

/** The code with which something was refused. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    const result = await work;
    throw new Error(`It was not refused: ${JSON.stringify(result)}`);
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

/** Sends a small file into the lobby, or wherever `header` says. */
export async function sendSmall(peer: FilePeer, header: JsonObject = {}, source: Source = sourceOf(5_000, 1)) {
  const place = header.to === undefined ? { room: 'lobby' } : {};
  return sendFile(peer, { header: { ...place, name: 'a.txt', size: source.size, ...header }, ...source });
}
