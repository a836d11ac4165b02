import { type Awaitable, isPromise } from '../awaitable.js';
import type { Command } from '../command/command.js';
import type { CommandTable } from '../command/table.js';
import type { Refusal } from '../message/refusal.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Store } from '../ports/store.js';
import { liveSession } from '../session/live-session.js';
import type { Session } from '../session/session.js';
import { scoped } from '../store/scoped.js';
import type { BlockMonitor } from './block-monitor.js';
import type { ChatApi } from './chat-api.js';
import type { ChatEvents, Events } from './events.js';
import type { GateRunner, PlacedGate } from './gate-runner.js';
import type { Gate, GateOptions, Gates } from './gates.js';
import { isLoginStage, loginGate } from './login-gate.js';
import type { PluginHost } from './plugin.js';

/** What a scope registers things with. */
export interface ScopeContext {
  readonly chat: ChatApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly store: Store;
  readonly runner: GateRunner;
  readonly events: Events;
  readonly commands: CommandTable;
  /** The plugin's gates have changed. */
  readonly gatesChanged: () => void;
  readonly failed: (plugin: string, what: string, error: unknown) => void;
  /** Finds timers that block the event loop. */
  readonly watch: BlockMonitor;
}

/**
 * One plugin's registrations. While the plugin is being set up they wait; {@link activate} puts all of them in
 * force at once, {@link end} undoes them.
 */
export class PluginScope implements PluginHost {
  readonly plugin: string;
  readonly chat: ChatApi;
  readonly log: Logger;
  readonly clock: Clock;
  readonly store: Store;
  /** In order of registration. */
  readonly gates: PlacedGate[] = [];
  readonly #parts: ScopeContext;
  #waiting: (() => () => void)[] = [];
  readonly #undo = new Set<() => void>();
  #state: 'setup' | 'active' | 'gone' = 'setup';

  constructor(plugin: string, parts: ScopeContext) {
    this.plugin = plugin;
    this.#parts = parts;
    this.chat = parts.chat;
    this.log = parts.log;
    this.clock = parts.clock;
    this.store = scoped(parts.store, plugin);
  }

  async ask<S extends keyof Gates>(stage: S, request: Gates[S], session: Session): Promise<Gates[S] | Refusal> {
    return this.#parts.runner.run(stage, request, liveSession(session));
  }

  gate<S extends keyof Gates>(stage: S, gate: Gate<S>, options: GateOptions = {}): void {
    this.#checkActive('gate');
    const placed = isLoginStage(stage) ? loginGate(stage, gate as never, (ms, run) => this.after(ms, run)) : gate;
    this.gates.push({ plugin: this.plugin, stage, gate: placed, options } as unknown as PlacedGate);
    if (this.#state === 'active') this.#parts.gatesChanged();
  }

  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): void {
    this.#register('on', () => this.#parts.events.on(this.plugin, event, listener));
  }

  emit<E extends keyof ChatEvents>(event: E, ...args: Parameters<ChatEvents[E]>): void {
    this.#checkActive('emit');
    this.#parts.events.emit(event, ...args);
  }

  command<Input>(command: Command<Input>): void {
    this.#parts.commands.check(command, this.plugin);
    this.#register('command', () => this.#parts.commands.add(command, this.plugin));
  }

  every(ms: number, run: () => Awaitable<void>): Cancel {
    return this.#timer('every', ms, run, true);
  }

  after(ms: number, run: () => Awaitable<void>): Cancel {
    return this.#timer('after', ms, run, false);
  }

  /** Puts everything in force; later registrations are so at once. */
  activate(): void {
    this.#state = 'active';
    for (const register of this.#waiting) this.#undo.add(register());
    this.#waiting = [];
  }

  /** Undoes everything. */
  end(): void {
    this.#state = 'gone';
    this.#waiting = [];
    this.gates.length = 0;
    for (const undo of this.#undo) undo();
    this.#undo.clear();
  }

  #timer(what: string, ms: number, run: () => Awaitable<void>, again: boolean): Cancel {
    let cancelled = false;
    let undo: () => void = () => {};
    const cancel = () => {
      cancelled = true;
      this.#undo.delete(cancel);
      undo();
    };
    const wait = () => {
      if (!cancelled) undo = this.clock.after(ms, work);
    };
    const next = () => {
      if (again) wait();
      else this.#undo.delete(cancel);
    };
    const work = () => {
      try {
        const done = this.#parts.watch.call(this.plugin, what, run);
        if (!isPromise(done)) return next();
        void Promise.resolve(done)
          .catch((error: unknown) => this.#parts.failed(this.plugin, what, error))
          .then(next);
      } catch (error) {
        this.#parts.failed(this.plugin, what, error);
        next();
      }
    };
    this.#register(what, () => {
      wait();
      return cancel;
    });
    return cancel;
  }

  #register(what: string, register: () => () => void): void {
    this.#checkActive(what);
    if (this.#state === 'active') this.#undo.add(register());
    else this.#waiting.push(register);
  }

  #checkActive(what: string): void {
    if (this.#state === 'gone') throw new TypeError(`The plugin ${this.plugin} is gone and cannot call ${what}().`);
  }
}
