import { type Awaitable, isPromise } from '../awaitable.js';
import { ChatError } from '../errors.js';
import type { JsonObject } from '../json.js';
import { Refusal } from '../message/refusal.js';
import type { Outcome, SlashCommand } from '../ports/dialect.js';
import type { Session } from '../session/session.js';
import type { Command } from './command.js';

interface Row {
  readonly command: Command<unknown>;
  /** The plugin that brought it; `undefined`: the core. */
  readonly owner: string | undefined;
}

/** Told of a command that threw something else than a refusal. */
export type CommandFailure = (owner: string | undefined, command: string, error: unknown) => void;

/** Every command there is. One lookup, the preconditions, then the command's own file. */
export class CommandTable {
  readonly #rows = new Map<string, Row>();
  readonly #slashes = new Map<string, SlashCommand & { readonly owner: string | undefined }>();
  readonly #failed: CommandFailure;
  readonly #refused: (session: Session, what: string, refusal: Refusal) => void;

  constructor(failed: CommandFailure, refused: (session: Session, what: string, refusal: Refusal) => void) {
    this.#failed = failed;
    this.#refused = refused;
  }

  get slashes(): ReadonlyMap<string, SlashCommand> {
    return this.#slashes;
  }

  /** @throws TypeError when the command's name, or its slash's, is not allowed or belongs to someone else. */
  check<Input>(command: Command<Input>, owner: string | undefined): void {
    const { name, slash } = command;
    if (!/^[A-Za-z0-9._-]{1,32}$/.test(name)) throw new TypeError(`${name} is not a command's name.`);
    if (slash !== undefined && !/^[\p{L}\p{N}-]{1,32}$/u.test(slash.name)) {
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
    const slash = command.slash && { ...slashCommand(command.name, command.summary, command.slash), owner };
    if (slash !== undefined) this.#slashes.set(slash.name, slash);
    return () => {
      if (this.#rows.get(command.name) === row) this.#rows.delete(command.name);
      if (slash !== undefined && this.#slashes.get(slash.name) === slash) this.#slashes.delete(slash.name);
    };
  }

  /** Runs a command for a session; never throws or rejects. */
  run(name: string, fields: JsonObject, session: Session): Awaitable<Outcome> {
    const row = this.#rows.get(name);
    const { user } = session;
    if (row === undefined) return this.#refuse(session, name, new ChatError('CHAT_COMMAND_UNKNOWN'));
    const { command } = row;
    if (user === undefined && command.beforeLogin !== true) {
      return this.#refuse(session, name, new ChatError('CHAT_LOGIN_REQUIRED'));
    }
    try {
      const done = command.run(command.parse === undefined ? fields : command.parse(fields), session);
      if (!isPromise(done)) return this.#told(session, name, done);
      return Promise.resolve(done).then(
        (outcome) => this.#told(session, name, outcome),
        (error: unknown) => this.#caught(session, row, error),
      );
    } catch (error) {
      return this.#caught(session, row, error);
    }
  }

  #told(session: Session, name: string, outcome: Outcome): Outcome {
    if (outcome instanceof Refusal) this.#refused(session, name, outcome);
    return outcome;
  }

  #caught(session: Session, { command, owner }: Row, error: unknown): Refusal {
    if (error instanceof ChatError) return this.#refuse(session, command.name, error);
    this.#failed(owner, command.name, error);
    return this.#refuse(session, command.name, new ChatError('CHAT_COMMAND_FAILED'));
  }

  #refuse(session: Session, name: string, error: ChatError): Refusal {
    const refusal = new Refusal(error.code, error.message, error.details);
    this.#refused(session, name, refusal);
    return refusal;
  }
}

function slashCommand(command: string, summary: string, slash: NonNullable<Command['slash']>): SlashCommand {
  return {
    command,
    summary: slash.summary ?? summary,
    name: slash.name,
    usage: slash.usage ?? '',
    fields: (typed, here) => slash.fields?.(typed, here) ?? {},
    answer: (result) => slash.answer?.(result),
  };
}
