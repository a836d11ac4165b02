import type { Frame, Framing, SplitFrame } from '../../../../core/index.js';
import { bytesHead, dataStream, fieldsTogether, int64Field, stringField } from './data-stream.js';

/** What a client acknowledges: that a file begins, or part of it. */
export type Answer = 'header' | 'chunk';

const answers: ReadonlyMap<string, Answer> = new Map([
  ['FILE_ACK', 'header'],
  ['FILE_CHUNK_ACK', 'chunk'],
]);

const chunkTag = stringField('FILE_CHUNK');

/** A file begins: QString `FILE_HEADER`, QString name, qint64 size in bytes. @throws TypeError for a size that cannot be. */
export function headerFrame(name: string, size: number): Uint8Array {
  return fieldsTogether(stringField('FILE_HEADER'), stringField(name), int64Field(size));
}

/** Part of a file: QString `FILE_CHUNK`, QByteArray. The bytes are copied only where the framing takes no frames in two parts. */
export function chunkFrame(bytes: Uint8Array, framing: Framing): Frame | SplitFrame {
  const head = fieldsTogether(chunkTag, bytesHead(bytes.length));
  return framing.packSplit === undefined ? fieldsTogether(head, bytes) : { head, body: bytes };
}

/** What a client's binary frame acknowledges; `undefined` for any other frame. What comes behind the tag is not looked at. */
export function parseAnswer(frame: Uint8Array): Answer | undefined {
  const tag = dataStream(frame).string();
  return tag === undefined ? undefined : answers.get(tag);
}
