import type { Plugin, Plugins } from '../../../core/index.js';

/** A plugin, on or off, in its place. */
export interface PluginStatus {
  readonly name: string;
  readonly on: boolean;
  readonly fixed: string | undefined;
  /** What would go missing something, or not work, without it; of what is on. */
  readonly neededBy: readonly string[];
}

/** Switches a hub's plugins. Changes are made one after the other. */
export interface PluginManager {
  /** A first instance of each, for the hub. */
  createAll(): readonly Plugin[];
  /** In run order; those that are off where they would be. */
  list(plugins: Plugins): readonly PluginStatus[];
  /**
   * Switches one on or off, or puts a new instance into its place.
   * @throws ChatError `CHAT_PLUGIN_SETUP`, `CHAT_PLUGIN_DEPENDENCY`
   */
  change(plugins: Plugins, name: string, what: 'on' | 'off' | 'reload'): Promise<void>;
}

/** @param entries In run order. */
export function createPluginManager(entries: readonly PluginEntry[]): PluginManager {
  const dependsOn = new Map<string, readonly string[]>();
  let last: Promise<unknown> = Promise.resolve();

  function make(entry: PluginEntry): Plugin {
    const plugin = entry.create();
    dependsOn.set(entry.name, plugin.dependsOn ?? []);
    return plugin;
  }

  /** Loads it in front of the next one that is on. */
  function load(plugins: Plugins, entry: PluginEntry): Promise<void> {
    const names = plugins.list();
    const next = entries.slice(entries.indexOf(entry) + 1).find(({ name }) => names.includes(name));
    return plugins.load(make(entry), next === undefined ? {} : { before: next.name });
  }

  const changes: Readonly<Record<'on' | 'off' | 'reload', (plugins: Plugins, entry: PluginEntry) => Promise<void>>> = {
    on: (plugins, entry) => (plugins.list().includes(entry.name) ? Promise.resolve() : load(plugins, entry)),
    off: (plugins, { name }) => (plugins.list().includes(name) ? plugins.unload(name) : Promise.resolve()),
    async reload(plugins, entry) {
      if (!plugins.list().includes(entry.name)) return load(plugins, entry);
      if (entry.exclusive !== true) return plugins.reload(make(entry));
      await plugins.unload(entry.name);
      return load(plugins, entry);
    },
  };

  return {
    createAll: () => entries.map(make),
    list(plugins) {
      const on = new Set(plugins.list());
      return entries.map(({ name, fixed, usedBy: serves = [] }) => ({
        name,
        on: on.has(name),
        fixed,
        neededBy: entries
          .map((other) => other.name)
          .filter((other) => on.has(other) && (dependsOn.get(other)?.includes(name) || serves.includes(other))),
      }));
    },
    change(plugins, name, what) {
      const entry = entries.find((one) => one.name === name);
      if (entry === undefined) return Promise.reject(new TypeError(`There is no plugin ${name}.`));
      const done = last.then(() => changes[what](plugins, entry));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** A plugin's place in the run order. */
export interface PluginEntry {
  readonly name: string;
  /** A new instance. */
  create(): Plugin;
  /** Why it stays as it is: neither switched off nor reloaded. Absent: it can be. */
  readonly fixed?: string;
  /**
   * Whether two of it cannot be at once. Then a reload takes the old one out before the new one is set up. Absent: the new
   * one takes the old one's place in one step.
   */
  readonly exclusive?: true;
  /** Names of others that go without something while it is off, though they do not depend on it. Default: none. */
  readonly usedBy?: readonly string[];
}

/** What somebody outside of the hub has of a plugin; `undefined` while it is off. */
export interface Ref<T> {
  current: T | undefined;
}

/** A plugin that is held for as long as it is set up. */
export function withRef<T extends Plugin>(plugin: T, ref: Ref<T>): Plugin {
  return {
    name: plugin.name,
    ...(plugin.dependsOn === undefined ? {} : { dependsOn: plugin.dependsOn }),
    async setup(host) {
      await plugin.setup(host);
      ref.current = plugin;
    },
    async dispose() {
      // Another one may have taken its place.
      if (ref.current === plugin) ref.current = undefined;
      await plugin.dispose?.();
    },
  };
}
