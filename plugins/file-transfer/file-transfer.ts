import { resolve } from 'node:path';
import { ChatError, type Plugin } from '../../core/index.js';
import { urlOf } from './completion/announcement.js';
import { createFileStore, type FileStore } from './file-store/index.js';
import { type FileHandler, fileHandler } from './http/index.js';
import { type FileListing, listFiles, removeFile } from './listing.js';
import { type FileTransferOptions, type Settings, settingsOf } from './options.js';
import { createFileTransfer } from './plugin.js';
import { createUploadUrl, startFromTicket, type UploadUrl, type UploadUrlRequest } from './start-upload.js';
import type { TransferContext } from './transfer-context.js';
import { abortReason } from './transfers/transfer.js';

/** Files in the chat, and over HTTP. */
export interface FileTransfer extends Plugin {
  /**
   * Answers requests on the option `path`, for a server of `node:http` whose `requestTimeout` is 0; says whether it has
   * taken the request. While the plugin is not set up it answers 503.
   */
  readonly http: FileHandler;
  /**
   * Lets a program of the server's own send one file over {@link http}: an address that takes one file, like those
   * of `/send`. The file goes by the same rules, gates and quotas; all such files together are one user's, `plugin:file-transfer`.
   * It is announced in the room under the given nick.
   * @throws ChatError `CHAT_NAME_INVALID` for what is no room's name, `FILE_CLOSED` while the plugin is not set up. A nick that
   *   is not allowed is refused when the file is announced.
   * @throws TypeError for a room or a nick that is no text, or an empty nick.
   */
  createUploadUrl(wanted: UploadUrlRequest): UploadUrl;
  /**
   * The newest files of all rooms and conversations, or of one room.
   * @param query `room`: by any spelling of its name, default all; `limit`: maximum number of files, default 100.
   * @throws ChatError `FILE_CLOSED` while the plugin is not set up, `FILE_STORE_FAILED`.
   */
  files(query?: { readonly room?: string | undefined; readonly limit?: number }): Promise<FileListing>;
  /**
   * Removes a file of any user. Resolves to whether it existed.
   * @throws ChatError `FILE_CLOSED` while the plugin is not set up, `FILE_STORE_FAILED`.
   */
  remove(file: string): Promise<boolean>;
  /**
   * Drops an unfinished upload of any user with its bytes. Resolves to whether it existed. Its sender receives `FILE_ABORTED`.
   * @throws ChatError `FILE_CLOSED` while the plugin is not set up, `FILE_STORE_FAILED`.
   */
  drop(upload: string): Promise<boolean>;
}

/** Folders in which a hub of this process keeps files. */
const folders = new Set<string>();

/**
 * File transfer between users: over chat connections, in chunks that interleave with other traffic,
 * and over HTTP. They are kept on this machine's disk, announced in the room as messages of the kind `file`, and transfers
 * resume after a lost connection, in both directions, even after a restart.
 *
 * ```ts
 * const files = fileTransfer({ dir: './files', publicUrl: 'https://chat.example' });
 * const hub = createHub({ plugins: [profanity(), files] });
 * const server = createServer({ requestTimeout: 0 }, (request, response) => {
 *   if (!files.http(request, response)) response.writeHead(404).end();
 * });
 * ```
 *
 * `docs/plugins/file-transfer.md` has the commands, events, gates and codes.
 * @throws TypeError for options that make no sense.
 */
export function fileTransfer(options: FileTransferOptions): FileTransfer {
  const settings = settingsOf(options);
  let running: { readonly http: FileHandler; readonly context: TransferContext } | undefined;
  const plugin = createFileTransfer(settings, {
    open: ({ store, clock }) =>
      fileStoreIn(settings, (dir) => createFileStore({ dir, limits: settings.limits, store, clock })),
    ready(context) {
      running = { http: handlerOn(context), context };
      return () => {
        running = undefined;
      };
    },
  });
  function currentContext(): TransferContext {
    if (running !== undefined) return running.context;
    throw new ChatError('FILE_CLOSED', abortReason('FILE_CLOSED').text);
  }

  return {
    ...plugin,
    http(request, response) {
      if (running !== undefined) return running.http(request, response);
      if (request.url?.startsWith(settings.path) !== true) return false;
      response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '5', Connection: 'close' });
      response.end('File transfer is not available at the moment.\n');
      return true;
    },
    createUploadUrl: (wanted) => createUploadUrl(currentContext(), wanted),
    files: async (query) => listFiles(currentContext(), query),
    remove: async (file) => removeFile(currentContext(), file),
    drop: async (upload) => currentContext().fileStore.drop(upload),
  };
}

function handlerOn(context: TransferContext): FileHandler {
  const { fileStore, completion, settings, host } = context;
  const { path: publicPath, origins, http: limits } = settings;
  return fileHandler({
    addressOf: (file) => (settings.baseUrl === undefined ? undefined : urlOf(file, settings.baseUrl)),
    fileStore,
    complete: (upload, hold) => completion.complete(upload, hold),
    startFromTicket: (ticket, facts) => startFromTicket(context, ticket, facts),
    clock: host.clock,
    publicPath,
    origins,
    limits,
    log: host.log,
  });
}

/** Opens the file store in a folder that no other hub of this process uses: two would write into each other's files. */
async function fileStoreIn({ dir }: Settings, open: (dir: string) => Promise<FileStore>): Promise<FileStore> {
  const folder = resolve(dir);
  if (folders.has(folder)) throw new TypeError(`Another plugin keeps its files in ${dir}.`);
  folders.add(folder);
  try {
    const fileStore = await open(folder);
    return {
      ...fileStore,
      async close() {
        await fileStore.close();
        folders.delete(folder);
      },
    };
  } catch (error) {
    folders.delete(folder);
    throw error;
  }
}
