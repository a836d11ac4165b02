import type { ByeEvent } from '../../core/protocol/events.js';
import { type ClientError, clientError } from '../error.js';
import type { StateReason } from '../events.js';
import type { WireFrame } from '../ports.js';
import type { Person } from '../view.js';
import { comeBack, isRejoin } from './comeback.js';
import { createCommands } from './commands.js';
import { afterBye, afterLogin, afterSilence, afterWire, type Course } from './endings.js';
import {
  type ErrorFrame,
  type Fields,
  type Frame,
  type OtherEvent,
  objectIn,
  type Reply,
  readFrame,
  type WelcomeFrame,
} from './frame.js';
import { helloFields, limitsIn, suggestionIn } from './hello.js';
import type { Machine, MachineOptions } from './inputs.js';
import { createLifecycle, type Line, NEVER } from './lifecycle.js';
import { createOutput, type Effect } from './output.js';
import { createQueue } from './queue.js';
import { createRooms, type RoomsEvent } from './rooms.js';

/** So many suggested nicks may be taken in a row by somebody quicker. */
const SUGGESTIONS = 5;

/** Makes a machine; it waits for `connect`. */
export function createMachine(options: MachineOptions): Machine {
  const output = createOutput();
  const queue = createQueue();
  const rooms = createRooms(output);
  const life = createLifecycle(output, options.random, options.connectMs);
  const commands = createCommands(output, queue, { rooms, renamed });
  let user: Person | undefined;
  /** What the user wants to be called where there is no session to go on with. */
  let { nick } = options;
  /** A nick that the program has given since, not yet tried with success. */
  let wish: string | undefined;
  /** The session's; a connection brings it along to go on. */
  let { token } = options;
  let limits: Readonly<Record<string, number>> = {};
  /** Whether the session has been welcomed. */
  let isAdmitted = false;
  /** The commands that wait for the end of the session. */
  let quitters: number[] = [];
  /** When `woken` is due. */
  let armed = NEVER;

  function input(now: number, run: () => void): readonly Effect[] {
    run();
    if (output.sends()) life.line?.heartbeat?.sent(now);
    const due = life.due();
    // A timer that is too early does no harm, so most frames need not set a new one.
    if (due < armed || (due === NEVER && armed !== NEVER)) {
      armed = due;
      output.add({ do: 'wake', at: due === NEVER ? undefined : due });
    }
    return output.take();
  }

  function renamed(name: string): void {
    if (user === undefined) return;
    user = { id: user.id, nick: name };
    rooms.renamed(user);
  }

  function hangUp(now: number, isClosed = false): void {
    life.hangUp(now, isClosed);
    for (const { id } of queue.lost()) output.reject(id, clientError('CLIENT_CONNECTION_LOST'));
  }

  /** The connection or the attempt is over: tries again later, or stays away where that cannot help. */
  function over(now: number, course: Course, isClosed = false): void {
    hangUp(now, isClosed);
    if (quitters.length > 0) stayAway();
    else if (course.final) stayAway(course.reason);
    else life.wait(now, course);
  }

  /** What a command gets that comes too late, or too soon. */
  function failure(code: 'CLIENT_STOPPED' | 'CLIENT_CONNECTION_LOST'): ClientError {
    const { reason } = life;
    return clientError(code, reason && { ...reason.details, reason: reason.code }, reason?.text);
  }

  function stayAway(reason?: StateReason): void {
    const isOver = quitters.length > 0;
    if (isOver) {
      token = undefined;
      isAdmitted = false;
      user = undefined;
      for (const name of [...rooms.all.keys()]) rooms.left(name);
    }
    life.stopped(reason);
    // Whoever connects again still wants back into the rooms of the session.
    for (const { id } of queue.remove((command) => isOver || !isRejoin(command)))
      output.reject(id, failure('CLIENT_STOPPED'));
    for (const id of quitters) output.resolve(id, undefined);
    quitters = [];
  }

  function introduce(line: Line, hello: Fields): void {
    line.hello = hello;
    commands.sendFirst('hello', hello);
  }

  function welcomed(now: number, line: Line, welcome: WelcomeFrame): void {
    const isResumed = welcome.resumed === true;
    // Under a token of the client's own drawing it can only be the session of an earlier hello, of which no answer has come.
    const isReturn = isAdmitted || (isResumed && token === options.token);
    user = { id: welcome.user.id, nick: welcome.user.nick };
    token = welcome.resume?.token;
    limits = limitsIn(welcome.limits);
    wish = undefined;
    isAdmitted = true;
    life.online(now, line, welcome.heartbeatMs);
    output.tell('welcome', !isReturn ? 'fresh' : isResumed ? 'resumed' : 'restarted');
    comeBack(rooms, queue, welcome, isResumed, user);
    commands.sendAll();
  }

  function unwelcome(now: number, line: Line, refused: ErrorFrame): void {
    const suggestion = suggestionIn(refused);
    // Once admitted, being there matters more than the name, unless the program has just given it.
    const mayChange = options.nickFallback || (user !== undefined && wish === undefined);
    const isSuggested = suggestion !== undefined && mayChange;
    if (isSuggested && line.suggestions++ < SUGGESTIONS) introduce(line, { ...line.hello, nick: suggestion });
    else over(now, afterLogin(refused, isSuggested));
  }

  function replied(now: number, line: Line, reply: Reply): void {
    const command = commands.answered(reply);
    if (command === undefined) return;
    const isHello = command.id === 0 && command.type === 'hello';
    if (isHello && reply.type === 'welcome') welcomed(now, line, reply);
    else if (isHello && reply.type === 'error') unwelcome(now, line, reply);
    else if (isHello) output.tell('violation', 'a hello answered with ok');
    else commands.settle(command, reply);
    if (isRejoin(command) && reply.type === 'error') rooms.expelled(String(command.fields.room), user, reply.code);
  }

  function dismissed(now: number, bye: ByeEvent): void {
    output.tell('event', bye);
    over(now, afterBye(bye));
  }

  function happened(event: RoomsEvent | OtherEvent): void {
    if (life.state !== 'online') output.tell('violation', `${event.type} before the welcome`);
    else if (event.type === 'other') output.tell('event', event.event, ...event.bytes);
    else {
      if (event.type === 'renamed' && event.user.id === user?.id) user = { ...user, nick: event.user.nick };
      rooms.event(event, user);
    }
  }

  function arrived(now: number, line: Line, frame: Frame): void {
    if (frame.type === 'welcome' || frame.type === 'ok' || frame.type === 'error') replied(now, line, frame);
    else if (frame.type === 'bye') dismissed(now, frame);
    else happened(frame);
  }

  function received(now: number, line: Line, taken: WireFrame): void {
    line.heartbeat?.received(now);
    const opened = objectIn(taken);
    // What comes before the first object is a greeting for people.
    if (opened === undefined && !line.spoken) return;
    line.spoken = true;
    const frame =
      opened === undefined ? 'a frame that is not an object of JSON' : readFrame(opened.fields, opened.bytes);
    if (typeof frame === 'string') output.tell('violation', frame);
    else arrived(now, line, frame);
  }

  /** The state has lasted as long as it may. */
  function expired(now: number): void {
    if (life.state === 'waiting') life.attempt(now);
    else over(now, afterSilence());
  }

  function watch(now: number, lateMs: number): void {
    const beat = life.line?.heartbeat?.beat(now, lateMs);
    if (beat === 'dead') over(now, afterSilence());
    else if (beat === 'ping') commands.sendFirst('ping', {});
  }

  /** What a wire tells, unless it is no longer the one that counts. */
  function onLine(now: number, wire: number, run: (line: Line) => void): readonly Effect[] {
    return input(now, () => {
      if (life.line?.number === wire) run(life.line);
    });
  }

  return {
    get state() {
      return life.state;
    },
    get reason() {
      return life.reason;
    },
    get user() {
      return user;
    },
    get token() {
      return token;
    },
    get limits() {
      return limits;
    },
    rooms: rooms.all,
    connect: (now, given) =>
      input(now, () => {
        if (life.line !== undefined) return;
        if (given !== undefined) {
          nick = given;
          wish = given;
        }
        life.attempt(now);
      }),
    hurry: (now) =>
      input(now, () => {
        const heartbeat = life.line?.heartbeat;
        if (life.state === 'waiting') life.attempt(now);
        if (heartbeat === undefined) return;
        commands.sendFirst('ping', {});
        heartbeat.hasten(now);
      }),
    stop: (now) =>
      input(now, () => {
        if (life.state === 'stopped') return;
        hangUp(now);
        stayAway();
      }),
    quit: (now, id, text) =>
      input(now, () => {
        const isFirst = quitters.push(id) === 1;
        if (life.state !== 'online') {
          hangUp(now);
          stayAway();
        } else if (isFirst) {
          commands.sendFirst('quit', { text });
          life.deadline = now + options.connectMs;
        }
      }),
    submit: (now, command) =>
      input(now, () => {
        const isOnline = life.state === 'online';
        if (life.state === 'stopped' || quitters.length > 0) output.reject(command.id, failure('CLIENT_STOPPED'));
        else if (!isOnline && !command.kept) output.reject(command.id, failure('CLIENT_CONNECTION_LOST'));
        else if (queue.size >= options.pending) output.reject(command.id, clientError('CLIENT_QUEUE_FULL'));
        else queue.add([command], 'last');
        if (isOnline) commands.sendAll();
      }),
    typing: (now, room, on) =>
      input(now, () => {
        if (life.state !== 'online' || quitters.length > 0 || queue.size >= options.pending) return;
        commands.sendFirst('typing', { room, on });
      }),
    opened: (now, wire, credentials) =>
      onLine(now, wire, (line) => {
        if (line.hello !== undefined) return;
        const { client } = options;
        const positions = isAdmitted ? rooms.positions() : undefined;
        token ??= options.random.secret();
        introduce(line, helloFields({ nick: wish ?? user?.nick ?? nick, client, credentials, token, positions }));
      }),
    failed: (now, wire, { code, message: text, details, retry }) =>
      onLine(now, wire, (line) => {
        if (line.hello === undefined) over(now, { reason: { code, text, details }, final: !retry });
      }),
    frame: (now, wire, taken) => onLine(now, wire, (line) => received(now, line, taken)),
    closed: (now, wire, cause = {}) => onLine(now, wire, () => over(now, afterWire(cause, isAdmitted), true)),
    woken: (now) =>
      input(now, () => {
        const lateMs = now - armed;
        armed = NEVER;
        if (now >= life.deadline) expired(now);
        else watch(now, lateMs);
      }),
  };
}
