import { binaryFrame, textFrame } from '../core/protocol/bytes.js';
import type { Client } from './api.js';
import { chatRoom } from './chat-room.js';
import { defaultClock, defaultRandom } from './defaults.js';
import type { ClientError } from './error.js';
import { type FileLine, sendFile } from './files/index.js';
import { createListeners } from './listeners.js';
import type { Fields } from './machine/frame.js';
import { createMachine } from './machine/machine.js';
import type { Effect } from './machine/output.js';
import type { ClientOptions } from './options.js';
import type { ClientWire } from './ports.js';
import type { JoinResult } from './view.js';

/** The longest time that timers of Node and of browsers can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Who waits for a command. */
interface Caller {
  resolve(value: unknown): void;
  reject(error: ClientError): void;
}

/**
 * Makes a client; it does nothing until it is told to `connect`.
 *
 * @throws TypeError when `pending` is not a whole number above 0, or `connectMs` not a number above 0
 */
export function createClient(options: ClientOptions): Client {
  const { open, credentials, nick, client, nickFallback = true } = options;
  const { clock = defaultClock, random = defaultRandom } = options;
  const pending = atLeast('pending', 1, options.pending ?? 1_000);
  const connectMs = atLeast('connectMs', 1, options.connectMs ?? 10_000);
  const machine = createMachine({ random, nick, nickFallback, client, pending, connectMs });
  const listeners = createListeners();
  const callers = new Map<number, Caller>();
  const effects: Effect[] = [];
  let isBusy = false;
  let wire: ClientWire | undefined;
  let last = 0;
  let cancel = (): void => {};

  /** What the program's own code throws must not stop the client: it is thrown where nobody else is on the stack. */
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

  /** Does what the machine wants, in its order; what comes of it meanwhile waits. */
  function run(wanted: readonly Effect[]): void {
    effects.push(...wanted);
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
    wire = guarded(() =>
      open({
        opened: () =>
          run(
            machine.opened(
              clock.now(),
              number,
              guarded(() => credentials?.()),
            ),
          ),
        frame: (text) => run(machine.frame(clock.now(), number, text)),
        closed: () => run(machine.closed(clock.now(), number)),
      }),
    );
    if (wire === undefined) run(machine.closed(clock.now(), number));
  }

  function wake(at: number | undefined): void {
    cancel();
    if (at === undefined) return;
    const ms = Math.min(Math.max(0, at - clock.now()), LONGEST_MS);
    cancel = clock.after(ms, () => run(machine.woken(clock.now())));
  }

  function settled(command: number): Caller | undefined {
    const caller = callers.get(command);
    callers.delete(command);
    return caller;
  }

  function promised<T>(start: (id: number) => readonly Effect[]): Promise<T> {
    const id = ++last;
    const promise = new Promise<T>((resolve, reject) => {
      callers.set(id, { resolve: (value) => resolve(value as T), reject });
    });
    // Whoever ignores a promise must not be punished for it.
    promise.catch(() => {});
    run(start(id));
    return promise;
  }

  function submit<T>(type: string, fields: Fields, kept: boolean): Promise<T> {
    // A copy: what is sent again later is what was meant now. It throws a TypeError for what JSON cannot carry.
    const copy = JSON.parse(JSON.stringify(fields)) as Fields;
    return promised((id) => machine.submit(clock.now(), { id, type, fields: copy, kept }));
  }

  /** Parts of files take no part in what is kept and sent again: whoever sends them knows where to go on. */
  function sendPart(fields: Fields, bytes: Uint8Array): boolean {
    const taker = wire;
    if (machine.state !== 'online' || taker === undefined) return false;
    guarded(() => taker.send(taker.binary === true ? binaryFrame(fields, bytes) : textFrame(fields, bytes)));
    return true;
  }

  const line: FileLine = {
    request: (command, fields) => submit(command, fields, false),
    part: sendPart,
    on: listeners.on,
    guarded,
  };
  const it: Client = {
    get state() {
      return machine.state;
    },
    get user() {
      return machine.user;
    },
    rooms: machine.rooms,
    connect: () => run(machine.connect(clock.now())),
    hurry: () => run(machine.hurry(clock.now())),
    stop: () => run(machine.stop(clock.now())),
    quit: (text) => promised((id) => machine.quit(clock.now(), id, text)),
    join: (room, { password, last } = {}) => {
      const joining = submit<JoinResult>('join', { room, password, last }, true).then((result) => chatRoom(it, result));
      joining.catch(() => {});
      return joining;
    },
    leave: (room) => submit('leave', { room }, true),
    say: (room, text, { kind, data, key = random.id() } = {}) => submit('say', { room, text, kind, data, key }, true),
    tell: (to, text, { key = random.id() } = {}) => submit('tell', { to, text, key }, true),
    sendFile: (target, file, options = {}) => sendFile(line, { target, file, options }),
    typing: (room, on = true) => run(machine.typing(clock.now(), room, on)),
    nick: (wish) => submit('nick', { nick: wish }, true),
    request: (command, fields = {}) => submit(command, fields, false),
    on: listeners.on,
  };
  return it;
}

function atLeast(name: string, least: number, value: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new TypeError(`The option ${name} must be a whole number, at least ${least}.`);
}
