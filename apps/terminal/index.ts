/** A chat on a terminal: the full screen, or lines in and lines out. */
export { DEFAULT_ADDRESS, readAddress, type ServerAddress } from './address.js';
export { chat } from './chat.js';
export type { ChatOptions } from './chat-options.js';
