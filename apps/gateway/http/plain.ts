import type { ServerResponse } from 'node:http';

/** Answers with a whole body, which nobody is to keep. */
export function respond(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    ...headers,
  });
  response.end(body);
}

/** Answers with JSON. */
export function json(response: ServerResponse, value: object): void {
  respond(response, 200, 'application/json', JSON.stringify(value));
}

/** Answers with one line of text. */
export function plain(
  response: ServerResponse,
  status: number,
  text: string,
  headers?: Readonly<Record<string, string>>,
): void {
  respond(response, status, 'text/plain; charset=utf-8', `${text}\n`, headers);
}
