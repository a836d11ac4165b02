import { ChatError, isJsonObject, type JsonObject } from '../../../../core/index.js';
import { requestJson } from '../ask.js';
import type { OperatorTarget } from '../target.js';

/** A plugin of a gateway that runs. */
export interface RunningPlugin {
  readonly name: string;
  readonly on: boolean;
  /** The slowest of its gates, over the last minutes; absent: it has none, or they were not asked. */
  readonly slowest?: { readonly stage: string; readonly p99Ms: number };
  readonly refusals: number;
  readonly failures: number;
}

/** Asks a gateway for its plugins. @throws ChatError, whose text is for the person. */
export async function fetchPlugins({
  base,
  token,
}: Pick<OperatorTarget, 'base' | 'token'>): Promise<readonly RunningPlugin[]> {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  const { plugins } = await requestJson(base, '/operator/plugins', { method: 'GET', headers, body: '' });
  const read = Array.isArray(plugins)
    ? plugins.map((one) => (isJsonObject(one) ? parsePlugin(one) : undefined))
    : [undefined];
  if (read.every((one) => one !== undefined)) return read;
  throw new ChatError('GATEWAY_STRANGE', `what is at ${base}/ does not say what plugins it has.`);
}

function parsePlugin({ name, on, gates, refusals, failures }: JsonObject): RunningPlugin | undefined {
  if (typeof name !== 'string' || typeof on !== 'boolean') return undefined;
  const times = (Array.isArray(gates) ? gates : []).flatMap((gate) =>
    isJsonObject(gate) && typeof gate.stage === 'string' && typeof gate.p99Ms === 'number' && Number(gate.calls) > 0
      ? [{ stage: gate.stage, p99Ms: gate.p99Ms }]
      : [],
  );
  const [slowest] = times.toSorted((a, b) => b.p99Ms - a.p99Ms);
  const count = (value: unknown) => (typeof value === 'number' ? value : 0);
  return { name, on, ...(slowest && { slowest }), refusals: count(refusals), failures: count(failures) };
}
