import type { ServerResponse } from 'node:http';
import type { FileReader } from '../vault/vault.js';

const PIECE_BYTES = 65_536;

/**
 * Sends the bytes of a file between two places as the body, and ends it. Each piece is read while the one before is on its
 * way, into memory that is used in turns: with new memory for each the garbage is collected all the time, and who chats on
 * the same hub waits for that.
 * @param moved Told how many bytes the system has taken.
 * @param gone Ends it when there is nobody any more to send to.
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
