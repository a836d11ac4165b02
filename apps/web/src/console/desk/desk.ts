import type { OperatorActions } from '../../../../gateway/operator/wire.js';
import { isObject, parseFault, type Result, UNREACHABLE } from './fault.js';
import { hasShape, type QueryResults } from './reads.js';

/** What is asked with a read; what is absent or empty is left out. */
export type QueryParameters = Readonly<Record<string, string | number | undefined>>;

/** What an act answers, besides a line for a person. */
export type ActionResult = Readonly<Record<string, unknown>>;

/** The gateway's desk for operators, with the token of one. Nothing here rejects. */
export interface OperatorApi {
  query<R extends keyof QueryResults>(what: R, query?: QueryParameters): Promise<Result<QueryResults[R]>>;
  run<A extends keyof OperatorActions>(what: A, body: OperatorActions[A]): Promise<Result<ActionResult>>;
}

/** What a desk needs. */
export interface OperatorApiOptions {
  /** The address that `operator/…` is below, with a slash at the end. */
  readonly base: string;
  readonly token: string;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

const QUERY_TIMEOUT_MS = 8_000;
const ACTION_TIMEOUT_MS = 20_000;

/** Makes the desk of somebody with that token; whether the token is right is found out by asking. */
export function createOperatorApi({
  base,
  token,
  fetch: ask = globalThis.fetch.bind(globalThis),
}: OperatorApiOptions): OperatorApi {
  const authorization = `Bearer ${token}`;

  async function told(path: string, init: RequestInit, patienceMs: number): Promise<Result<unknown>> {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await ask(new URL(`operator/${path}`, base), { ...init, signal, cache: 'no-store' });
      const body: unknown = await response.json().catch(() => undefined);
      if (response.ok && body !== undefined) return { value: body };
      return { fault: parseFault(response.status, body) };
    } catch {
      return { fault: UNREACHABLE };
    }
  }

  return {
    async query(what, query = {}) {
      const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
      const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      const headers = { Accept: 'application/json', Authorization: authorization };
      const { value, fault } = await told(asked === '' ? what : `${what}?${asked}`, { headers }, QUERY_TIMEOUT_MS);
      if (fault !== undefined) return { fault };
      return hasShape(what, value) ? { value } : { fault: parseFault(200, undefined) };
    },
    async run(what, body) {
      const headers = { Accept: 'application/json', Authorization: authorization, 'Content-Type': 'application/json' };
      const { value, fault } = await told(
        what,
        { method: 'POST', headers, body: JSON.stringify(body) },
        ACTION_TIMEOUT_MS,
      );
      if (fault !== undefined) return { fault };
      return isObject(value) ? { value } : { fault: parseFault(200, undefined) };
    },
  };
}
