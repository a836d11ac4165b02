import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { createHub, type Hub, type Limits, type Plugin, refuse, type Session } from '../../../index.js';
import { createPeer, type Peer, type Traffic } from './peer.js';
import { type Ports, type WireName, wires } from './wires.js';

/** A hub that listens on real ports, and what has been said over them. */
export interface Desk {
  readonly hub: Hub;
  readonly ports: Ports;
  readonly traffic: Traffic;
  /** Opens a connection. */
  call(wire: WireName): Promise<Peer>;
}

/** Sends the one event that the core itself never sends, and refuses with a code of its own. */
const greeter: Plugin = {
  name: 'greeter',
  setup(host) {
    // Programs only: people's transcripts stay short.
    const greet = (session: Session, text: string): void => {
      if (session.wire.endsWith('/native')) session.send({ type: 'notice', text });
    };
    // Sent before the reply to `hello` is.
    host.on('login', (session) => greet(session, 'Hello.'));
    host.on('joined', (session, room) => greet(session, `Welcome to ${room}.`));
    host.gate('join', (request) => (request.room === 'club' ? { ...request, privacy: 'locked' } : request));
    host.gate('publish', (message) =>
      message.text === 'HEY' ? refuse('GREETER_LOUD', 'Not so loud.', { text: message.text, times: 1 }) : message,
    );
  },
};

/** Starts a hub on free ports of this machine. */
export async function openDesk(limits: Partial<Limits> = {}): Promise<Desk> {
  const hub = createHub({ plugins: [greeter], limits: { faults: 3, recoverEntries: 5, ...limits } });
  const addresses = await hub.listen(tcp({ port: 0 }), websocket({ port: 0 }));
  const [tcpPort = 0, websocketPort = 0] = addresses.map(({ port }) => port ?? 0);
  const ports = { tcp: tcpPort, websocket: websocketPort };
  const traffic: Traffic = [];
  return { hub, ports, traffic, call: async (wire) => createPeer(await wires[wire](ports), traffic) };
}
