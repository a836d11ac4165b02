import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FilePeer, filePeer } from '../../../../bench/files/client/peer.js';
import { type Hub, MemoryBroker, MemoryStore, type Plugin, type Transport } from '../../../../core/index.js';
import { createHub } from '../../../../index.js';
import { type FileTransfer, type FileTransferOptions, fileTransfer } from '../../../../plugins/file-transfer/index.js';
import type { Wire } from '../../../support/peers.js';
import { countingRandom } from '../../../support/random.js';
import { type WireName, wireKinds } from '../../../support/wires.js';

/** A folder of the test's own, gone when it has finished. */
export async function temporaryFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'partyline-files-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A hub with files on a disk, that can be stopped and started again. */
export interface House {
  readonly dir: string;
  readonly files: FileTransfer;
  readonly hub: Hub;
  /** Connects a program, logs it in under a token, and brings it into the lobby. */
  connect(nick: string, token?: string): Promise<Guest>;
  /** Connects a person, who has typed nothing yet. */
  person(): Promise<Wire>;
  /** Stops the hub, however much is under way, and starts another one on the same folder and the same store. */
  restart(): Promise<void>;
}

/** A program in the lobby. */
export interface Guest extends FilePeer {
  /** Breaks the connection. */
  abort(): void;
}

/** Builds a house on one kind of wire. */
export async function openHubFixture(
  wire: WireName,
  options: Partial<FileTransferOptions> = {},
  plugins: readonly Plugin[] = [],
): Promise<House> {
  const dir = options.dir ?? (await temporaryFolder());
  const store = new MemoryStore();
  const kind = wireKinds[wire];
  const binary = wire !== 'TCP, lines';
  let transport: Transport;
  let addresses: Awaited<ReturnType<Hub['listen']>>;
  let hub: Hub;
  let files: FileTransfer;

  async function start(): Promise<void> {
    files = fileTransfer({ ...options, dir });
    // What a broker on disk would keep: the plugin's store.
    const broker = Object.assign(new MemoryBroker(countingRandom()), { store });
    hub = createHub({ plugins: [...plugins, files], broker });
    transport = kind.listen();
    addresses = await hub.listen(transport);
  }

  await start();
  onTestFinished(() => hub.stop({ drainMs: 100 }));
  return {
    dir,
    get files() {
      return files;
    },
    get hub() {
      return hub;
    },
    async connect(nick, token) {
      const wire = await kind.program(transport, addresses);
      const peer = filePeer(wire, binary);
      await peer.ask({ type: 'hello', nick, ...(token === undefined ? {} : { resume: token, positions: {} }) });
      await peer.ask({ type: 'join', room: 'lobby' });
      return { ...peer, abort: () => wire.abort() };
    },
    person: () => kind.person(transport, addresses),
    async restart() {
      await hub.stop({ drainMs: 1 });
      await start();
    },
  };
}
