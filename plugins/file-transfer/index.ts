/**
 * Files: sent and fetched over the connections of the chat and over HTTP, kept on disk, announced in rooms.
 * @module
 */
export type {
  FileAbortEvent,
  FileAckEvent,
  FileChunkAckEvent,
  FileChunkEvent,
  FileDoneEvent,
  FileEndEvent,
  FileHeaderEvent,
  FileRefusedInfo,
  FileScanRequest,
  FileSentInfo,
  FileStoredInfo,
} from './events.js';
export { type FileTransfer, fileTransfer } from './file-transfer.js';
export type { FileHandler, HttpLimits } from './http/index.js';
export type { FileListing, ListedFile, ListedUpload } from './listing.js';
export type { FileRules, FileTransferOptions } from './options.js';
export type { UploadUrl, UploadUrlRequest } from './start-upload.js';
