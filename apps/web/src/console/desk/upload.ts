import { isObject, parseFault, type Result, UNREACHABLE } from './fault.js';

/** A file on its way. */
export interface Upload {
  readonly done: Promise<Result<{ readonly url: string }>>;
  abort(): void;
}

/**
 * Sends a file to the one-time address that the desk gave for it.
 *
 * @param target   the address, without the file's name at the end
 * @param progress called with the bytes that are on their way
 */
export function upload(target: URL, file: File, progress: (bytes: number) => void): Upload {
  // Not fetch: it does not tell how far it is.
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
