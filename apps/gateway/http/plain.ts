import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers with a whole body, which nobody is to keep. */
export function sendBody(
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
export function sendJson(response: ServerResponse, value: object): void {
  sendBody(response, 200, 'application/json', JSON.stringify(value));
}

/** Answers with one line of text. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers?: Readonly<Record<string, string>>,
): void {
  sendBody(response, status, 'text/plain; charset=utf-8', `${text}\n`, headers);
}

/** Sends a browser elsewhere, for now. @param place Relative to what was asked for, for a proxy may have put us anywhere. */
export function sendRedirect(response: ServerResponse, place: string): void {
  sendText(response, 302, 'It is elsewhere.', { Location: place });
}

/** The path of a request, without what is behind the `?`. */
export function pathOf({ url }: IncomingMessage): string {
  return url?.split('?', 1)[0] ?? '/';
}
