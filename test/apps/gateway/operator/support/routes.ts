import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { closeServer, createHttpServer, listen } from '../../../../../apps/gateway/http/server.js';
import type { OperatorContext } from '../../../../../apps/gateway/operator/context.js';
import { createPluginManager } from '../../../../../apps/gateway/operator/plugin-manager.js';
import { createOperatorRoutes } from '../../../../../apps/gateway/operator/routes.js';
import type { Telemetry } from '../../../../../apps/gateway/operator/telemetry.js';
import { createTokenThrottle, operators } from '../../../../../apps/gateway/operators.js';
import { resolveSettings } from '../../../../../apps/gateway/settings/read.js';
import { type ChatApi, type Hub, type JsonObject, type Logger, limitsWith } from '../../../../../index.js';
import { jsonLogger } from '../../../../../plugins/logging/index.js';
import { type ManualClock, manualClock } from '../../../../../testkit/index.js';
import { type LogBook, logBook } from '../../../../plugins/logging/support/log-book.js';
import { ncClient, type WireClient } from '../../support/gateway.js';
import { TOKEN } from './cli.js';

/** A desk on a server of its own, with time in the test's hands. */
export interface RoutesFixture {
  readonly url: string;
  readonly clock: ManualClock;
  readonly log: LogBook;
}

type SayFunction = ChatApi['say'];

/** What the hub says to everything. */
export const sayReceipt = { id: 'm1', at: 7, position: { epoch: 'e', offset: 3 }, duplicate: false };

/** Opens a desk, closed when the test is done. @param say What the hub does with what is to be said. */
export async function routesFixture(
  say: SayFunction = async () => sayReceipt,
  changes: Partial<OperatorContext> = {},
): Promise<RoutesFixture> {
  const clock = manualClock();
  const log = logBook();
  const logger: Logger = jsonLogger({ destination: log });
  const chat = { say } as ChatApi;
  const nobody = { sessions: new Set<never>(), rooms: () => 0, rateOf: () => 0, rateIn: () => 0 };
  const sight = { startedAt: 0, census: nobody } as unknown as Telemetry;
  const ground: OperatorContext = {
    hub: { chat, limits: limitsWith(), state: 'open' } as Hub,
    server: { name: 'partyline', version: '0.0.0' },
    settings: resolveSettings(),
    operators: operators(TOKEN, createTokenThrottle(clock, logger)),
    telemetryPlugin: { current: sight },
    audit: { add() {}, read: () => ({ entries: [], more: false }) },
    listeners: { list: () => [], set: async () => undefined },
    plugins: createPluginManager([]),
    files: { current: undefined },
    moderation: { current: undefined },
    drain() {},
    clock,
    logger,
    ...changes,
  };
  const desk = createOperatorRoutes(ground);
  const server = createHttpServer((request, response) => void desk(request, response));
  const { port } = await listen(server, '127.0.0.1', 0);
  onTestFinished(() => closeServer(server));
  return { url: `http://127.0.0.1:${port}/`, clock, log };
}

/** What was answered. */
export interface OperatorResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

/** Asks as the operator, unless another token is given. */
export async function post(
  url: string,
  body: string | Uint8Array | object,
  token: string | undefined = TOKEN,
): Promise<OperatorResponse> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method: 'POST',
    headers: token === undefined || token === '' ? {} : { Authorization: `Bearer ${token}` },
    body: isRaw ? (body as string) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}

/** A request whose body is written by hand, with the operator's token. */
export function streamingPost(url: string, headers: Readonly<Record<string, string>> = {}) {
  const request = httpRequest(url, { method: 'POST', headers: { Authorization: `Bearer ${TOKEN}`, ...headers } });
  onTestFinished(() => void request.destroy());
  const answered = new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; text: string }>(
    (resolve, reject) => {
      request.on('error', reject).on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject).on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers, text });
        });
      });
    },
  );
  return { request, answered };
}

/** Somebody with `nc` in the lobby. */
export async function joinAsAnn(tcpPort: number): Promise<WireClient> {
  const person = ncClient(tcpPort);
  person.send('ann');
  await person.waitFor('You are in #lobby');
  return person;
}
