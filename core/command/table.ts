import { type Awaitable, isPromise } from '../awaitable.js';
import { ChatError } from '../errors.js';
import { isJsonObject, type JsonObject } from '../json.js';
import { Refusal } from '../message/refusal.js';
import { frameBytes } from '../message/utf8.js';
import type { BlockMonitor } from '../plugin/block-monitor.js';
import type { Events } from '../plugin/events.js';
import type { GateRunner } from '../plugin/gate-runner.js';
import type { CommandRequest } from '../plugin/gates.js';
import type { Clock } from '../ports/clock.js';
import type { Outcome, SlashCommand } from '../ports/dialect.js';
import type { Frame } from '../ports/transport.js';
import type { Session } from '../session/session.js';
import { TimeoutError, withTimeout } from '../timeout.js';
import type { Command, CommandAttachment } from './command.js';
import { slashCommand } from './slash.js';

interface Row {
  readonly command: Command<unknown>;
  /** The plugin that brought it; `undefined`: the core. */
  readonly owner: string | undefined;
}

/** Where a command came from. */
export interface CommandFrame extends CommandAttachment {
  readonly frame: Frame | undefined;
  /** Lets the next one be taken up. */
  readonly next?: (() => void) | undefined;
}

const noRoom: CommandFrame = { frame: undefined, bytes: undefined, verbatim: undefined };
const nothing = () => {};

/** What running commands needs of the hub. */
export interface CommandTableContext {
  readonly clock: Clock;
  /** How long a plugin's command may take. */
  readonly deadlineMs: number;
  readonly events: Events;
  readonly gates: GateRunner;
  /** Told of a command that threw something else than a refusal, or took too long. */
  readonly failed: (owner: string | undefined, command: string, error: unknown) => void;
  readonly refused: (session: Session, what: string, refusal: Refusal) => void;
  /** Finds commands of plugins that block the event loop. */
  readonly watch: BlockMonitor;
}

/** Every command there is. One lookup, the preconditions, then the command's own file. */
export class CommandTable {
  readonly #rows = new Map<string, Row>();
  readonly #slashes = new Map<string, SlashCommand & { readonly owner: string | undefined }>();
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #events: Events;
  readonly #gates: GateRunner;
  readonly #failed: CommandTableContext['failed'];
  readonly #refused: CommandTableContext['refused'];
  readonly #watch: BlockMonitor;

