import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import { type FileTransfer, fileTransfer } from '../../../plugins/file-transfer/index.js';
import { webAccessOptions } from '../http/access.js';
import { type PluginEntry, withRef } from '../operator/plugins/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import { createFolder } from './folder.js';
import {
  FILES,
  FILES_FOLDER,
  type FilesFolder,
  OPERATORS,
  PLUGIN_ENTRY,
  SETTINGS,
  WEB_ADDRESS,
  type WebAddress,
} from './tokens.js';

/** Files, unless they are switched off. */
export const fileModule = ({ files: wanted }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(FILES).toConstantValue({ current: undefined });
    bind(FILES_FOLDER).toResolvedValue(openFilesFolder, [SETTINGS]);
    if (!wanted) return;
    bind(PLUGIN_ENTRY).toResolvedValue(
      (settings, folder, operators, address, holder): PluginEntry => ({
        name: 'file-transfer',
        create: () => withRef(createFileTransfer(settings, folder, operators, address), holder),
        // Two would write into each other's files.
        exclusive: true,
        usedBy: ['heritage'],
      }),
      [SETTINGS, FILES_FOLDER, OPERATORS, WEB_ADDRESS, FILES],
    );
  });

function createFileTransfer(
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
export function filesFolderPath({ data, filesDir }: Pick<GatewaySettings, 'data' | 'filesDir'>): string | undefined {
  if (filesDir !== '') return filesDir;
  return data === '' ? undefined : join(data, 'files');
}

function openFilesFolder(settings: GatewaySettings): FilesFolder {
  const kept = filesFolderPath(settings);
  if (kept !== undefined) {
    createFolder(kept, settings.filesDir === '' ? '--data' : '--files-dir');
    return { dir: kept, remove() {} };
  }
  // As with the log in memory: what comes goes with the process.
  const dir = mkdtempSync(join(tmpdir(), 'partyline-files-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
