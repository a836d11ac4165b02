import type { JsonObject } from '../../../index.js';
import { type FilePeer, Refused } from './peer.js';

/** What is fetched. */
export interface Inbound {
  /** The file's id. */
  readonly file: string;
  /** The place of the first byte wanted. Default 0. */
  readonly offset?: number;
  /** Bytes that may be under way. Default: the hub's. */
  readonly credit?: number;
  /** Takes the bytes, in order and without a gap. */
  write(offset: number, bytes: Uint8Array): void;
}

/** Acknowledgements come after this share of the credit. */
const ACK_SHARE = 4;

/**
 * Fetches a file over a peer that is logged in. Resolves to its header once every byte has come.
 * @throws Refused when the hub refuses or ends it, an Error when the connection is over before that, or bytes are missing.
 */
export async function fetchFile(peer: FilePeer, { file, offset = 0, credit, write }: Inbound): Promise<JsonObject> {
  const wish = { file, offset, ...(credit === undefined ? {} : { credit }) };
  const header = await peer.ask({ type: 'file.get', ...wish });
  const share = Number(header.credit) / ACK_SHARE;
  const transfer = String(header.transfer);
  let received = offset;
  let acknowledged = offset;
  let settle: { resolve(result: JsonObject): void; reject(error: Error): void } | undefined;
  const result = new Promise<JsonObject>((resolve, reject) => {
    settle = { resolve, reject };
  });
  void peer.over.then(() => settle?.reject(new Error('The connection is over.')));
  const deaf = peer.listen((event, bytes) => {
    if (event.transfer === transfer) hear(event, bytes);
  });
  try {
    return await result;
  } finally {
    deaf();
  }

  function hear(event: JsonObject, bytes: Uint8Array | undefined): void {
    if (event.type === 'file.chunk' && bytes !== undefined) take(Number(event.offset), bytes);
    else if (event.type === 'file.end') finish();
    else if (event.type === 'file.abort') settle?.reject(new Refused(event));
  }

  function take(at: number, bytes: Uint8Array): void {
    if (at !== received)
      return void settle?.reject(new Error(`Bytes from ${at} came where those from ${received} were due.`));
    write(at, bytes);
    received += bytes.length;
    if (received - acknowledged < share && received < Number(header.size)) return;
    acknowledged = received;
    peer.send({ type: 'file.chunk_ack', transfer, offset: received });
  }

  function finish(): void {
    if (received === header.size) settle?.resolve(header);
    else settle?.reject(new Error(`The file ended after ${received} bytes.`));
  }
}
