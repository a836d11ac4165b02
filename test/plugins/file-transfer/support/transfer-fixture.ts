import { type FilePeer, filePeer } from '../../../../bench/files/client/peer.js';
import type { HubParts, Plugin } from '../../../../core/index.js';
import { type FileTransferOptions, settingsOf } from '../../../../plugins/file-transfer/options.js';
import { createFileTransfer } from '../../../../plugins/file-transfer/plugin.js';
import type { TransferContext } from '../../../../plugins/file-transfer/transfer-context.js';
import { deferred } from '../../../support/deferred.js';
import { openWorld, type World } from '../../../support/world.js';
import { createMemoryFileStore, type MemoryFileStore, type Pace } from './memory-file-store.js';

/** What is set on a stage where the test does not say. */
export interface StageOptions {
  readonly files?: Partial<FileTransferOptions>;
  readonly pace?: Pace;
  /** Come before the plugin. */
  readonly before?: readonly Plugin[];
  /** Come behind the plugin. */
  readonly after?: readonly Plugin[];
  /** Other parts of the hub. */
  readonly hub?: Partial<HubParts>;
}

/** Something that the plugin told of. */
export type Told = readonly [event: 'fileStored' | 'fileSent' | 'fileRefused', info: Readonly<Record<string, unknown>>];

/** A hub in memory with the plugin on a vault in memory. */
export interface Stage {
  readonly world: World;
  readonly fileStore: MemoryFileStore;
  readonly parts: TransferContext;
  readonly told: readonly Told[];
  /** Logs a program in and brings it into rooms. @param hello More of its `hello`. */
  peer(nick: string, rooms?: readonly string[], hello?: Readonly<Record<string, string | boolean>>): Promise<Actor>;
}

/** A program, and how its connection breaks. */
export interface Actor extends FilePeer {
  /** Cuts the connection. */
  abort(): void;
  /** Events that came, in order, with their bytes as a number. */
  readonly heard: readonly Readonly<Record<string, unknown>>[];
  /** The next event of a type that was not asked for yet. */
  next(type: string): Promise<Readonly<Record<string, unknown>>>;
}

/** Opens a stage; it is stopped when the test has finished. */
export async function openTransferFixture({
  files = {},
  pace,
  before = [],
  after = [],
  hub = {},
}: StageOptions = {}): Promise<Stage> {
  const settings = settingsOf({ dir: 'nowhere', ...files });
  const made = deferred<TransferContext>();
  const plugin = createFileTransfer(settings, {
    open: async (host) => createMemoryFileStore(settings.limits, host.clock, pace),
    ready(parts) {
      made.resolve(parts);
      return () => {};
    },
  });
  const world = await openWorld({ ...hub, plugins: [...before, plugin, ...after] });
  const parts = await made.promise;
  const told: Told[] = [];
  for (const event of ['fileStored', 'fileSent', 'fileRefused'] as const) {
    world.hub.on(event, (info: object) => void told.push([event, { ...info }]));
  }
  return {
    world,
    fileStore: parts.fileStore as MemoryFileStore,
    parts,
    told,
    async peer(nick, rooms = ['lobby'], hello = {}) {
      const peer = actor(world);
      await peer.ask({ type: 'hello', nick, ...hello });
      for (const room of rooms) await peer.ask({ type: 'join', room });
      return peer;
    },
  };
}

/** A program on a connection of its own that has said nothing yet. */
export function actor(world: World): Actor {
  const wire = world.connect({ subprotocol: 'partyline.v1' });
  const peer = filePeer(wire, true);
  const heard: Readonly<Record<string, unknown>>[] = [];
  const fresh: Readonly<Record<string, unknown>>[] = [];
  const waiting: { readonly type: string; resolve(event: Readonly<Record<string, unknown>>): void }[] = [];
  peer.listen((event, bytes) => {
    const seen = bytes === undefined ? event : { ...event, bytes: bytes.length };
    heard.push(seen);
    const at = waiting.findIndex(({ type }) => type === seen.type);
    if (at < 0) fresh.push(seen);
    else waiting.splice(at, 1)[0]?.resolve(seen);
  });
  return {
    ...peer,
    heard,
    abort: () => wire.abort(),
    next(type) {
      const at = fresh.findIndex((event) => event.type === type);
      const [found] = at < 0 ? [] : fresh.splice(at, 1);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve) => waiting.push({ type, resolve }));
    },
  };
}
