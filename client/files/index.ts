/** Files on their way to the server, and from it. */
export { fetchFile } from './fetch.js';
export type { FetchedFile, FetchOptions, FileFacts } from './fetching.js';
export type { FileLine } from './line.js';
export { sendFile } from './send.js';
export type { FileOptions, FileSending, FileTarget, SentFile, ToPerson, ToRoom } from './sending.js';
export type { BlobLike, BlobPart, FileSource, Sendable } from './source.js';
