import type { Plugin } from '../../../../core/index.js';

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