  constructor({ clock, deadlineMs, events, gates, failed, refused, watch }: CommandTableContext) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
    this.#events = events;
    this.#gates = gates;
    this.#failed = failed;
    this.#refused = refused;
    this.#watch = watch;
  }

  get slashes(): ReadonlyMap<string, SlashCommand> {
    return this.#slashes;
  }

  /** @throws TypeError when the command's name, or its slash's, is not allowed or belongs to someone else. */
  check<Input>(command: Command<Input>, owner: string | undefined): void {
    const { name, slash } = command;
    if (!/^[A-Za-z0-9._-]{1,32}$/.test(name)) throw new TypeError(`${name} is not a command's name.`);
    if (slash !== undefined && (!/^[\p{Ll}\p{Lo}\p{N}-]{1,32}$/u.test(slash.name) || slash.name === 'help')) {
      throw new TypeError(`/${slash.name} is not a slash command's name.`);
    }
    const row = this.#rows.get(name);
    if (row !== undefined && row.owner !== owner) throw new TypeError(`There is a command ${name} already.`);
    const other = slash && this.#slashes.get(slash.name);
    if (other !== undefined && other.owner !== owner) throw new TypeError(`There is a command /${other.name} already.`);
  }

  /** Adds a command until the returned function is called. @throws TypeError as {@link check}. */
  add<Input>(command: Command<Input>, owner?: string): () => void {
    this.check(command, owner);
    const row = { command: command as Command<unknown>, owner };
    this.#rows.set(command.name, row);
    const failed = (error: unknown) => this.#failed(owner, command.name, error);
    const slash = command.slash && { ...slashCommand(command.name, command.summary, command.slash, failed), owner };
    if (slash !== undefined) this.#slashes.set(slash.name, slash);
    return () => {
      if (this.#rows.get(command.name) === row) this.#rows.delete(command.name);
      if (slash !== undefined && this.#slashes.get(slash.name) === slash) this.#slashes.delete(slash.name);
    };
  }

  /** Whether a command may be under way together with others of its session. */
  overlaps(name: string): boolean {
    return this.#rows.get(name)?.command.overlaps === true;
  }

  /**
   * Runs a command for a session; never throws or rejects.
   * @param from The frame that brought it, if that was not counted yet, and what came with the fields.
   */
  run(name: string, fields: JsonObject, session: Session, from: CommandFrame = noRoom): Awaitable<Outcome> {
    if (!this.#gates.hasGates('command')) return this.#go(name, fields, session, from);
    const command = this.#rows.get(name)?.command;
    const request = {
      command: command?.name ?? 'unknown',
      bytes: from.frame === undefined ? 0 : frameBytes(from.frame),
      paced: command?.paced ?? false,
    };
    const allowed = this.#gates.run('command', request, session);
    const go = (decided: CommandRequest | Refusal): Awaitable<Outcome> => {
      if (!(decided instanceof Refusal)) return this.#go(name, fields, session, from);
      this.#refused(session, request.command, decided);
      return decided;
    };
    return isPromise(allowed) ? allowed.then(go) : go(allowed);
  }

  #go(name: string, fields: JsonObject, session: Session, from: CommandFrame): Awaitable<Outcome> {
    const row = this.#rows.get(name);
    const { user } = session;
    if (row === undefined) return this.#refuse(session, name, new ChatError('CHAT_COMMAND_UNKNOWN'));
    const { command } = row;
    if (user === undefined && command.beforeLogin !== true) {
      return this.#refuse(session, name, new ChatError('CHAT_LOGIN_REQUIRED'));
    }
    const began = this.#events.hasListeners('commandRun') ? this.#clock.monotonic() : undefined;
    try {
      const run = () => {
        const input = command.parse === undefined ? fields : command.parse(fields, from);
        return command.run(input, session, (command.overlaps && from.next) || nothing);
      };
      const done = row.owner === undefined ? run() : this.#watch.call(row.owner, name, run);
      if (!isPromise(done)) return this.#withDeadline(row, began, this.#reportRun(session, row, done));
      // The core's own commands wait for gates, which have deadlines, and for the broker.
      const inTime = row.owner === undefined ? done : withTimeout(this.#clock, this.#deadlineMs, done);
      return Promise.resolve(inTime).then(
        (outcome) => this.#withDeadline(row, began, this.#reportRun(session, row, outcome)),
        (error: unknown) => this.#withDeadline(row, began, this.#caught(session, row, error)),
      );
    } catch (error) {
      return this.#withDeadline(row, began, this.#caught(session, row, error));
    }
  }

  #withDeadline({ command }: Row, began: number | undefined, outcome: Outcome): Outcome {
    if (began === undefined) return outcome;
    const ms = this.#clock.monotonic() - began;
    this.#events.emit('commandRun', { command: command.name, refused: outcome instanceof Refusal, ms });
    return outcome;
  }

  #reportRun(session: Session, row: Row, outcome: Outcome): Outcome {
    if (outcome instanceof Refusal) this.#refused(session, row.command.name, outcome);
    else if (row.owner !== undefined) return this.#checked(session, row, outcome);
    return outcome;
  }

  /** What a plugin's command returns must be a reply that can be sent. */
  #checked(session: Session, row: Row, outcome: JsonObject): Outcome {
    try {
      if (!isJsonObject(outcome)) throw new TypeError(`The command returned ${String(outcome)}.`);
      JSON.stringify(outcome);
      return outcome;
    } catch (error) {
      return this.#caught(session, row, error);
    }
  }

  #caught(session: Session, { command, owner }: Row, error: unknown): Refusal {
    if (error instanceof ChatError) return this.#refuse(session, command.name, error);
    this.#failed(owner, command.name, error);
    if (error instanceof TimeoutError) return this.#refuse(session, command.name, new ChatError('CHAT_PLUGIN_TIMEOUT'));
    return this.#refuse(session, command.name, new ChatError('CHAT_COMMAND_FAILED'));
  }

  #refuse(session: Session, name: string, error: ChatError): Refusal {
    const refusal = new Refusal(error.code, error.message, error.details);
    this.#refused(session, name, refusal);
    return refusal;
  }
}
