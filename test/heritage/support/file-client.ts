import { createHash, type Hash } from 'node:crypto';
import { eventually } from '../../support/eventually.js';
import type { House } from './house.js';
import { qtFields, qtReader, qtString } from './qt-stream.js';
import { type WebSocketClient, webSocketClient } from './websocket-client.js';

/** What the client with files is given, as it comes. */
export type Item =
  | { readonly type: 'header'; readonly name: string; readonly size: number }
  | { readonly type: 'chunk'; readonly bytes: number }
  | { readonly type: 'text'; readonly text: string };

/** A file that is whole. */
export interface WholeFile {
  readonly name: string;
  readonly size: number;
  /** SHA-256 of what came, in hexadecimal. */
  readonly sha256: string;
}

/** The old program that takes files: it answers each item with an acknowledgement, as soon as it has come or when it is told to. */
export interface FileClient extends WebSocketClient {
  readonly items: readonly Item[];
  readonly files: readonly WholeFile[];
  /** From now on items wait for {@link FileClient.acknowledge}. */
  hold(): void;
  /** Acknowledges what has waited longest. */
  acknowledge(): void;
  /** Resolves once so many items that are no text have come. */
  given(count: number): Promise<void>;
  /** Resolves once so many files are whole. */
  whole(count: number): Promise<void>;
}

interface Taking {
  readonly name: string;
  readonly size: number;
  readonly hash: Hash;
  received: number;
}

/**
 * Connects, says so as the original does, and is in the room.
 * @param others How many are there already.
 */
export async function fileClientIn({ ports, holds }: House, others = 0): Promise<FileClient> {
  const client = await webSocketClient(ports.websocketFiles);
  const items: Item[] = [];
  const files: WholeFile[] = [];
  const answers: Uint8Array[] = [];
  let isHolding = false;
  let taking: Taking | undefined;

  function answer(frame: Uint8Array): void {
    if (isHolding) answers.push(frame);
    else client.send(frame);
  }

  function look(file: Taking): void {
    if (file.received < file.size) return;
    files.push({ name: file.name, size: file.received, sha256: file.hash.digest('hex') });
    taking = undefined;
  }

  function take(frame: Uint8Array): void {
    const reader = qtReader(frame);
    const tag = reader.string();
    if (tag === 'FILE_HEADER') {
      if (taking !== undefined) throw new Error('A file begins inside another one.');
      const [name, size] = [reader.string(), reader.int64()];
      items.push({ type: 'header', name, size });
      taking = { name, size, hash: createHash('sha256'), received: 0 };
      answer(qtFields(qtString('FILE_ACK'), qtString(name)));
    } else {
      // The original divides by the size, and crashes where that is 0.
      if (tag !== 'FILE_CHUNK' || taking === undefined) throw new Error(`${tag} belongs to no file.`);
      const bytes = reader.bytes();
      items.push({ type: 'chunk', bytes: bytes.length });
      taking.hash.update(bytes);
      taking.received += bytes.length;
      answer(qtString('FILE_CHUNK_ACK'));
    }
    if (reader.left > 0) throw new Error(`${reader.left} bytes too many.`);
    if (taking !== undefined) look(taking);
  }

  client.listen((frame) => {
    if (typeof frame === 'string') items.push({ type: 'text', text: frame });
    else take(frame);
  });
  client.send('客户端已连接!');
  await holds(others + 1);
  return {
    ...client,
    items,
    files,
    hold() {
      isHolding = true;
    },
    acknowledge() {
      const [oldest] = answers.splice(0, 1);
      if (oldest === undefined) throw new Error('Nothing waits for an acknowledgement.');
      client.send(oldest);
    },
    given: (count) => eventually(() => items.filter(({ type }) => type !== 'text').length >= count),
    whole: (count) => eventually(() => files.length >= count),
  };
}
