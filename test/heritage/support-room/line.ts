import { systemClock } from '../../../adapters/system/index.js';
import { type MemoryTransport, memory } from '../../../adapters/transports/memory/index.js';
import type { Gateway, GatewayOverrides, GatewaySettings } from '../../../apps/gateway/index.js';
import { type Clock, nativeSubprotocol } from '../../../core/index.js';
import { startGateway } from '../../apps/gateway/support/gateway.js';
import { type NativePeer, nativePeer } from '../../support/peers.js';
import { countingRandom } from '../../support/random.js';
import { type FrameSeat, frameSeat, type Seat, tcpSeat } from './seats.js';

/** Which old program. */
export type Kind = 'qserverchat' | 'qmlChat' | 'tcpChatting' | 'websocketFiles' | 'serverchat';

const kinds: readonly Kind[] = ['qserverchat', 'qmlChat', 'tcpChatting', 'websocketFiles', 'serverchat'];
const overTcp: ReadonlySet<Kind> = new Set(['tcpChatting', 'serverchat']);

/** A gateway that old clients reach on ports of their own, and others as ever. */
export interface Line {
  readonly gateway: Gateway;
  readonly http: string;
  readonly ws: string;
  readonly tcpPort: number;
  /** Connects a client of an old program, which has said nothing. */
  connect(kind: Kind): Promise<Seat | FrameSeat>;
  /** A program in memory that has said nothing. */
  stranger(): NativePeer;
  /** A program that is in the lobby, in memory. */
  program(nick: string, credentials?: object): Promise<NativePeer>;
  /** A program in the lobby that may do everything. */
  operator(nick: string): Promise<NativePeer>;
}

const SILENCE_MS = 300;

/**
 * The machine's clock, but for a silence after which a client is treated as another kind of one: on a machine that is busy it
 * could pass before the words that are on their way are read.
 */
export const patientClock: Clock = {
  ...systemClock,
  after: (ms, run) => systemClock.after(ms === SILENCE_MS ? 60_000 : ms, run),
};

/** Opens a line; guests are `guest1000`, `guest2`, `guest3`, … in the order in which they come. */
export async function openLine(
  settings: Partial<GatewaySettings> = {},
  overrides: GatewayOverrides = {},
): Promise<Line> {
  const bots: MemoryTransport = memory();
  const { gateway, addresses, http, ws, tcpPort } = await startGateway(
    {
      heritage: true,
      heritageQserverchatPort: 0,
      heritageQmlChatPort: 0,
      heritageTcpChattingPort: 0,
      heritageWebsocketFilesPort: 0,
      heritageServerchatPort: 0,
      ...settings,
    },
    { transports: [bots], random: countingRandom(), clock: patientClock, ...overrides },
  );
  const own = addresses.slice(-kinds.length);

  const stranger = (): NativePeer => nativePeer(bots.connect({ subprotocol: nativeSubprotocol }));

  async function program(nick: string, credentials?: object): Promise<NativePeer> {
    const peer = stranger();
    await peer.ok({ type: 'hello', nick, ...(credentials && { credentials }) });
    await peer.ok({ type: 'join', room: 'lobby' });
    return peer;
  }

  return {
    gateway,
    http,
    ws,
    tcpPort,
    connect(kind) {
      const { port = 0, url } = own[kinds.indexOf(kind)] ?? { url: '' };
      return overTcp.has(kind) ? tcpSeat(port) : frameSeat(url);
    },
    stranger,
    program,
    operator: (nick) => program(nick, { operator: gateway.operatorToken }),
  };
}
