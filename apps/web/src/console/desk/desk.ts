import type { OperatorActs } from '../../../../gateway/operator/wire.js';
import { away, faultIn, isObject, type Told } from './fault.js';
import { fits, type Reads } from './reads.js';

/** What is asked with a read; what is absent or empty is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** What an act answers, besides a line for a person. */
export type Done = Readonly<Record<string, unknown>>;

/** The gateway's desk for operators, with the token of one. Nothing here rejects. */
export interface Desk {
  read<R extends keyof Reads>(what: R, query?: Query): Promise<Told<Reads[R]>>;
  act<A extends keyof OperatorActs>(what: A, body: OperatorActs[A]): Promise<Told<Done>>;
}

/** What a desk needs. */
export interface DeskOptions {
  /** The address that `operator/…` is below, with a slash at the end. */
  readonly base: string;
  readonly token: string;
  /** Default: the browser's. */
  readonly fetch?: typeof fetch;
}

const READ_MS = 8_000;
const ACT_MS = 20_000;

/** Makes the desk of somebody with that token; whether the token is right is found out by asking. */
export function createDesk({ base, token, fetch: ask = globalThis.fetch.bind(globalThis) }: DeskOptions): Desk {
  const authorization = `Bearer ${token}`;

  async function told(path: string, init: RequestInit, patienceMs: number): Promise<Told<unknown>> {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await ask(new URL(`operator/${path}`, base), { ...init, signal, cache: 'no-store' });
      const body: unknown = await response.json().catch(() => undefined);
      if (response.ok && body !== undefined) return { value: body };
      return { fault: faultIn(response.status, body) };
    } catch {
      return { fault: away };
    }
  }

  return {
    async read(what, query = {}) {
      const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
      const asked = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      const headers = { Accept: 'application/json', Authorization: authorization };
      const { value, fault } = await told(asked === '' ? what : `${what}?${asked}`, { headers }, READ_MS);
      if (fault !== undefined) return { fault };
      return fits(what, value) ? { value } : { fault: faultIn(200, undefined) };
    },
    async act(what, body) {
      const headers = { Accept: 'application/json', Authorization: authorization, 'Content-Type': 'application/json' };
      const { value, fault } = await told(what, { method: 'POST', headers, body: JSON.stringify(body) }, ACT_MS);
      if (fault !== undefined) return { fault };
      return isObject(value) ? { value } : { fault: faultIn(200, undefined) };
    },
  };
}
