import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import { type FileTransfer, fileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';
import { FILES, OPERATORS, PLUGIN, SETTINGS, WEB_ADDRESS, type WebAddress } from './tokens.js';

/** Files, unless they are switched off. */
export const fileModule = ({ files: wanted }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind<FileTransfer | undefined>(FILES).toResolvedValue(
      (settings, operators, address) => (wanted ? stockFiles(settings, operators, address) : undefined),
      [SETTINGS, OPERATORS, WEB_ADDRESS],
    );
    if (wanted) bind(PLUGIN).toResolvedValue((files) => files as FileTransfer, [FILES]);
  });

function stockFiles(settings: GatewaySettings, { isOperator }: Operators, address: WebAddress): FileTransfer {
  const { data, filesDir, fileBytes, filesBytes, publicUrl } = settings;
  const here = () => (publicUrl === '' ? address.url : publicUrl);
  const options = {
    fileBytes,
    totalBytes: filesBytes,
    publicUrl: here,
    origins: settings.origins.filter(isPage),
    operators: isOperator,
  };
  const kept = filesDir === '' && data !== '' ? join(data, 'files') : filesDir;
  if (kept !== '') return fileTransfer({ ...options, dir: kept });
  // As with the log in memory: what comes goes with the process.
  const dir = mkdtempSync(join(tmpdir(), 'partyline-files-'));
  const files = fileTransfer({ ...options, dir });
  return {
    ...files,
    async dispose() {
      await files.dispose?.();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

const isPage = (origin: string): boolean => origin !== 'any';
