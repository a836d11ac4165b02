import { type Awaitable, isPromise } from '../awaitable.js';
import { ChatError } from '../errors.js';
import type { Clock } from '../ports/clock.js';
import { withTimeout } from '../timeout.js';
import type { GateRunner, PlacedGate } from './gate-runner.js';
import type { Plugin } from './plugin.js';
import type { PluginScope } from './scope.js';

/** Where a plugin goes in the run order. */
export interface LoadOptions {
  /** The name of the plugin that comes right after it. Default: none, it is the last. */
  readonly before?: string;
}

/** The plugins of a hub, as whoever runs the hub changes them. Changes are made one after the other. */
export interface Plugins {
  /** Names, in run order. */
  list(): readonly string[];
  /**
   * Sets a plugin up and puts it into the run order.
   * @throws ChatError `CHAT_PLUGIN_SETUP`, `CHAT_PLUGIN_DEPENDENCY`; then it is not there.
   */
  load(plugin: Plugin, options?: LoadOptions): Promise<void>;
  /**
   * Sets up the new one while the old one still works; then it takes the old one's place in one step, so that no
   * message passes between them. @throws as {@link load}; then the old one stays.
   */
  reload(plugin: Plugin): Promise<void>;
  /** Takes a plugin out. @throws ChatError `CHAT_PLUGIN_DEPENDENCY` when it is not there or others need it. */
  unload(name: string): Promise<void>;
}

interface Loaded {
  readonly plugin: Plugin;
  readonly scope: PluginScope;
}

/** What the loader needs of the hub. */
export interface LoaderContext {
  readonly clock: Clock;
  readonly gates: GateRunner;
  readonly setupMs: number;
  readonly scope: (plugin: string, gatesChanged: () => void) => PluginScope;
  readonly failed: (plugin: string, what: string, error: unknown) => void;
}

/** Loads, reloads and unloads plugins while the hub runs. */
export class PluginLoader implements Plugins {
  readonly #parts: LoaderContext;
  #loaded: readonly Loaded[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: LoaderContext) {
    this.#parts = parts;
  }

  list(): readonly string[] {
    return this.#loaded.map(({ plugin }) => plugin.name);
  }

  load(plugin: Plugin, { before }: LoadOptions = {}): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#find(plugin.name) !== undefined) {
        throw new ChatError('CHAT_PLUGIN_SETUP', `A plugin named ${plugin.name} is there already.`);
      }
      const at = before === undefined ? this.#loaded.length : this.#loaded.indexOf(this.#required(before));
      const scope = await this.#setUp(plugin, this.#loaded.slice(0, at));
      this.#put(this.#loaded.toSpliced(at, 0, { plugin, scope }));
      scope.activate();
    });
  }

  reload(plugin: Plugin): Promise<void> {
    return this.#enqueue(async () => {
      const old = this.#required(plugin.name);
      const index = this.#loaded.indexOf(old);
      const scope = await this.#setUp(plugin, this.#loaded.slice(0, index));
      this.#put(this.#loaded.with(index, { plugin, scope }));
      old.scope.end();
      scope.activate();
      await this.#dispose(old.plugin);
    });
  }

  unload(name: string): Promise<void> {
    return this.#enqueue(async () => {
      const old = this.#required(name);
      const needing = this.#loaded
        .filter(({ plugin }) => plugin.dependsOn?.includes(name))
        .map(({ plugin }) => plugin.name);
      if (needing.length > 0) {
        throw new ChatError('CHAT_PLUGIN_DEPENDENCY', `${name} is needed by ${needing.join(', ')}.`);
      }
      await this.#remove(old);
    });
  }

  /** Unloads everything, last come first gone. */
  unloadAll(): Promise<void> {
    return this.#enqueue(async () => {
      for (const loaded of this.#loaded.toReversed()) await this.#remove(loaded);
    });
  }

  async #remove(loaded: Loaded): Promise<void> {
    this.#put(this.#loaded.filter((other) => other !== loaded));
    loaded.scope.end();
    await this.#dispose(loaded.plugin);
  }

  #put(loaded: readonly Loaded[]): void {
    this.#loaded = loaded;
    this.#placeGates();
  }

  #placeGates(): void {
    this.#parts.gates.place(this.#loaded.flatMap(({ scope }): readonly PlacedGate[] => scope.gates));
  }

  async #setUp(plugin: Plugin, before: readonly Loaded[]): Promise<PluginScope> {
    for (const needed of plugin.dependsOn ?? []) {
      if (before.some((other) => other.plugin.name === needed)) continue;
      throw new ChatError('CHAT_PLUGIN_DEPENDENCY', `${plugin.name} needs ${needed} before it in the list of plugins.`);
    }
    const scope = this.#parts.scope(plugin.name, () => this.#placeGates());
    try {
      await this.#withTimeout(() => plugin.setup(scope));
      return scope;
    } catch (error) {
      scope.end();
      const reason = error instanceof Error ? error.message : String(error);
      throw new ChatError('CHAT_PLUGIN_SETUP', `The plugin ${plugin.name} could not be set up: ${reason}`, {
        cause: error,
      });
    }
  }

  async #dispose(plugin: Plugin): Promise<void> {
    try {
      await this.#withTimeout(() => plugin.dispose?.());
    } catch (error) {
      this.#parts.failed(plugin.name, 'dispose', error);
    }
  }

  /** Rejects when the work is not done within `setupMs`. */
  async #withTimeout(work: () => Awaitable<void>): Promise<void> {
    const { setupMs, clock } = this.#parts;
    const done = work();
    if (isPromise(done)) await withTimeout(clock, setupMs, done);
  }

  #find(name: string): Loaded | undefined {
    return this.#loaded.find(({ plugin }) => plugin.name === name);
  }

  #required(name: string): Loaded {
    const loaded = this.#find(name);
    if (loaded === undefined) throw new ChatError('CHAT_PLUGIN_DEPENDENCY', `There is no plugin named ${name}.`);
    return loaded;
  }

  #enqueue(change: () => Promise<void>): Promise<void> {
    const done = this.#last.then(change);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
