export { type PluginEntry, type Ref, withRef } from './slot.js';
export { createPluginManager, type PluginManager } from './switchboard.js';
