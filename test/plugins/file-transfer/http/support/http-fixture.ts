import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type LogFields, type Logger, Refusal, silent } from '../../../../../core/index.js';
import type {
  FileFacts,
  FileStore,
  StoredFile,
  Upload,
} from '../../../../../plugins/file-transfer/file-store/index.js';
import { type FileHandlerOptions, fileHandler } from '../../../../../plugins/file-transfer/http/index.js';
import { type RawSocket, rawSocket } from '../../../../support/raw-socket.js';
import { ann, facts, kept, type Place, place } from '../../file-store/support/file-store-fixture.js';

/** A server with files, and what a test needs to look behind it. */
export interface Site extends Place {
  readonly fileStore: FileStore;
  readonly port: number;
  /** `http://127.0.0.1:PORT/files/`, without what is given. */
  url(path?: string): string;
  /** The connections that the server has. */
  readonly sockets: ReadonlySet<Socket>;
  /** What was reported as an error. */
  readonly errors: readonly LogFields[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  raw(): Promise<RawSocket>;
  begin(size: number, more?: Partial<FileFacts>): Promise<Upload>;
  keep(bytes: Uint8Array, more?: Partial<FileFacts>): Promise<StoredFile>;
}

/** A server on a free port; uploads are kept without anybody being asked, and the ticket `good` is taken once. */
export async function site(options: Partial<FileHandlerOptions> = {}): Promise<Site> {
  const where = await place();
  const fileStore = options.fileStore ?? (await where.open());
  const errors: LogFields[] = [];
  const log: Logger = { ...silent, error: (fields) => void errors.push(fields) };
  const tickets = new Set(['good']);
  const handler = fileHandler({
    fileStore,
    clock: where.clock,
    log,
    complete: async (_, hold) => ({ file: (await hold.finish()).id }),
    startFromTicket: async (ticket, wanted) =>
      tickets.delete(ticket) ? fileStore.begin(wanted, ann) : new Refusal('FILE_TICKET', 'There is no such ticket.'),
    ...options,
  });
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    if (!handler(request, response)) response.writeHead(200).end('elsewhere');
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const url = (path = ''): string => `http://127.0.0.1:${port}/files/${path}`;
  return {
    ...where,
    fileStore,
    port,
    url,
    sockets,
    errors,
    fetch: (path, init) => fetch(url(path), init),
    raw: () => rawSocket(port),
    begin: (size, more) => fileStore.begin(facts(size, more), ann),
    keep: (bytes, more) => kept(fileStore, bytes, ann, more),
  };
}

/** The bytes of an answer. */
export async function bytesIn(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** The status and code of a refusal. */
export async function refusal(
  response: Response,
): Promise<readonly [status: number, code: unknown, details?: unknown]> {
  const { code, details } = (await response.json()) as { code: unknown; details?: unknown };
  return details === undefined ? [response.status, code] : [response.status, code, details];
}

/** A `PATCH` of tus. */
export function patch(offset: number, body: Uint8Array, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'PATCH',
    headers: { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream', ...headers },
    body,
  };
}

/** Sends a request whose body comes when the test says so. */
export function slowRequest(
  url: string,
  method: string,
  headers: Record<string, string>,
): { write(bytes: Uint8Array): void; end(): void; destroy(): void; readonly response: Promise<IncomingMessage> } {
  const request = httpRequest(url, { method, headers });
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  // One that is cut on purpose is of no interest.
  response.catch(() => undefined);
  request.flushHeaders();
  return {
    write: (bytes) => void request.write(bytes),
    end: () => void request.end(),
    destroy: () => void request.destroy(),
    response,
  };
}

/** A connection that reads nothing. */
export function deafSocket(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}
