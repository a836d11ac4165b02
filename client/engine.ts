import { binaryFrame, textFrame } from '../core/protocol/bytes.js';
import { askForCredentials, type CredentialsProvider } from './credentials.js';
import type { ClientError } from './error.js';
import { createListeners, type Listeners } from './listeners.js';
import type { Fields } from './machine/frame.js';
import type { Machine } from './machine/inputs.js';
import type { Effect } from './machine/output.js';
import type { ClientClock, ClientWire, OpenWire, WireCause } from './ports.js';

/** The longest time that timers of Node and of browsers can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Who waits for a command. */
export interface Caller {
  resolve(value: unknown): void;
  reject(error: ClientError): void;
}

/** What an engine is made of. */
export interface EngineParts {
  readonly machine: Machine;
  readonly clock: ClientClock;
  readonly open: OpenWire;
  readonly credentials: CredentialsProvider | undefined;
}

/** A machine with wires, timers and listeners: it does what the machine wants. */
export interface Engine {
  readonly on: Listeners['on'];
  /** Gives the machine an input, and does what comes of it. */
  run(input: (now: number) => readonly Effect[]): void;
  /** The same, with the number of a command, whose caller is told in the order of what else is told. */
  begin(caller: Caller, input: (now: number, command: number) => readonly Effect[]): void;
  /** Sends a part of a file, which nobody answers and which is not sent again. Says whether there was a connection. */
  part(fields: Fields, bytes: Uint8Array): boolean;
  /** Runs the program's own code: what it throws must not stop the client, and is thrown where nobody else is on the stack. */
  guarded<T>(run: () => T): T | undefined;
}

/** Makes an engine; it stands still. */
export function createEngine({ machine, clock, open, credentials }: EngineParts): Engine {
  const listeners = createListeners();
  const callers = new Map<number, Caller>();
  const effects: Effect[] = [];
  let isBusy = false;
  let wire: ClientWire | undefined;
  let last = 0;
  let cancel = (): void => {};

  function guarded<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      clock.after(0, () => {
        throw error;
      });
      return undefined;
    }
  }

  /** Effects are done in their order; what comes of one meanwhile waits. */
  function run(input: (now: number) => readonly Effect[]): void {
    effects.push(...input(clock.now()));
    if (isBusy) return;
    isBusy = true;
    for (let effect = effects.shift(); effect !== undefined; effect = effects.shift()) perform(effect);
    isBusy = false;
  }

  function perform(effect: Effect): void {
    switch (effect.do) {
      case 'open':
        connect(effect.wire);
        break;
      case 'send':
        guarded(() => wire?.send(effect.text));
        break;
      case 'close':
        guarded(() => wire?.close());
        break;
      case 'wake':
        wake(effect.at);
        break;
      case 'tell':
        for (const listener of listeners.of(effect.event)) guarded(() => listener(...effect.args));
        break;
      case 'resolve':
        settled(effect.command)?.resolve(effect.value);
        break;
      case 'reject':
        settled(effect.command)?.reject(effect.error);
        break;
    }
  }

  function connect(number: number): void {
    const introduce = () =>
      askForCredentials(credentials, {
        had: (found) => run((now) => machine.opened(now, number, found)),
        failed: (error) => run((now) => machine.failed(now, number, error)),
      });
    const closed = (cause?: WireCause) => run((now) => machine.closed(now, number, cause));
    const frame = (taken: string | Uint8Array) => run((now) => machine.frame(now, number, taken));
    wire = guarded(() => open({ opened: introduce, frame, closed }));
    if (wire === undefined) closed();
  }

  function wake(at: number | undefined): void {
    cancel();
    if (at === undefined) return;
    const ms = Math.min(Math.max(0, at - clock.now()), LONGEST_MS);
    cancel = clock.after(ms, () => run((now) => machine.woken(now)));
  }

  function settled(command: number): Caller | undefined {
    const caller = callers.get(command);
    callers.delete(command);
    return caller;
  }

  return {
    on: listeners.on,
    run,
    begin(caller, input) {
      const id = ++last;
      callers.set(id, caller);
      run((now) => input(now, id));
    },
    part(fields, bytes) {
      const taker = wire;
      if (machine.state !== 'online' || taker === undefined) return false;
      guarded(() => taker.send(taker.binary === true ? binaryFrame(fields, bytes) : textFrame(fields, bytes)));
      return true;
    },
    guarded,
  };
}
