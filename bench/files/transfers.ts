import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { JsonObject } from '../../index.js';
import { blocksWire, type CuttableWire } from './client/blocks-wire.js';
import { fetchFile } from './client/fetch-file.js';
import { type FilePeer, filePeer, Refused } from './client/peer.js';
import { sendFile } from './client/send-file.js';
import type { Source } from './client/source.js';
import { webSocketWire } from './client/websocket-wire.js';

/** What came of a transfer. */
export interface Transferred {
  readonly ms: number;
  /** One more than it was cut. */
  readonly connections: number;
}

const ROOM = 'files';
const TOKEN = 'YmVuY2ggYmVuY2ggYmVuY2ggYmVuY2g';

/** Sends a file over WebSocket, cut at some places. Resolves to what the hub says of it. */
export async function upload(
  url: string,
  source: Source,
  cuts: readonly number[],
): Promise<Transferred & { readonly sent: JsonObject }> {
  const left = [...cuts];
  const began = performance.now();
  let header: JsonObject = { room: ROOM, name: 'large.bin', size: source.size, sha256: source.sha256 };
  for (let connections = 1; ; connections++) {
    const wire = await webSocketWire(url);
    const peer = await loggedIn(wire, 'sender');
    const cutter = cutterOf(wire, left);
    const deaf = peer.listen((event) => {
      if (event.type === 'file.chunk_ack') cutter.passed(Number(event.offset));
    });
    try {
      const begun = (transfer: string): void => {
        header = { transfer };
      };
      const sent = await sendFile(peer, { header, size: source.size, read: source.read, begun });
      wire.cut();
      return { sent, connections, ms: performance.now() - began };
    } catch (error) {
      if (error instanceof Refused) throw error;
    } finally {
      deaf();
    }
  }
}

/** Fetches a file over TCP in blocks, cut at some places. @throws Error when it is not the same file. */
export async function download(
  port: number,
  file: string,
  source: Source,
  cuts: readonly number[],
): Promise<Transferred> {
  const left = [...cuts];
  const hash = createHash('sha256');
  const began = performance.now();
  let received = 0;
  for (let connections = 1; ; connections++) {
    const wire = await blocksWire(port);
    const peer = await loggedIn(wire, 'receiver');
    const cutter = cutterOf(wire, left);
    const write = (offset: number, bytes: Uint8Array): void => {
      if (cutter.isCut) return;
      hash.update(bytes);
      received = offset + bytes.length;
      cutter.passed(received);
    };
    try {
      await fetchFile(peer, { file, offset: received, write });
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    // What had come behind the cut already is fetched again, as it would be had it been lost.
    if (cutter.isCut) continue;
    wire.cut();
    same(hash.digest('hex'), source);
    return { connections, ms: performance.now() - began };
  }
}

/** Fetches a file over HTTP, cut at some places. @throws Error when it is not the same file. */
export async function downloadHttp(url: string, source: Source, cuts: readonly number[]): Promise<Transferred> {
  const left = [...cuts];
  const hash = createHash('sha256');
  const began = performance.now();
  let received = 0;
  let connections = 0;
  while (received < source.size || connections === 0) {
    connections++;
    await new Promise<void>((resolve, reject) => {
      const asked = request(url, { agent: false, headers: { Range: `bytes=${received}-` } }, (response) => {
        if (response.statusCode !== 206) reject(new Error(`HTTP ${response.statusCode}`));
        response.on('data', (bytes: Buffer) => {
          if (asked.destroyed) return;
          hash.update(bytes);
          received += bytes.length;
          if (left[0] === undefined || received < left[0]) return;
          left.shift();
          asked.destroy();
        });
        response.on('close', resolve);
      });
      asked.on('error', () => {});
      asked.on('close', resolve);
      asked.end();
    });
  }
  same(hash.digest('hex'), source);
  return { connections, ms: performance.now() - began };
}

async function loggedIn(wire: CuttableWire, nick: string): Promise<FilePeer> {
  const peer = filePeer(wire, true);
  await peer.ask({ type: 'hello', nick, resume: TOKEN + nick, positions: {} });
  await peer.ask({ type: 'join', room: ROOM });
  return peer;
}

/** Cuts a wire when the next place has been passed. */
function cutterOf(wire: CuttableWire, left: number[]) {
  let isCut = false;
  return {
    get isCut() {
      return isCut;
    },
    passed(offset: number): void {
      if (isCut || left[0] === undefined || offset < left[0]) return;
      left.shift();
      isCut = true;
      wire.cut();
    },
  };
}

function same(sha256: string, source: Source): void {
  if (sha256 !== source.sha256) throw new Error('The bytes that came are not those of the file.');
}
