import { onTestFinished, vi } from 'vitest';
import type { GatewayOverrides, GatewaySettings } from '../../../../../apps/gateway/index.js';
import type { AuditPage, SessionsPage, SessionView } from '../../../../../apps/gateway/operator/wire.js';
import { type Client, createClient } from '../../../../../client/index.js';
import { nativeSubprotocol } from '../../../../../core/index.js';
import { webSocketPeer } from '../../../../adapters/transports/support/websocket-peer.js';
import { clientClock, clientRandom, webSocketWire } from '../../../../support/client-wires.js';
import { type NativePeer, nativePeer } from '../../../../support/peers.js';
import { type RunningGateway, startGateway } from '../../support/gateway.js';
import { TOKEN } from './cli.js';
import { type OperatorResponse, post } from './routes.js';

/** A gateway, and its operator. */
export interface ConsoleFixture extends RunningGateway {
  /** Reads something as the operator, which must succeed. */
  query<T>(what: string): Promise<T>;
  /** Reads something, whatever is answered. */
  request(what: string, token?: string): Promise<OperatorResponse>;
  /** Does something. */
  post(what: string, body: object): Promise<OperatorResponse>;
  /** Does something that must succeed. */
  postOk(what: string, body: object): Promise<OperatorResponse['body']>;
  /** A program on a WebSocket, logged in and in the lobby. */
  connectProgram(nick: string, fields?: object): Promise<NativePeer>;
  /** The session of that nick. */
  sessionOf(nick: string): Promise<SessionView>;
  /** The newest entry of the audit log. */
  lastAuditEntry(): Promise<AuditPage['entries'][number] | undefined>;
}

/** Starts a gateway on free ports. */
export async function consoleFixture(
  settings: Partial<GatewaySettings> = {},
  overrides: GatewayOverrides = {},
): Promise<ConsoleFixture> {
  const started = await startGateway({ operatorToken: TOKEN, ...settings }, overrides);
  const base = started.addresses.find(({ transport }) => transport === 'console')?.url ?? started.http;
  const place = (what: string): string => new URL(`/operator/${what}`, base).href;

  const desk: ConsoleFixture = {
    ...started,
    async request(what, token = TOKEN) {
      const response = await fetch(place(what), { headers: { Authorization: `Bearer ${token}` } });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as OperatorResponse['body'],
      };
    },
    async query<T>(what: string) {
      const { status, body } = await desk.request(what);
      if (status !== 200) throw new Error(`${what} is answered with ${status}: ${JSON.stringify(body)}`);
      return body as T;
    },
    post: (what, body) => post(place(what), body),
    async postOk(what, body) {
      const answered = await desk.post(what, body);
      if (answered.status !== 200) throw new Error(`${what} is refused: ${JSON.stringify(answered.body)}`);
      return answered.body;
    },
    async connectProgram(nick, fields = {}) {
      const peer = nativePeer(await webSocketPeer(started.ws, { subprotocol: nativeSubprotocol }));
      onTestFinished(() => peer.wire.abort());
      await peer.ok({ type: 'hello', nick, ...fields });
      await peer.ok({ type: 'join', room: 'lobby' });
      return peer;
    },
    async sessionOf(nick) {
      const { sessions } = await desk.query<SessionsPage>(`sessions?text=${encodeURIComponent(nick)}`);
      const found = sessions.find(({ user }) => user?.nick === nick);
      if (found === undefined) throw new Error(`There is no session of ${nick}.`);
      return found;
    },
    async lastAuditEntry() {
      return (await desk.query<AuditPage>('audit?limit=1')).entries[0];
    },
  };
  return desk;
}

/** A client that comes back by itself, in the lobby. */
export async function reconnectingClient(ws: string, nick: string): Promise<Client> {
  const { open } = webSocketWire(ws);
  const client = createClient({ open, nick, clock: clientClock, random: clientRandom });
  onTestFinished(() => client.stop());
  client.connect();
  await client.join('lobby');
  return client;
}

/** Asks again and again until it holds. */
export function until(check: () => Promise<void> | void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 });
}
