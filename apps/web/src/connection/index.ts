/** The page's side of the wire: a connection that comes back, commands and their answers, events. Knows nothing of the view. */
export { Fault, faultFrom, type PageCode, pageFault } from './fault.js';
export { newKey } from './key.js';
export { createLink, type Link, type LinkEvents, type LinkOptions } from './link.js';
export type { LinkState, Reason } from './link-state.js';
export { browserPlatform, type Cancel, type Platform, type Socket, type SocketEvents } from './platform.js';
export * from './wire.js';
