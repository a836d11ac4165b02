import type { Frame, Framing, ServerEvent, SplitFrame } from '../../../../core/index.js';
import { chunkFrame, headerFrame } from './frames.js';

/** What is needed of the events of files, whoever declares them. */
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
