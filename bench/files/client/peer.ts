import { binaryFrame, type Frame, isJsonObject, type JsonObject, openFrame } from '../../../index.js';

/** The far end of a connection: whole frames in, whole frames out. */
export interface FrameWire {
  send(frame: Frame): void;
  /** The next frame; `undefined` once the connection is over. */
  next(): Promise<Frame | undefined>;
}

/** A frame that is no reply, and the bytes that came with it. */
export type Listener = (event: JsonObject, bytes: Uint8Array | undefined) => void;

/** A program that speaks the native protocol, with bytes. */
export interface FilePeer {
  /** Sends a command; nothing is told of it. */
  send(fields: JsonObject, bytes?: Uint8Array): void;
  /** Sends a command and gives its result. @throws Refused, or an Error when the connection is over. */
  ask(fields: JsonObject): Promise<JsonObject>;
  /** Hears every event, and every error without a `ref`, until the returned function is called. */
  listen(listener: Listener): () => void;
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
}

/** A command was refused. */
export class Refused extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor({ code, text, details }: JsonObject) {
    super(`${String(code)}: ${String(text)}`);
    this.code = String(code);
    this.details = isJsonObject(details) ? details : {};
  }
}

interface Waiter {
  resolve(result: JsonObject): void;
  reject(error: Error): void;
}

/** Speaks on a wire. @param binary Whether the wire carries bytes; where not, they go in base64. */
export function filePeer(wire: FrameWire, binary: boolean): FilePeer {
  const listeners = new Set<Listener>();
  const waiting = new Map<number, Waiter>();
  let refs = 0;
  let isOver = false;

  function take(fields: JsonObject, bytes: Uint8Array | undefined): void {
    const waiter = typeof fields.ref === 'number' ? waiting.get(fields.ref) : undefined;
    if (waiter === undefined) {
      for (const listener of listeners) listener(fields, bytes);
      return;
    }
    waiting.delete(Number(fields.ref));
    if (fields.type === 'error') waiter.reject(new Refused(fields));
    else waiter.resolve(isJsonObject(fields.result) ? fields.result : fields);
  }

  async function read(): Promise<void> {
    for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) {
      const [fields, bytes] = opened(frame);
      take(fields, bytes);
    }
    isOver = true;
    for (const { reject } of waiting.values()) reject(new Error('The connection is over.'));
    waiting.clear();
  }

  const over = read();
  return {
    over,
    send(fields, bytes) {
      if (bytes === undefined) wire.send(JSON.stringify(fields));
      else if (binary) wire.send(binaryFrame(fields, bytes));
      else wire.send(JSON.stringify({ ...fields, base64: Buffer.from(bytes).toString('base64') }));
    },
    ask(fields) {
      if (isOver) return Promise.reject(new Error('The connection is over.'));
      const ref = ++refs;
      return new Promise((resolve, reject) => {
        waiting.set(ref, { resolve, reject });
        wire.send(JSON.stringify({ ...fields, ref }));
      });
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function opened(frame: Frame): [JsonObject, Uint8Array | undefined] {
  if (typeof frame !== 'string') {
    const { head, bytes } = openFrame(frame) ?? {};
    return [JSON.parse(head ?? '') as JsonObject, bytes];
  }
  const { base64, ...fields } = JSON.parse(frame) as JsonObject;
  return [fields, typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined];
}
