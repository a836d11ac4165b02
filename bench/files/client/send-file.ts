import type { JsonObject } from '../../../index.js';
import { type FilePeer, Refused } from './peer.js';

/** What is sent. */
export interface Outbound {
  /** The fields of `file.header`: of a new upload, or `{ transfer }`. */
  readonly header: JsonObject;
  /** In bytes. */
  readonly size: number;
  /** Bytes of the file from a place on. */
  read(offset: number, length: number): Uint8Array;
  /** Told of the transfer's id as soon as it is known. Default: nobody is. */
  readonly begun?: (transfer: string) => void;
}

/**
 * Sends a file over a peer that is logged in, as fast as the credit allows. Resolves to what the hub says of it.
 * @throws Refused when the hub refuses or ends it, an Error when the connection is over before that.
 */
export async function sendFile(peer: FilePeer, { header, size, read, begun }: Outbound): Promise<JsonObject> {
  const { transfer, offset, credit, chunk } = await peer.ask({ type: 'file.header', ...header });
  begun?.(String(transfer));
  let sent = Number(offset);
  let acknowledged = sent;
  let settle: { resolve(result: JsonObject): void; reject(error: Error): void } | undefined;
  const result = new Promise<JsonObject>((resolve, reject) => {
    settle = { resolve, reject };
  });
  void peer.over.then(() => settle?.reject(new Error('The connection is over.')));
  const deaf = peer.listen((event) => {
    if (event.transfer === transfer) hear(event);
  });
  push();
  try {
    return await result;
  } finally {
    deaf();
  }

  function hear(event: JsonObject): void {
    if (event.type === 'file.abort') settle?.reject(new Refused(event));
    else if (event.type === 'file.done') settle?.resolve(event);
    else if (event.type === 'file.ack') restart(Number(event.offset));
    else if (event.type === 'file.chunk_ack') {
      acknowledged = Math.max(acknowledged, Number(event.offset));
      if (sent < size) push();
    }
  }

  function restart(from: number): void {
    sent = from;
    acknowledged = Math.min(acknowledged, from);
    push();
  }

  function push(): void {
    while (sent < size && sent < acknowledged + Number(credit)) {
      const length = Math.min(Number(chunk), size - sent);
      if (sent + length > acknowledged + Number(credit)) return;
      peer.send({ type: 'file.chunk', transfer: String(transfer), offset: sent }, read(sent, length));
      sent += length;
    }
    if (sent === size) void end();
  }

  async function end(): Promise<void> {
    try {
      const reply = await peer.ask({ type: 'file.end', transfer: String(transfer) });
      if (reply.checking !== true) settle?.resolve(reply);
    } catch (error) {
      // What was dropped on the way is sent again.
      if (error instanceof Refused && error.code === 'FILE_INCOMPLETE') restart(Number(error.details.offset));
      else settle?.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
