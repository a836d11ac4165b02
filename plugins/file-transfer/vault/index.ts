export { cleanName } from './clean-name.js';
export { cleanType } from './clean-type.js';
export { createVault, type VaultOptions } from './create-vault.js';
export { type FileErrorCode, fileError, fileErrors } from './errors.js';
export type {
  Announcement,
  FileFacts,
  FileOwner,
  FileReader,
  PendingFile,
  StoredFile,
  Upload,
  UploadHold,
  Vault,
  VaultLimits,
} from './vault.js';
export { backlogBytes } from './writer.js';
