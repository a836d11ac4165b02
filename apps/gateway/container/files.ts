import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import { type FileTransfer, fileTransfer } from '../../../plugins/file-transfer/index.js';
import { webAccessOptions } from '../http/access.js';
import { held, type Slot } from '../operator/plugins/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import { makeFolder } from './folder.js';
import {
  FILES,
  FILES_FOLDER,
  type FilesFolder,
  OPERATORS,
  SETTINGS,
  SLOT,
  WEB_ADDRESS,
  type WebAddress,
} from './tokens.js';

/** Files, unless they are switched off. */
export const fileModule = ({ files: wanted }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(FILES).toConstantValue({ current: undefined });
    bind(FILES_FOLDER).toResolvedValue(folderFor, [SETTINGS]);
    if (!wanted) return;
    bind(SLOT).toResolvedValue(
      (settings, folder, operators, address, holder): Slot => ({
        name: 'file-transfer',
        make: () => held(stockFiles(settings, folder, operators, address), holder),
        // Two would write into each other's files.
        alone: true,
        serves: ['heritage'],
      }),
      [SETTINGS, FILES_FOLDER, OPERATORS, WEB_ADDRESS, FILES],
    );
  });

function stockFiles(
  settings: GatewaySettings,
  { dir }: FilesFolder,
  { isOperator }: Operators,
  address: WebAddress,
): FileTransfer {
  const { fileBytes, filesBytes, publicUrl } = settings;
  return fileTransfer({
    dir,
    fileBytes,
    totalBytes: filesBytes,
    publicUrl: () => (publicUrl === '' ? address.url : publicUrl),
    origins: webAccessOptions(settings).origins,
    operators: isOperator,
  });
}

/** The folder that files are kept in; `undefined`: one that goes with the process. */
export function filesFolder({ data, filesDir }: Pick<GatewaySettings, 'data' | 'filesDir'>): string | undefined {
  if (filesDir !== '') return filesDir;
  return data === '' ? undefined : join(data, 'files');
}

function folderFor(settings: GatewaySettings): FilesFolder {
  const kept = filesFolder(settings);
  if (kept !== undefined) {
    makeFolder(kept, settings.filesDir === '' ? '--data' : '--files-dir');
    return { dir: kept, remove() {} };
  }
  // As with the log in memory: what comes goes with the process.
  const dir = mkdtempSync(join(tmpdir(), 'partyline-files-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
