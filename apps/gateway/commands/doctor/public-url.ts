import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import { isPublic } from '../../settings/listen-address.js';
import { type Check, type Finding, failed, ok, warning } from './check.js';

const TLS_TIMEOUT_MS = 4_000;
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
/** Statuses that a proxy answers while the gateway is not running. */
const UPSTREAM_DOWN: ReadonlySet<number> = new Set([502, 503, 504]);

/** What the public address answers. */
export interface TlsInfo {
  readonly url: URL;
  readonly now: number;
  /** The response, or the system's error code. */
  readonly response: ProbeResult | string;
}

/** Why a certificate is not trusted, by what OpenSSL calls it. */
const problems: ReadonlyMap<string, string> = new Map<string, string>([
  ['CERT_HAS_EXPIRED', 'it has expired. Renew it'],
  ['CERT_NOT_YET_VALID', 'it is not valid yet. Check the clock'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it is self-signed. Browsers will reject it'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'it is for another name'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its issuer is not trusted here'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'intermediate certificates are missing. Serve the full chain'],
]);

export function assessTls({ url, now, response }: TlsInfo): readonly Finding[] {
  if (typeof response === 'string') {
    return [warning(`${url.href} cannot be reached (${response}). Check the proxy and the DNS name.`)];
  }
  const findings: Finding[] = [];
  const { certificate, status } = response;
  if (certificate === undefined && isPublic(url.hostname)) {
    findings.push(
      warning(`${url.href} does not use TLS, so traffic can be read on the way. Put a TLS proxy in front.`),
    );
  }
  if (certificate !== undefined) findings.push(assessCertificate(certificate, now, url));
  if (UPSTREAM_DOWN.has(status)) {
    findings.push(ok(`The proxy of ${url.host} answers; the gateway behind it is not running (HTTP ${status}).`));
  } else if (status >= 400) {
    findings.push(
      warning(`${url.href} answers with HTTP ${status}. Check that the proxy forwards all paths to the gateway.`),
    );
  }
  return findings.length > 0 ? findings : [ok(`${url.href} answers.`)];
}

function assessCertificate(
  { shown, problem }: NonNullable<ProbeResult['certificate']>,
  now: number,
  { host }: URL,
): Finding {
  if (problem !== undefined) return failed(`The certificate of ${host}: ${problems.get(problem) ?? problem}.`);
  const days = Math.floor((Date.parse(shown.valid_to) - now) / DAY_MS);
  if (days < SOON_DAYS) return warning(`The certificate of ${host} expires in ${days} days. Renew it.`);
  return ok(`The certificate of ${host} is valid for ${days} days.`);
}

export const tls: Check = {
  name: 'public url',
  async run({ settings: { publicUrl } }) {
    if (publicUrl === '') return [ok('Not set: links use the address that the gateway listens on.')];
    const url = new URL(publicUrl);
    const response = await probe(url, TLS_TIMEOUT_MS).catch(errorCode);
    return assessTls({ url, now: Date.now(), response });
  },
};

/** The answer of a probed URL. */
export interface ProbeResult {
  readonly status: number;
  /** The beginning of the body. */
  readonly text: string;
  /** Present for TLS only. */
  readonly certificate?: {
    readonly shown: PeerCertificate;
    /** Why it is not trusted; `undefined` if it is. */
    readonly problem: string | undefined;
  };
}

const MAX_CHARACTERS = 8_192;

/** Requests a URL without verifying certificates. @throws Error with the system's `code`, also on timeout. */
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

/** Returns the system's error code, or the message if there is none. */
export function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
