/** Talking with the gateway's desk for operators. */
export { createDesk, type Desk, type Done } from './desk.js';
export type { Fault, Told } from './fault.js';
export { backoff, createLoop, type Loop, tabVisibility } from './loop.js';
export { type Upload, upload } from './upload.js';
