import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { closeServer, httpServer, openServer } from '../../../../../apps/gateway/http/server.js';
import { type DeskParts, operatorDesk } from '../../../../../apps/gateway/operator/desk.js';
import { type ChatApi, type JsonObject, type Logger, limitsWith } from '../../../../../index.js';
import { jsonLogger } from '../../../../../plugins/logging/index.js';
import { type ManualClock, manualClock } from '../../../../../testkit/index.js';
import { type LogBook, logBook } from '../../../../plugins/logging/support/log-book.js';
import { nc, type Person } from '../../support/gateway.js';
import { TOKEN } from './cli.js';

/** A desk on a server of its own, with time in the test's hands. */
export interface Desk {
  readonly url: string;
  readonly clock: ManualClock;
  readonly log: LogBook;
}

type Say = ChatApi['say'];

/** What the hub says to everything. */
export const said = { id: 'm1', at: 7, position: { epoch: 'e', offset: 3 }, duplicate: false };

/** Opens a desk, closed when the test is done. @param say What the hub does with what is to be said. */
export async function openDesk(say: Say = async () => said, changes: Partial<DeskParts> = {}): Promise<Desk> {
  const clock = manualClock();
  const log = logBook();
  const logger: Logger = jsonLogger({ destination: log });
  const chat = { say } as ChatApi;
  const parts: DeskParts = {
    hub: { chat, limits: limitsWith(), state: 'open' },
    name: 'partyline',
    operators: { fits: (given) => given === TOKEN },
    clock,
    logger,
    logTexts: false,
    ...changes,
  };
  const desk = operatorDesk(parts);
  const server = httpServer((request, response) => void desk(request, response));
  const { port } = await openServer(server, '127.0.0.1', 0);
  onTestFinished(() => closeServer(server));
  return { url: `http://127.0.0.1:${port}/`, clock, log };
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

/** Asks as the operator, unless another token is given. */
export async function post(
  url: string,
  body: string | Uint8Array | object,
  token: string | undefined = TOKEN,
): Promise<Answered> {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(url, {
    method: 'POST',
    headers: token === undefined || token === '' ? {} : { Authorization: `Bearer ${token}` },
    body: isRaw ? (body as string) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as JsonObject };
}

/** A request whose body is written by hand, with the operator's token. */
export function slowPost(url: string, headers: Readonly<Record<string, string>> = {}) {
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
export async function ann(tcpPort: number): Promise<Person> {
  const person = nc(tcpPort);
  person.send('ann');
  await person.reads('You are in #lobby');
  return person;
}
