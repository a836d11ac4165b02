import { onTestFinished } from 'vitest';
import { type MemoryPeer, memory } from '../../../../adapters/transports/memory/index.js';
import { createHub, type Hub, type Plugin, silent } from '../../../../index.js';

/** A hub in memory, and a way to come in. */
export interface Talk {
  readonly hub: Hub;
  /** A peer that speaks JSON. */
  connect(): MemoryPeer;
  /** A peer that has logged in and is in the lobby. */
  enter(nick: string): Promise<MemoryPeer>;
}

export async function talk(...plugins: readonly Plugin[]): Promise<Talk> {
  const wire = memory();
  const hub = createHub({ plugins, logger: silent });
  await hub.listen(wire);
  onTestFinished(() => hub.stop());
  const connect = (): MemoryPeer =>
    wire.connect({ subprotocol: 'partyline.v1', remoteAddress: '192.0.2.7', url: '/ws?token=hunter2' });
  return {
    hub,
    connect,
    async enter(nick) {
      const peer = connect();
      await ask(peer, { type: 'hello', nick, credentials: { password: 'hunter2' } });
      await ask(peer, { type: 'join', room: 'lobby' });
      return peer;
    },
  };
}

/** Sends a command and waits for its reply; events before it are skipped. */
export async function ask(peer: MemoryPeer, command: object): Promise<Record<string, unknown>> {
  const ref = Math.random().toString(36);
  peer.send(JSON.stringify({ ...command, ref }));
  for (;;) {
    const frame = await peer.next();
    if (frame === undefined) throw new Error('The connection is closed.');
    const reply = JSON.parse(String(frame)) as Record<string, unknown>;
    if (reply.ref === ref) return reply;
  }
}
