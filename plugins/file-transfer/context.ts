import type { ChatEvents, PluginHost } from '../../core/index.js';
import type { FileStore } from './file-store/index.js';
import type { Settings } from './options.js';

/** Name of the plugin. */
export const NAME = 'file-transfer';

/** Services shared by the plugin's modules. */
export interface FileContext {
  readonly host: PluginHost;
  readonly settings: Settings;
  readonly fileStore: FileStore;
  /** Emits an event unless the plugin is disposed. */
  readonly emit: <E extends 'fileStored' | 'fileSent' | 'fileRefused'>(
    event: E,
    ...args: Parameters<ChatEvents[E]>
  ) => void;
}
