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

/** @param slots In run order. */
export function createPluginManager(slots: readonly PluginEntry[]): PluginManager {
  const dependsOn = new Map<string, readonly string[]>();
  let last: Promise<unknown> = Promise.resolve();

  function make(slot: PluginEntry): Plugin {
    const plugin = slot.create();
    dependsOn.set(slot.name, plugin.dependsOn ?? []);
    return plugin;
  }

  /** Loads it in front of the next one that is on. */
  function load(plugins: Plugins, slot: PluginEntry): Promise<void> {
    const names = plugins.list();
    const next = slots.slice(slots.indexOf(slot) + 1).find(({ name }) => names.includes(name));
    return plugins.load(make(slot), next === undefined ? {} : { before: next.name });
  }

  const changes: Readonly<Record<'on' | 'off' | 'reload', (plugins: Plugins, slot: PluginEntry) => Promise<void>>> = {
    on: (plugins, slot) => (plugins.list().includes(slot.name) ? Promise.resolve() : load(plugins, slot)),
    off: (plugins, { name }) => (plugins.list().includes(name) ? plugins.unload(name) : Promise.resolve()),
    async reload(plugins, slot) {
      if (!plugins.list().includes(slot.name)) return load(plugins, slot);
      if (slot.exclusive !== true) return plugins.reload(make(slot));
      await plugins.unload(slot.name);
      return load(plugins, slot);
    },
  };

  return {
    createAll: () => slots.map(make),
    list(plugins) {
      const on = new Set(plugins.list());
      return slots.map(({ name, fixed, usedBy: serves = [] }) => ({
        name,
        on: on.has(name),
        fixed,
        neededBy: slots
          .map((other) => other.name)
          .filter((other) => on.has(other) && (dependsOn.get(other)?.includes(name) || serves.includes(other))),
      }));
    },
    change(plugins, name, what) {
      const slot = slots.find((one) => one.name === name);
      if (slot === undefined) return Promise.reject(new TypeError(`There is no plugin ${name}.`));
      const done = last.then(() => changes[what](plugins, slot));
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
export function withRef<T extends Plugin>(plugin: T, holder: Ref<T>): Plugin {
  return {
    name: plugin.name,
    ...(plugin.dependsOn === undefined ? {} : { dependsOn: plugin.dependsOn }),
    async setup(host) {
      await plugin.setup(host);
      holder.current = plugin;
    },
    async dispose() {
      // Another one may have taken its place.
      if (holder.current === plugin) holder.current = undefined;
      await plugin.dispose?.();
    },
  };
}
