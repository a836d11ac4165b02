import type { SplitFrame } from '../ports/transport.js';
import { base64 } from './base64.js';

/** The length of the JSON object: uint32, big endian. */
const HEADER_BYTES = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A JSON object and bytes as one binary frame: uint32 with the length of the JSON in bytes, big endian; the JSON; the bytes. */
export function binaryFrame(fields: object, bytes: Uint8Array): Uint8Array {
  const { head } = splitFrame(fields, bytes);
  const frame = new Uint8Array(head.length + bytes.length);
  frame.set(head);
  frame.set(bytes, head.length);
  return frame;
}

/** The same in two parts: the bytes are not copied. */
export function splitFrame(fields: object, bytes: Uint8Array): SplitFrame {
  const json = encoder.encode(JSON.stringify(fields));
  const head = new Uint8Array(HEADER_BYTES + json.length);
  new DataView(head.buffer).setUint32(0, json.length);
  head.set(json, HEADER_BYTES);
  return { head, body: bytes };
}

/** A binary frame's two parts. */
export interface OpenedFrame {
  /** The JSON. */
  readonly head: string;
  /** What came with it: a view, not a copy. */
  readonly bytes: Uint8Array;
}

/** What {@link binaryFrame} put together; `undefined` where it is nothing of the kind. The bytes are a view, not a copy. */
export function openFrame(frame: Uint8Array): OpenedFrame | undefined {
  if (frame.length < HEADER_BYTES) return undefined;
  const end = HEADER_BYTES + new DataView(frame.buffer, frame.byteOffset).getUint32(0);
  if (end > frame.length) return undefined;
  try {
    return { head: decoder.decode(frame.subarray(HEADER_BYTES, end)), bytes: frame.subarray(end) };
  } catch {
    return undefined;
  }
}

/** The same for a wire without binary frames: the bytes are the field `base64` (RFC 4648, section 4). */
export function textFrame(fields: object, bytes: Uint8Array): string {
  return JSON.stringify({ ...fields, base64: base64(bytes) });
}
