export { type FileHandler, type FileHandlerOptions, fileHandler } from './handler.js';
export { type HttpLimits, httpLimits } from './limits.js';
export type { CompletedUpload } from './parts.js';
