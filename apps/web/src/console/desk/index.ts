/** Talking with the gateway's desk for operators. */
export { type ActionResult, createOperatorApi, type OperatorApi } from './desk.js';
export type { Fault, Result } from './fault.js';
export { backoff, createPoller, type Poller, tabVisibility } from './loop.js';
export { type Upload, upload } from './upload.js';
