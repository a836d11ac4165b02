import { type Frame, openFrame } from '../../core/index.js';

/** The far end of a connection on any wire. */
export interface Wire {
  send(frame: Frame): void;
  /** The next frame; `undefined` once the connection is closed and all are taken. */
  next(): Promise<Frame | undefined>;
  close(): void;
  abort(): void;
  readonly closed: Promise<unknown>;
}

/** A frame of the native protocol, as it was read. */
export type Heard = Readonly<Record<string, unknown>> & { readonly type: string };

/** What a client sends. */
export type Command = Readonly<Record<string, unknown>> & { readonly type: string };

/** A program that speaks the native protocol. */
export interface NativePeer<W extends Wire = Wire> {
  readonly wire: W;
  /** Every frame that came, in order. */
  readonly heard: readonly Heard[];
  /** Sends a command without asking for the reply to be told apart. */
  send(command: Command): void;
  /** Sends a command and gives its reply, whichever it is. */
  ask(command: Command): Promise<Heard>;
  /** Sends a command that must succeed and gives its result. */
  ok(command: Command): Promise<Readonly<Record<string, unknown>>>;
  /** Sends a command that must be refused and gives the code. */
  refused(command: Command): Promise<unknown>;
  /** The next event of a type that was not asked for yet. Rejects when the connection is over. */
  next(type: string): Promise<Heard>;
  /** Everything of a type that has come, in order. */
  all(type: string): readonly Heard[];
  /** Resolves when the connection is over and every frame has been read. */
  readonly over: Promise<void>;
}

interface Waiter {
  readonly fits: (heard: Heard) => boolean;
  resolve(heard: Heard): void;
  reject(error: Error): void;
}

/** A frame's JSON; the bytes of a binary frame come as `bytes`. */
function readable(frame: Frame): Heard {
  if (typeof frame === 'string') return JSON.parse(frame) as Heard;
  const { head, bytes } = openFrame(frame) ?? { head: '{"type":"not a frame"}', bytes: frame };
  return { ...(JSON.parse(head) as Heard), bytes };
}

/** Reads everything that comes on a wire from now on, as native frames. */
export function nativePeer<W extends Wire>(wire: W): NativePeer<W> {
  const heard: Heard[] = [];
  const fresh: Heard[] = [];
  const waiting: Waiter[] = [];
  let ended = false;
  let refs = 0;

  function take(frame: Heard): void {
    heard.push(frame);
    const at = waiting.findIndex(({ fits }) => fits(frame));
    if (at < 0) fresh.push(frame);
    else waiting.splice(at, 1)[0]?.resolve(frame);
  }

  async function read(): Promise<void> {
    for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) {
      take(readable(frame));
    }
    ended = true;
    for (const { reject } of waiting.splice(0)) reject(new Error('The connection is over.'));
  }

  function first(fits: (heard: Heard) => boolean): Promise<Heard> {
    const at = fresh.findIndex(fits);
    const found = at < 0 ? undefined : fresh.splice(at, 1)[0];
    if (found !== undefined) return Promise.resolve(found);
    if (ended) return Promise.reject(new Error('The connection is over.'));
    return new Promise((resolve, reject) => waiting.push({ fits, resolve, reject }));
  }

  const peer: NativePeer<W> = {
    wire,
    heard,
    over: read(),
    send: (command) => wire.send(JSON.stringify(command)),
    ask(command) {
      const ref = command.ref ?? ++refs;
      const reply = first((frame) => frame.ref === ref);
      peer.send({ ...command, ref });
      return reply;
    },
    async ok(command) {
      const reply = await peer.ask(command);
      if (reply.type === 'error') throw new Error(`${command.type} was refused: ${JSON.stringify(reply)}`);
      return (reply.result ?? reply) as Readonly<Record<string, unknown>>;
    },
    async refused(command) {
      const reply = await peer.ask(command);
      if (reply.type !== 'error') throw new Error(`${command.type} was not refused: ${JSON.stringify(reply)}`);
      return reply.code;
    },
    next: (type) => first((frame) => frame.type === type && frame.ref === undefined),
    all: (type) => heard.filter((frame) => frame.type === type),
  };
  return peer;
}
