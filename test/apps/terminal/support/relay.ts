import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A wire to a port that can be cut. */
export interface Relay {
  readonly port: number;
  /** Cuts everything that goes through it, and lets nothing through until it is opened. */
  block(): void;
  open(): void;
}

/** Starts a relay to a port of this machine. */
export async function relayTo(port: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    // A cut is what it is for.
    return socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    if (!isOpen) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    keep(near).pipe(keep(far)).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  const block = (): void => {
    isOpen = false;
    for (const socket of sockets) socket.destroy();
  };
  const open = (): void => {
    isOpen = true;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    block();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, block, open };
}
