import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, lstat, readdir, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject } from '../../../../core/index.js';
import { filesFolderPath, LOG_FILE } from '../../container/storage.js';
import { type Check, type Finding, failed, formatBytes, ok, type StoreInspection, warning } from './check.js';
import { errorCode } from './public-url.js';

const LOW_BYTES = 1_073_741_824;
const FULL_BYTES = 67_108_864;

/** @param folder `undefined`: everything is in memory. */
export function assessData(folder: FolderInfo | undefined): Finding {
  if (folder === undefined) return ok('Everything is in memory and lost at exit. To keep it: --data ./data.');
  const { path, exists, problem, free } = folder;
  if (problem !== undefined) return failed(describeFolderProblem(folder, '--data'));
  if (free !== undefined && free < FULL_BYTES)
    return failed(`Only ${formatBytes(free)} free for ${path}. Free some space.`);
  if (free !== undefined && free < LOW_BYTES) {
    return warning(
      `Only ${formatBytes(free)} free for ${path}. Free some space, or keep fewer messages (--keep-days).`,
    );
  }
  return ok(
    `${path} ${exists ? 'is writable' : 'will be created'}${free === undefined ? '' : `, ${formatBytes(free)} free`}.`,
  );
}

/** @param readable Files that other users of the machine may read, and their modes. */
export function assessModes(readable: readonly { readonly path: string; readonly mode: number }[]): readonly Finding[] {
  return readable.map(({ path, mode }) =>
    warning(
      `Other users may read ${path} (mode ${(mode & 0o777).toString(8)}). Run chmod go= ${path}; start does this too.`,
    ),
  );
}

async function readableByOthers(folder: string): Promise<{ readonly path: string; readonly mode: number }[]> {
  const path = join(folder, LOG_FILE);
  const files = [path, `${path}-wal`, `${path}-shm`, `${path}-run`, join(folder, 'files')];
  const modes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ mode }) => mode,
        () => 0,
      ),
    ),
  );
  return files.flatMap((file, at) => {
    const mode = modes[at] ?? 0;
    return (mode & 0o044) === 0 ? [] : [{ path: file, mode }];
  });
}

export const data: Check = {
  name: 'data',
  async run({ settings: { data: folder } }) {
    if (folder === '') return [assessData(undefined)];
    const modes = process.platform === 'win32' ? [] : await readableByOthers(folder);
    return [assessData(await inspectFolder(folder)), ...assessModes(modes)];
  },
};

/** Facts about the folder for files. */
export interface FilesInfo {
  /** `undefined` if file transfers are off. */
  readonly folder: FolderInfo | undefined;
  /** True if the folder is deleted at exit. */
  readonly isTemporary: boolean;
  /** The limit for all files together. */
  readonly maxBytes: number;
  /** Unfinished uploads; absent if there are none. */
  readonly unfinished?: { readonly count: number; readonly bytes: number } | undefined;
}

export function assessFiles({ folder, isTemporary: isPassing, maxBytes, unfinished }: FilesInfo): Finding {
  if (folder === undefined) return ok('File transfers are off.');
  const { path, problem, free } = folder;
  if (problem !== undefined) return failed(describeFolderProblem(folder, '--files-dir'));
  if (free !== undefined && free < maxBytes) {
    return warning(
      `Files may use ${formatBytes(maxBytes)}, but only ${formatBytes(free)} are free for ${path}. Lower --files-bytes.`,
    );
  }
  const where = isPassing ? `In ${path} until the process ends` : `In ${path}`;
  const uploads =
    unfinished === undefined ? '' : ` Unfinished uploads: ${unfinished.count}, ${formatBytes(unfinished.bytes)}.`;
  const room = free === undefined ? '' : ` of ${formatBytes(free)} free`;
  return ok(`${where}; up to ${formatBytes(maxBytes)}${room}.${uploads}`);
}

export const files: Check = {
  name: 'files',
  async run({ settings }) {
    const kept = filesFolderPath(settings);
    const folder = settings.files ? await inspectFolder(kept ?? tmpdir()) : undefined;
    const unfinished = settings.files && kept !== undefined ? await findUnfinished(kept) : undefined;
    return [assessFiles({ folder, isTemporary: kept === undefined, maxBytes: settings.filesBytes, unfinished })];
  },
};

