import type { Plugin, Plugins } from '../../../core/index.js';

/** The state of a plugin. */
export interface PluginStatus {
  readonly name: string;
  readonly on: boolean;
  readonly fixed: string | undefined;
  /** Enabled plugins that need it or lose a feature without it. */
  readonly neededBy: readonly string[];
}

/** Enables, disables and reloads a hub's plugins, one change at a time. */
export interface PluginManager {
  /** Creates the initial instances for the hub. */
  createAll(): readonly Plugin[];
  /** Lists all plugins in run order, including disabled ones. */
  list(plugins: Plugins): readonly PluginStatus[];
  /**
   * Enables, disables or reloads a plugin.
   * @throws ChatError `CHAT_PLUGIN_SETUP`, `CHAT_PLUGIN_DEPENDENCY`
   */
  change(plugins: Plugins, name: string, what: 'on' | 'off' | 'reload'): Promise<void>;
}

/** Creates a plugin manager. @param entries In run order. */
export function createPluginManager(entries: readonly PluginEntry[]): PluginManager {
  const dependsOn = new Map<string, readonly string[]>();
  let last: Promise<unknown> = Promise.resolve();

  function make(entry: PluginEntry): Plugin {
    const plugin = entry.create();
    dependsOn.set(entry.name, plugin.dependsOn ?? []);
    return plugin;
  }

  /** Loads a plugin before the next enabled one. */
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

/** A plugin in the run order. */
export interface PluginEntry {
  readonly name: string;
  /** Creates a new instance. */
  create(): Plugin;
  /** Why it cannot be disabled or reloaded; absent if it can. */
  readonly fixed?: string;
  /**
   * True if two instances cannot run at once: a reload unloads the old one before it sets up the new one. Otherwise the new one
   * replaces the old one atomically.
   */
  readonly exclusive?: true;
  /** Plugins that lose a feature while this one is disabled. Default: none. */
  readonly usedBy?: readonly string[];
}

/** A reference to a plugin for code outside the hub; `undefined` while it is off. */
export interface Ref<T> {
  current: T | undefined;
}

/** Wraps a plugin, so that a reference points to it while it is set up. */
export function withRef<T extends Plugin>(plugin: T, ref: Ref<T>): Plugin {
  return {
    name: plugin.name,
    ...(plugin.dependsOn === undefined ? {} : { dependsOn: plugin.dependsOn }),
    async setup(host) {
      await plugin.setup(host);
      ref.current = plugin;
    },
    async dispose() {
      // A newer instance may have replaced it.
      if (ref.current === plugin) ref.current = undefined;
      await plugin.dispose?.();
    },
  };
}
