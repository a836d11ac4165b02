import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const RECEIVE_BYTES = 262_144;
const HEADER_BYTES = 4;
const BINARY_BIT = 0x8000_0000;
/** As much as the system's buffers hold, so that neither side waits for the other to be scheduled. */
const CREDIT = 4_194_304;
const ACK_SHARE = 4;

/** Fetches a file from the bare server, counting only. @returns How long it took, in milliseconds. */
export async function copyBare(port: number, path: string, size: number): Promise<number> {
  let received = 0;
  let whole: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    whole = resolve;
  });
  const socket = receiver(port, (bytes) => {
    received += bytes.length;
    if (received >= size) whole();
  });
  await once(socket, 'connect');
  const began = performance.now();
  socket.write(path);
  await done;
  socket.destroy();
  return performance.now() - began;
}

/** Fetches a file from the hub over TCP in blocks, counting only. @returns How long it took, in milliseconds. */
export async function copyBlocks(port: number, file: string, size: number): Promise<number> {
  let transfer = '';
  let received = 0;
  let acknowledged = 0;
  const heard = new Map<unknown, () => void>();
  const until = (what: unknown): Promise<void> => new Promise((resolve) => heard.set(what, resolve));
  const blocks = blockCounter(
    (text) => {
      const frame = JSON.parse(text) as { type: string; ref?: number; result?: { transfer: string } };
      if (frame.type === 'error' || frame.type === 'file.abort') throw new Error(text);
      if (frame.ref === 2) transfer = frame.result?.transfer ?? '';
      heard.get(frame.ref ?? frame.type)?.();
    },
    (bytes) => {
      received += bytes;
      if (received - acknowledged < CREDIT / ACK_SHARE && received < size) return;
      acknowledged = received;
      send({ type: 'file.chunk_ack', transfer, offset: received });
    },
  );
  const socket = receiver(port, blocks);
  const send = (fields: object): void => {
    const payload = Buffer.from(JSON.stringify(fields));
    const header = Buffer.allocUnsafe(HEADER_BYTES);
    header.writeUInt32BE(payload.length);
    socket.write(Buffer.concat([header, payload]));
  };
  await once(socket, 'connect');
  const welcome = until(1);
  send({ type: 'hello', ref: 1 });
  await welcome;
  const began = performance.now();
  const ended = until('file.end');
  send({ type: 'file.get', ref: 2, file, credit: CREDIT });
  await ended;
  if (received !== size) throw new Error(`${received} bytes came of ${size}.`);
  socket.destroy();
  return performance.now() - began;
}

/** Reads into one buffer again and again, as both sides of the race do. */
function receiver(port: number, take: (bytes: Buffer) => void): Socket {
  const buffer = Buffer.allocUnsafe(RECEIVE_BYTES);
  const callback = (length: number): boolean => {
    take(buffer.subarray(0, length));
    return true;
  };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer, callback } });
  socket.on('error', () => {});
  return socket;
}

/** Tells texts, and counts the bytes behind the JSON of binary blocks as they come. */
function blockCounter(text: (frame: string) => void, bytes: (count: number) => void): (chunk: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0);
  /** Bytes of a part that are still to come. */
  let body = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (body > 0) {
        const count = Math.min(body, rest.length);
        body -= count;
        bytes(count);
        rest = rest.subarray(count);
        continue;
      }
      kept = kept.length === 0 ? rest : Buffer.concat([kept, rest]);
      const head = headOf(kept);
      if (head === undefined) {
        kept = Buffer.from(kept);
        return;
      }
      if (head.text !== undefined) text(head.text);
      body = head.body;
      rest = kept.subarray(head.end);
      kept = Buffer.alloc(0);
    }
  };
}

interface Head {
  /** A whole block of text. */
  readonly text?: string;
  /** Bytes that follow. */
  readonly body: number;
  readonly end: number;
}

function headOf(kept: Buffer): Head | undefined {
  if (kept.length < HEADER_BYTES) return undefined;
  const head = kept.readUInt32BE(0);
  if (head < BINARY_BIT) {
    const end = HEADER_BYTES + head;
    return kept.length < end ? undefined : { text: kept.toString('utf8', HEADER_BYTES, end), body: 0, end };
  }
  if (kept.length < 2 * HEADER_BYTES) return undefined;
  const json = kept.readUInt32BE(HEADER_BYTES);
  const end = 2 * HEADER_BYTES + json;
  return kept.length < end ? undefined : { body: head - BINARY_BIT - HEADER_BYTES - json, end };
}
