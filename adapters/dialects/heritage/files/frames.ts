import type { Frame, Framing, ServerEvent, SplitFrame } from '../../../../core/index.js';

/** The length that stands for a null string or null bytes: there are none, which is no mistake. */
const NULL = 0xffff_ffff;
const LENGTH_BYTES = 4;
const INT64_BYTES = 8;
const UNIT_BYTES = 2;

/** A QString: uint32 with the length in bytes, big endian, then UTF-16BE. Any code units will do, surrogates without a partner too. */
export function stringField(text: string): Uint8Array {
  const field = Buffer.alloc(LENGTH_BYTES + text.length * UNIT_BYTES);
  field.writeUInt32BE(text.length * UNIT_BYTES);
  field.write(text, LENGTH_BYTES, 'utf16le');
  field.subarray(LENGTH_BYTES).swap16();
  return field;
}

/** The beginning of a QByteArray, behind which its bytes come: uint32 with their number, big endian. */
export function bytesHead(length: number): Uint8Array {
  const head = Buffer.alloc(LENGTH_BYTES);
  head.writeUInt32BE(length);
  return head;
}

/** A qint64: eight bytes, big endian. @throws TypeError for what is no safe whole number. */
export function int64Field(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new TypeError(`A qint64 must be a safe whole number, not ${String(value)}.`);
  const field = Buffer.alloc(INT64_BYTES);
  field.writeBigInt64BE(BigInt(value));
  return field;
}

/** Fields one behind the other. */
export function fieldsTogether(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields);
}

/**
 * Reads fields one behind the other. What is not there whole, or is no such field, is `undefined`, and so is everything behind
 * it, since the next field's start is then unknown. Never throws.
 */
export interface DataStream {
  /** The next field, a QString; a null string is `''`. */
  string(): string | undefined;
  /** The next field, a QByteArray: a view, not a copy. Null bytes are none. */
  bytes(): Uint8Array | undefined;
  /** The next field, a qint64; `undefined` also for one that is no safe whole number. */
  int64(): number | undefined;
}

/** Reads what a QDataStream has written, big endian. Memory is taken for what has come, never for what is announced. */
export function dataStream(bytes: Uint8Array): DataStream {
  let rest: Buffer | undefined = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

  function take(length: number): Buffer | undefined {
    const taken = rest !== undefined && length <= rest.length ? rest.subarray(0, length) : undefined;
    rest = taken === undefined ? undefined : rest?.subarray(length);
    return taken;
  }

  function takeCounted(): Buffer | undefined {
    const length = take(LENGTH_BYTES)?.readUInt32BE();
    return length === undefined ? undefined : take(length === NULL ? 0 : length);
  }

  return {
    string() {
      const units = takeCounted();
      if (units !== undefined && units.length % UNIT_BYTES === 0) {
        return Buffer.from(units).swap16().toString('utf16le');
      }
      rest = undefined;
      return undefined;
    },
    bytes: takeCounted,
    int64() {
      const value = Number(take(INT64_BYTES)?.readBigInt64BE());
      if (Number.isSafeInteger(value)) return value;
      rest = undefined;
      return undefined;
    },
  };
}

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

/** The fields of file events that are used here. */
interface FileEvent {
  readonly type: string;
  readonly name?: unknown;
  readonly size?: unknown;
}

/**
 * The frame for an event of a file: its header. There is none for its end, since these clients count bytes, nor for one that is
 * given up, nor for any other event.
 */
export function encodeFile(event: ServerEvent): Frame | undefined {
  const { type, name, size }: FileEvent = event;
  const isHeader = type === 'file.header' && typeof name === 'string' && typeof size === 'number';
  return isHeader ? headerFrame(name, size) : undefined;
}

/**
 * The frame for part of a file. There is none for a part without bytes, by which these clients would divide, nor for any other
 * event, nor where the framing carries no binary frames.
 */
export function encodeFileBytes(
  event: ServerEvent,
  bytes: Uint8Array,
  framing: Framing,
): Frame | SplitFrame | undefined {
  const { type }: FileEvent = event;
  if (type !== 'file.chunk' || bytes.length === 0 || !framing.binary) return undefined;
  return chunkFrame(bytes, framing);
}
