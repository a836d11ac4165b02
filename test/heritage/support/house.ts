import { type KindName, kindNames } from '../../../adapters/dialects/heritage/index.js';
import type { GatewaySettings } from '../../../apps/gateway/index.js';
import type { Hub } from '../../../index.js';
import { startGateway } from '../../apps/gateway/support/gateway.js';
import { eventually } from '../../support/eventually.js';
import { operatorSends } from './operator-file.js';

const ROOM = 'lobby';

/** The stock gateway with a port for each of the five old programs. */
export interface House {
  readonly hub: Hub;
  /** Where each program's clients come in. */
  readonly ports: Readonly<Record<KindName, number>>;
  /** Where native clients come in. */
  readonly native: string;
  /** The nicks of those who are in the room, in alphabetical order. */
  nicks(): readonly string[];
  /** Resolves once so many are in the room. */
  holds(count: number): Promise<void>;
  /** The operator says something to the room. */
  says(text: string): Promise<void>;
  /** The operator sends a file to the room. */
  sends(name: string, bytes: Uint8Array): Promise<void>;
}

/** Opens one on free ports of loopback; it is closed when the test is done. */
export async function openHouse(settings: Partial<GatewaySettings> = {}): Promise<House> {
  const anyPort = { Qserverchat: 0, QmlChat: 0, TcpChatting: 0, WebsocketFiles: 0, Serverchat: 0 };
  const ports = Object.fromEntries(Object.entries(anyPort).map(([name, port]) => [`heritage${name}Port`, port]));
  const { gateway, addresses, http, ws } = await startGateway({ heritage: true, ...ports, ...settings });
  const { hub, operatorToken } = gateway;
  const old = addresses.slice(-kindNames.length);
  const portOf = (index: number): number => old[index]?.port ?? 0;
  const nicks = (): readonly string[] =>
    hub.chat
      .members(ROOM)
      .map(({ nick }) => nick)
      .sort();
  return {
    hub,
    ports: Object.fromEntries(kindNames.map((name, index) => [name, portOf(index)])) as Record<KindName, number>,
    native: `${ws}ws`,
    nicks,
    holds: (count) => eventually(() => hub.chat.members(ROOM).length === count),
    says: async (text) => void (await hub.chat.say({ room: ROOM, text })),
    sends: (name, bytes) => operatorSends({ http, token: operatorToken, room: ROOM }, name, bytes),
  };
}
