import type { ChatEvents, PluginHost } from '../../core/index.js';
import type { FileStore } from './file-store/index.js';
import type { Settings } from './options.js';

/** What the plugin is called. */
export const NAME = 'file-transfer';

/** What all of the plugin stands on. */
export interface FileContext {
  readonly host: PluginHost;
  readonly settings: Settings;
  readonly fileStore: FileStore;
  /** Tells of an event, unless the plugin is gone. */
  readonly emit: <E extends 'fileStored' | 'fileSent' | 'fileRefused'>(
    event: E,
    ...args: Parameters<ChatEvents[E]>
  ) => void;
}
