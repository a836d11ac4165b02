/** Files on their way to the server. */
export { sendFile } from './send.js';
export type { FileLine, FileOptions, FileSending, FileTarget, SentFile, ToPerson, ToRoom } from './sending.js';
export type { BlobLike, BlobPart, FileSource, Sendable } from './source.js';
