import type { ChatEvents, PluginHost } from '../../core/index.js';
import type { Settings } from './options.js';
import type { Vault } from './vault/index.js';

/** What all of the plugin stands on. */
export interface Ground {
  readonly host: PluginHost;
  readonly settings: Settings;
  readonly vault: Vault;
  /** Tells of an event, unless the plugin is gone. */
  readonly tell: <E extends 'fileStored' | 'fileSent' | 'fileRefused'>(
    event: E,
    ...args: Parameters<ChatEvents[E]>
  ) => void;
}
