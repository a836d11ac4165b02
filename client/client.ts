import type { Client } from './api.js';
import { chatRoom } from './chat-room.js';
import { defaultClock, defaultRandom } from './defaults.js';
import { directChat } from './direct.js';
import { createEngine } from './engine.js';
import { type FileLine, fetchFile, sendFile } from './files/index.js';
import type { Fields } from './machine/frame.js';
import { createMachine } from './machine/machine.js';
import type { ClientOptions } from './options.js';
import type { JoinResult } from './view.js';

/**
 * Makes a client; it does nothing until it is told to `connect`.
 *
 * @throws TypeError when `open` is no function, or another option cannot be what it is
 */
export function createClient(options: ClientOptions): Client {
  checkOptions(options ?? {});
  const { open, credentials, nick, client, nickFallback = true } = options;
  const { clock = defaultClock, random = defaultRandom } = options;
  const token = checkedToken(options.token);
  const pending = atLeast('pending', 1, options.pending ?? 1_000);
  const connectMs = atLeast('connectMs', 1, options.connectMs ?? 10_000);
  const machine = createMachine({ random, nick, token, nickFallback, client, pending, connectMs });
  const engine = createEngine({ machine, clock, open, credentials });
  const { run, on } = engine;

  function promised<T>(begin: Parameters<typeof engine.begin>[1]): Promise<T> {
    const promise = new Promise<T>((resolve, reject) => {
      engine.begin({ resolve: (value) => resolve(value as T), reject }, begin);
    });
    // Whoever ignores a promise must not be punished for it.
    promise.catch(() => {});
    return promise;
  }

  function submission(type: string, fields: object, kept: boolean): Parameters<typeof engine.begin>[1] {
    // A copy: what is sent again later is what was meant now. It throws a TypeError for what JSON cannot carry.
    const copy = JSON.parse(JSON.stringify(fields)) as Fields;
    return (now, id) => machine.submit(now, { id, type, fields: copy, kept });
  }

  const submit = <T>(type: string, fields: Fields): Promise<T> => promised(submission(type, fields, true));

  const line: FileLine = {
    ask: (type, fields, caller) => engine.begin(caller, submission(type, fields, false)),
    part: engine.part,
    on,
    guarded: engine.guarded,
  };
  const it: Client = {
    get state() {
      return machine.state;
    },
    get reason() {
      return machine.reason;
    },
    get user() {
      return machine.user;
    },
    get token() {
      return machine.token;
    },
    get limits() {
      return machine.limits;
    },
    rooms: machine.rooms,
    connect: ({ nick: wish } = {}) => run((now) => machine.connect(now, wish)),
    hurry: () => run((now) => machine.hurry(now)),
    stop: () => run((now) => machine.stop(now)),
    quit: (text) => promised((now, id) => machine.quit(now, id, text)),
    join: (room, { password, last } = {}) => {
      const joining = submit<JoinResult>('join', { room, password, last }).then((result) => chatRoom(it, result));
      joining.catch(() => {});
      return joining;
    },
    leave: (room) => submit('leave', { room }),
    say: (room, text, { kind, data, key = random.id() } = {}) => submit('say', { room, text, kind, data, key }),
    tell: (to, text, { key = random.id() } = {}) => submit('tell', { to, text, key }),
    direct: (wanted) => directChat(it, wanted),
    sendFile: (target, file, more = {}) => sendFile(line, { target, file, options: more }),
    fetchFile: (file, more = {}) => fetchFile(line, file, more),
    typing: (room, isOn = true) => run((now) => machine.typing(now, room, isOn)),
    nick: (wish) => submit('nick', { nick: wish }),
    request: (type, ...[fields = {}]) => promised(submission(type, fields, false)),
    on,
  };
  return it;
}

/** Programs without types pass what they know from other libraries, and would learn of it only by a client that never connects. */
function checkOptions({ open, credentials }: ClientOptions): void {
  mustBeFunction('open', open, "open: webSocket('wss://chat.example/ws')");
  if (credentials !== undefined) mustBeFunction('credentials', credentials, 'credentials: () => ({ token })');
}

function mustBeFunction(name: string, value: unknown, example: string): void {
  if (typeof value === 'function') return;
  throw new TypeError(`${name} must be a function: createClient({ ${example} }).`);
}

function checkedToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[\w-]{22,128}$/.test(token)) return token;
  throw new TypeError('The option token must be 22 to 128 letters, digits, - and _.');
}

function atLeast(name: string, least: number, value: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new TypeError(`The option ${name} must be a whole number, at least ${least}.`);
}
