import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type PeerCertificate, TLSSocket } from 'node:tls';

/** What is at an address. */
export interface ProbeResult {
  readonly status: number;
  /** As much as is of use here. */
  readonly text: string;
  /** Over TLS alone. */
  readonly certificate?: {
    readonly shown: PeerCertificate;
    /** Why it is not to be trusted; `undefined`: it is. */
    readonly problem: string | undefined;
  };
}

const MAX_CHARACTERS = 8_192;

/** Asks for something, and takes the answer whoever gives it. @throws Error with a `code` of the system's; when it is late too. */
export function probe(url: URL, ms: number): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:';
    const options = { agent: false, signal: AbortSignal.timeout(ms), rejectUnauthorized: false };
    const request = (isSecure ? requestHttps : requestHttp)(url, options);
    request.on('error', reject);
    request.on('response', (response) => {
      const { socket } = response;
      const certificate = socket instanceof TLSSocket ? readCertificate(socket) : undefined;
      let text = '';
      const done = (): void => {
        resolve({ status: response.statusCode ?? 0, text, ...(certificate && { certificate }) });
        request.destroy();
      };
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.length > MAX_CHARACTERS) done();
      });
      response.on('end', done).on('error', reject);
    });
    request.end();
  });
}

function readCertificate(socket: TLSSocket): NonNullable<ProbeResult['certificate']> {
  const problem: unknown = socket.authorized ? undefined : socket.authorizationError;
  return { shown: socket.getPeerCertificate(), problem: problem === undefined ? undefined : String(problem) };
}

/** The system's code for what went wrong, or what it says. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