/** Looks at the uploads in a folder of files. */
async function findUnfinished(dir: string): Promise<FilesInfo['unfinished']> {
  const incoming = join(dir, 'incoming');
  const names = await readdir(incoming).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      lstat(join(incoming, name)).then(
        (status) => status.size,
        () => 0,
      ),
    ),
  );
  return sizes.length === 0 ? undefined : { count: sizes.length, bytes: sizes.reduce((sum, bytes) => sum + bytes, 0) };
}

type StoreReport = Exclude<StoreInspection['report'], undefined>;

const assessments: Readonly<Record<StoreReport['state'], (look: StoreReport, path: string) => Finding>> = {
  absent: (_look, path) => ok(`${path} will be created. SQLite is available.`),
  sound: ({ bytes = 0 }, path) => ok(`${path} is intact (${formatBytes(bytes)}).`),
  open: ({ bytes = 0 }, path) => ok(`${path} opens. At ${formatBytes(bytes)} it is too large for a full check.`),
  locked: (_look, path) => warning(`${path} is open in another process, probably a running gateway.`),
  corrupt: ({ text }) => failed(`${text}`),
  lost: ({ text }) => failed(`${text}`),
  full: ({ text }) => failed(`${text}`),
  newer: ({ text }) => failed(`${text} Use that release, or another folder (--data).`),
  foreign: ({ text }) => failed(`${text} Choose another folder with --data.`),
  driver: ({ text }) => failed(`${text} Install it with npm install libsql, or omit --data.`),
  unusable: ({ text }) => failed(`${text}`),
};

/** @param facts `undefined`: nothing is kept on disk. */
export function assessStore(facts: StoreInspection | undefined): Finding {
  if (facts === undefined) return ok('In memory.');
  const { path, report: look } = facts;
  if (look === undefined) return failed(`${path} could not be checked in time. Check its disk.`);
  return assessments[look.state](look, path);
}

export const store: Check = {
  name: 'store',
  run: async (context) => [assessStore(await context.store())],
};

/** Facts about a folder that the gateway writes to. */
export interface FolderInfo {
  readonly path: string;
  /** False if `start` will create it. */
  readonly exists: boolean;
  /** The error code if it is not writable and cannot be created. */
  readonly problem: string | undefined;
  /** Bytes free for this user; `undefined` if unknown. */
  readonly free: number | undefined;
}

/** Inspects a folder, or its nearest existing parent. */
export async function inspectFolder(path: string): Promise<FolderInfo> {
  const wanted = resolve(path);
  let folder = wanted;
  let found = await stat(folder).catch(errorCode);
  while (found === 'ENOENT' && dirname(folder) !== folder) {
    folder = dirname(folder);
    found = await stat(folder).catch(errorCode);
  }
  const exists = folder === wanted;
  if (typeof found === 'string') return { path, exists, problem: found, free: undefined };
  if (!found.isDirectory()) return { path, exists, problem: 'ENOTDIR', free: undefined };
  const problem = await access(folder, constants.W_OK | constants.X_OK).then(() => undefined, errorCode);
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  );
  return { path, exists, problem, free };
}

/** Why a folder cannot be used, for a person. */
export function describeFolderProblem({ path, exists, problem }: FolderInfo, flag: string): string {
  const what = exists ? `The folder ${path} is not writable` : `The folder ${path} cannot be created`;
  return `${what} (${problem}). Change its permissions, or choose another with ${flag}.`;
}

/** Below the timeout of a check, so that reports until then count. */
const INSPECT_TIMEOUT_MS = 4_000;

/** Inspects the database of a folder in a child process with a timeout. Never rejects. */
export function inspectStore(folder: string): Promise<StoreInspection> {
  const path = join(folder, LOG_FILE);
  const inspector = fileURLToPath(new URL('./store-inspector.js', import.meta.url));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [inspector, path],
      { timeout: INSPECT_TIMEOUT_MS, killSignal: 'SIGKILL' },
      (_error, out) => {
        resolve({ path, report: lastLook(out) });
      },
    );
  });
}

function lastLook(out: string): StoreInspection['report'] {
  const line = out.trimEnd().split('\n').at(-1);
  if (line === undefined || line === '') return undefined;
  const look: unknown = JSON.parse(line);
  return isJsonObject(look) ? (look as unknown as StoreInspection['report']) : undefined;
}
