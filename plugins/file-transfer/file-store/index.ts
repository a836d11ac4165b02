export { createFileStore, type FileStoreOptions } from './create-file-store.js';
export { type FileErrorCode, fileError, fileErrors } from './errors.js';
export type {
  Announcement,
  FileFacts,
  FileOwner,
  FileReader,
  FileStore,
  FileStoreLimits,
  PendingFile,
  StoredFile,
  Upload,
  UploadHold,
} from './file-store.js';
export { cleanName, cleanType } from './names.js';
export { backlogBytes } from './writer.js';
