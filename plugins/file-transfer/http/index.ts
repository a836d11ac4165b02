export type { CompletedUpload } from './context.js';
export { type HttpLimits, httpLimits } from './context.js';
export { type FileHandler, type FileHandlerOptions, fileHandler } from './handler.js';
