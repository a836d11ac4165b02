import type { Awaitable } from '../awaitable.js';
import type { Command } from '../command/command.js';
import type { Refusal } from '../message/refusal.js';
import type { Cancel, Clock } from '../ports/clock.js';
import type { Logger } from '../ports/logger.js';
import type { Store } from '../ports/store.js';
import type { Session } from '../session/session.js';
import type { ChatApi } from './chat-api.js';
import type { ChatEvents } from './events.js';
import type { Gate, GateOptions, Gates } from './gates.js';

/** What a plugin does with the hub. Everything registered here is undone when the plugin goes. */
export interface PluginHost {
  /** The chat, as the plugin may act in it: what it says is said in the plugin's name. */
  readonly chat: ChatApi;
  /** Lines carry the plugin's name. */
  readonly log: Logger;
  /** The hub's time. Its timers are not undone with the plugin: those of {@link every} and {@link after} are. */
  readonly clock: Clock;
  /** What the plugin keeps, under keys of its own: as durably as the broker keeps messages. */
  readonly store: Store;
  /**
   * Asks the gates of a stage, such as one of the plugin's own by declaration merging. Never rejects.
   * @returns The request as the gates left it, or a refusal.
   */
  ask<S extends keyof Gates>(stage: S, request: Gates[S], session: Session): Promise<Gates[S] | Refusal>;
  /** Adds a gate to a stage. @throws TypeError once the plugin is gone. */
  gate<S extends keyof Gates>(stage: S, gate: Gate<S>, options?: GateOptions): void;
  /** Observes. @throws TypeError once the plugin is gone. */
  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): void;
  /** Tells of an event, of the plugin's own by declaration merging. @throws TypeError once the plugin is gone. */
  emit<E extends keyof ChatEvents>(event: E, ...args: Parameters<ChatEvents[E]>): void;
  /** Adds a command, and a slash command where it has one. @throws TypeError for a name that is taken or not allowed. */
  command<Input>(command: Command<Input>): void;
  /** Runs again and again, `ms` after the end of the last run. @throws TypeError once the plugin is gone. */
  every(ms: number, run: () => Awaitable<void>): Cancel;
  /** Runs once. @throws TypeError once the plugin is gone. */
  after(ms: number, run: () => Awaitable<void>): Cancel;
}

/** A feature. The plugin list is the run order. */
export interface Plugin {
  /** Unique in a hub. */
  readonly name: string;
  /** Plugins that must be there before this one. Checked, never used to reorder. */
  readonly dependsOn?: readonly string[];
  /** Registers what the plugin does. Awaited, up to the limit `setupMs`; when it fails, the plugin is not there. */
  setup(host: PluginHost): Awaitable<void>;
  /** Frees what the plugin holds besides what it registered. Awaited, up to the limit `setupMs`. */
  dispose?(): Awaitable<void>;
}
