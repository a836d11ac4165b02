import { type Awaitable, isPromise } from '../awaitable.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { mayRetry, Refusal } from '../message/refusal.js';
import type { Dialect, DialectPort, DialectSession, Encoder, Outcome } from '../ports/dialect.js';
import type { CloseReason, Frame, FrameFault, Framing, SplitFrame } from '../ports/transport.js';
import { fromBase64 } from './base64.js';
import { binaryFrame, openFrame, splitFrame, textFrame } from './bytes.js';
import type { ServerEvent } from './events.js';
import { type LossyNumber, lossyNumber } from './numbers.js';

/** The WebSocket subprotocol of the native dialect. */
export const nativeSubprotocol = 'partyline.v1';

/** Events as they are, in JSON; bytes in binary frames, or in base64 where a wire has none. */
const encoder: Encoder = {
  name: 'native',
  // How something was written in another dialect is nothing to programs: the rest says it all.
  encode: (event) => JSON.stringify('verbatim' in event && event.verbatim ? { ...event, verbatim: undefined } : event),
  encodeBytes,
};

function encodeBytes(event: ServerEvent, bytes: Uint8Array, framing: Framing): Frame | SplitFrame {
  if (framing.packSplit !== undefined) return splitFrame(event, bytes);
  return framing.binary ? binaryFrame(event, bytes) : textFrame(event, bytes);
}

type Ref = string | number | undefined;

class NativeSession implements DialectSession {
  readonly name = 'native';
  readonly encoder = encoder;
  readonly echo = true;
  readonly single = true;
  readonly #port: DialectPort;

  constructor(port: DialectPort) {
    this.#port = port;
  }

  greet(): void {}

  frame(frame: Frame): Awaitable<void> {
    const command = typeof frame === 'string' ? parsed(frame) : unpacked(frame);
    if (typeof command === 'string') return this.#refuseFrame(command);
    const { json, fields, bytes } = command;
    const { type, ref } = fields;
    if (typeof type !== 'string') return this.#refuseFrame('A frame needs a type.');
    if (ref !== undefined && !isRef(ref))
      return this.#refuseFrame('A ref is a number, or a text of at most 64 characters.');
    const lossy = lossyNumber(json, fields);
    // A client could not match a ref that has been changed.
    const mark = lossy?.field === 'ref' ? undefined : ref;
    const outcome = this.#port.run(type, fields, { bytes, refusal: lossy && badNumber(lossy) });
    if (!isPromise(outcome)) return this.#reply(type, mark, outcome);
    return outcome.then((done) => this.#reply(type, mark, done));
  }

  rejected(fault: FrameFault): void {
    this.#port.send(errorFrame(undefined, new Refusal(fault.code, fault.text)));
    this.#port.fault(fault.code);
  }

  farewell({ code, text }: CloseReason, reconnectMs: number | undefined, kept: boolean): void {
    this.#port.send(JSON.stringify({ type: 'bye', code, text, reconnectMs, resume: kept || undefined }));
  }

  closed(): void {}

  #reply(type: string, ref: Ref, outcome: Outcome): void {
    if (outcome instanceof Refusal) this.#port.send(errorFrame(ref, outcome));
    else if (type === 'hello') this.#port.send(JSON.stringify({ type: 'welcome', ref, ...outcome }));
    // Without a ref nobody could tell what was done.
    else if (ref !== undefined) this.#port.send(JSON.stringify({ type: 'ok', ref, result: outcome }));
  }

  #refuseFrame(text: string): void {
    this.#port.send(errorFrame(undefined, new Refusal('CHAT_BAD_FRAME', text)));
    this.#port.fault();
  }
}

/** What a frame asks for, or what is wrong with it. Where a wire has no binary frames, bytes come in the field `base64`. */
function parsed(frame: string, bytes?: Uint8Array): CommandBytes | string {
  try {
    const value: unknown = JSON.parse(frame);
    if (!isJsonObject(value)) return 'A frame is a JSON object.';
    if (bytes !== undefined || typeof value.base64 !== 'string') return { json: frame, fields: value, bytes };
    const { base64, ...fields } = value;
    const decoded = fromBase64(base64);
    return decoded === undefined ? 'The field base64 must be base64.' : { json: frame, fields, bytes: decoded };
  } catch {
    return 'A frame is a JSON object.';
  }
}

/** The same of a binary frame. */
function unpacked(frame: Uint8Array): CommandBytes | string {
  const { head, bytes } = openFrame(frame) ?? {};
  return head === undefined ? 'A binary frame begins with the length of its JSON object.' : parsed(head, bytes);
}

interface CommandBytes {
  /** As it was written. */
  readonly json: string;
  readonly fields: JsonObject;
  readonly bytes: Uint8Array | undefined;
}

function isRef(ref: Json): ref is string | number {
  return typeof ref === 'number' || (typeof ref === 'string' && ref.length <= 64);
}

const MAX_SHOWN = 40;

function badNumber({ field, literal }: LossyNumber): Refusal {
  const shown = literal.length > MAX_SHOWN ? `${literal.slice(0, MAX_SHOWN)}…` : literal;
  return new Refusal(
    'CHAT_BAD_NUMBER',
    `The number ${shown} in the field ${field} cannot be kept as it is. Send it as a text.`,
    { field, number: shown },
  );
}

function errorFrame(ref: Ref, refusal: Refusal): Frame {
  const { code, text, details } = refusal;
  return JSON.stringify({ type: 'error', ref, code, text, retry: mayRetry(refusal), details });
}

/** The native dialect: one JSON object per frame. docs/protocol.md has it frame by frame. */
export const native: Dialect = { name: 'native', open: (port) => new NativeSession(port) };
