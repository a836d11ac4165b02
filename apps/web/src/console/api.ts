import type {
  AuditPage,
  ConfigPage,
  FilesPage,
  OperatorActions,
  Overview,
  PluginsPage,
  RoomsPage,
  SessionsPage,
  TapPage,
  WhyPage,
} from '../../../gateway/operator/wire.js';

/** A failed request. */
export interface Fault {
  /** Code of the server; `CONSOLE_AWAY`: no response, `CONSOLE_ANSWER`: an invalid response. */
  readonly code: string;
  /** English text, for codes without a translation. */
  readonly text: string;
  /** HTTP status; absent without a response. */
  readonly status?: number;
  /** Milliseconds until a retry may succeed. */
  readonly retryMs?: number;
}

/** A value or a fault. */
export type Result<T> =
  | { readonly value: T; readonly fault?: undefined }
  | { readonly fault: Fault; readonly value?: undefined };

/** No response, or none in time. */
export const UNREACHABLE: Fault = { code: 'CONSOLE_AWAY', text: 'The gateway does not respond.' };

const MAX_TEXT = 300;

/** Reads the fault of an unexpected response. */
export function parseFault(status: number, body: unknown): Fault {
  const fields = isObject(body) ? body : {};
  const { retryMs } = isObject(fields.details) ? fields.details : {};
  const code = typeof fields.code === 'string' ? fields.code : 'CONSOLE_ANSWER';
  const text =
    typeof fields.text === 'string' ? fields.text.slice(0, MAX_TEXT) : `The gateway responded with status ${status}.`;
  const retry = typeof retryMs === 'number' && retryMs > 0 && Number.isFinite(retryMs) ? { retryMs } : {};
  return { code, text, status, ...retry };
}

/** Checks whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Results of queries, by the last part of the path. */
export interface QueryResults {
  readonly overview: Overview;
  readonly sessions: SessionsPage;
  readonly rooms: RoomsPage;
  readonly tap: TapPage;
  readonly plugins: PluginsPage;
  readonly files: FilesPage;
  readonly audit: AuditPage;
  readonly config: ConfigPage;
  readonly why: WhyPage;
}

/** Arrays that a response must have. */
const lists: Readonly<Record<keyof QueryResults, readonly string[]>> = {
  overview: ['listeners', 'vitals'],
  sessions: ['sessions'],
  rooms: ['rooms'],
  tap: ['entries'],
  plugins: ['plugins'],
  files: ['files'],
  audit: ['entries'],
  config: ['settings'],
  why: ['gates', 'recipients'],
};

/** Checks the shape of a response: a proxy may have answered instead of the gateway. */
export function hasShape<R extends keyof QueryResults>(name: R, body: unknown): body is QueryResults[R] {
  return isObject(body) && lists[name].every((list) => Array.isArray(body[list]) && body[list].every(isObject));
}

/** Query parameters; `undefined` and empty ones are omitted. */
export type QueryParameters = Readonly<Record<string, string | number | undefined>>;

/** Result of an action. */
export type ActionResult = Readonly<Record<string, unknown>>;

/** Client of the operator API. Its methods never reject. */
export interface OperatorApi {
  query<R extends keyof QueryResults>(name: R, parameters?: QueryParameters): Promise<Result<QueryResults[R]>>;
  run<A extends keyof OperatorActions>(name: A, body: OperatorActions[A]): Promise<Result<ActionResult>>;
}

export interface OperatorApiOptions {
  /** Base URL of `operator/…`, with a slash at the end. */
  readonly base: string;
  readonly token: string;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

const QUERY_TIMEOUT_MS = 8_000;
const ACTION_TIMEOUT_MS = 20_000;

/** Creates a client with an operator token. An invalid token is reported by the first request. */
export function createOperatorApi({
  base,
  token,
  fetch: send = globalThis.fetch.bind(globalThis),
}: OperatorApiOptions): OperatorApi {
  const authorization = `Bearer ${token}`;

  async function request(path: string, init: RequestInit, timeoutMs: number): Promise<Result<unknown>> {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await send(new URL(`operator/${path}`, base), { ...init, signal, cache: 'no-store' });
      const body: unknown = await response.json().catch(() => undefined);
      if (response.ok && body !== undefined) return { value: body };
      return { fault: parseFault(response.status, body) };
    } catch {
      return { fault: UNREACHABLE };
    }
  }

  return {
    async query(name, parameters = {}) {
      const present = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
      const search = new URLSearchParams(present.map(([key, value]) => [key, String(value)])).toString();
      const headers = { Accept: 'application/json', Authorization: authorization };
      const { value, fault } = await request(search === '' ? name : `${name}?${search}`, { headers }, QUERY_TIMEOUT_MS);
      if (fault !== undefined) return { fault };
      return hasShape(name, value) ? { value } : { fault: parseFault(200, undefined) };
    },
    async run(name, body) {
      const headers = { Accept: 'application/json', Authorization: authorization, 'Content-Type': 'application/json' };
      const { value, fault } = await request(
        name,
        { method: 'POST', headers, body: JSON.stringify(body) },
        ACTION_TIMEOUT_MS,
      );
      if (fault !== undefined) return { fault };
      return isObject(value) ? { value } : { fault: parseFault(200, undefined) };
    },
  };
}

/** A running upload. */
export interface Upload {
  readonly done: Promise<Result<{ readonly url: string }>>;
  abort(): void;
}

/**
 * Uploads a file to a one-time URL.
 *
 * @param target   the URL without a file name
 * @param progress called with the number of bytes sent
 */
export function upload(target: URL, file: File, progress: (bytes: number) => void): Upload {
  // Unlike fetch, it reports upload progress.
  const request = new XMLHttpRequest();
  const done = new Promise<Result<{ readonly url: string }>>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded));
    request.addEventListener('load', () => resolve(readOutcome(request)));
    for (const end of ['error', 'abort', 'timeout'] as const) {
      request.addEventListener(end, () => resolve({ fault: UNREACHABLE }));
    }
  });
  request.open('PUT', new URL(encodeURIComponent(file.name), target));
  request.setRequestHeader('Accept', 'application/json');
  if (file.type !== '') request.setRequestHeader('Content-Type', file.type);
  request.send(file);
  return { done, abort: () => request.abort() };
}

function readOutcome({ status, responseText }: XMLHttpRequest): Result<{ readonly url: string }> {
  const body = parseJson(responseText);
  if (status >= 200 && status < 300) {
    return { value: { url: isObject(body) && typeof body.url === 'string' ? body.url : '' } };
  }
  return { fault: parseFault(status, body) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
