import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { memory } from '../../../../adapters/transports/memory/index.js';
import { type FilePeer, filePeer, Refused } from '../../../../bench/files/client/peer.js';
import {
  createHub,
  type JsonObject,
  MemoryBroker,
  nativeSubprotocol,
  type Plugin,
  refuse,
  type Store,
} from '../../../../core/index.js';
import { createFileStore, type FileStore } from '../../../../plugins/file-transfer/file-store/index.js';
import { settingsOf } from '../../../../plugins/file-transfer/options.js';
import { createFileTransfer } from '../../../../plugins/file-transfer/plugin.js';
import { manualClock } from '../../../../testkit/index.js';
import { attach, type KeptLog, keptLog } from '../../../../testkit/world/kept-log.js';
import { countingRandom } from '../../../support/random.js';
import { partsForTests } from '../../../support/world.js';
import { calling, type Fault, type Process, processWith, running } from './fault-points.js';

/** Where there is one, a folder in memory: hundreds of processes bring their files to the disk here. */
const memoryDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const TOKEN = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';
const SIZE = 9_000;
const bytesOf = (seed: number): Uint8Array => Uint8Array.from({ length: SIZE }, (_, at) => (at * seed) % 251);

/** What the sender wants: under its name each file is announced once. */
export const wanted: Readonly<Record<string, Uint8Array>> = { one: bytesOf(3), same: bytesOf(3), other: bytesOf(5) };

/** What outlives a process. */
export interface Ground {
  readonly dir: string;
  readonly log: KeptLog;
}

export interface Life {
  readonly process: Process;
  readonly fileStore: FileStore;
  readonly ann: FilePeer;
}

/** @param store What the store is. Default: one in memory. */
export async function ground(store?: Store): Promise<Ground> {
  const dir = await mkdtemp(join(memoryDisk, 'partyline-killed-'));
  onTestFinished(async () => {
    running.process = undefined;
    await rm(dir, { recursive: true, force: true });
  });
  return { dir, log: { ...keptLog(new MemoryBroker(countingRandom())), ...(store && { store }) } };
}

/** Starts a hub on what an earlier one has left. @returns What ends it in order, besides. */
export async function live({ dir, log }: Ground, fault?: Fault): Promise<Life & { stop(): Promise<void> }> {
  const process = processWith(fault);
  running.process = process;
  const clock = manualClock({ start: 1_000_000 });
  const attached = attach(log, true);
  void process.ended.then(() => attached.cut());
  const { store, ...rest } = attached.broker;
  const broker = Object.assign(
    calling(rest, 'broker', () => process),
    {
      start: attached.broker.start,
      signal: attached.broker.signal,
      supports: attached.broker.supports,
      store: calling(store as object, 'store', () => process),
    },
  );
  const settings = settingsOf({ dir });
  let fileStore: FileStore | undefined;
  const files = createFileTransfer(settings, {
    async open(host) {
      fileStore = await createFileStore({ dir, limits: settings.limits, store: host.store, clock });
      return fileStore;
    },
    ready: () => () => {},
  });
  const scanner: Plugin = {
    name: 'scanner',
    setup(host) {
      host.gate('file.scan', async (request) => {
        // While it is looked into, it is nowhere.
        const listed = await fileStore?.files('lobby', { limit: 100 }).catch(() => []);
        if (listed?.some(({ id }) => id === request.file))
          throw new Error('The file was listed before it was scanned.');
        if ((await fileStore?.file(request.file).catch(() => undefined)) !== undefined)
          throw new Error('The file could be had.');
        return request.name === 'virus' ? refuse('SCAN_VIRUS', 'There is a virus in that file.') : request;
      });
    },
  };
  const parts = partsForTests(clock, { plugins: [files, scanner], broker: broker as never });
  const transport = memory({ clock, random: parts.random });
  const hub = createHub(parts);
  const ready = hub.listen(transport);
  await Promise.race([ready, process.ended]);
  return {
    process,
    ann: process.isDead ? nobody : filePeer(transport.connect({ subprotocol: nativeSubprotocol }), true),
    get fileStore() {
      return fileStore as FileStore;
    },
    async stop() {
      const stopped = hub.stop();
      await clock.advance(hub.limits.drainMs);
      await stopped;
    },
  };
}

/** The far end of a connection that was never made. */
const nobody: FilePeer = {
  send() {},
  ask: () => new Promise(() => {}),
  listen: () => () => {},
  over: new Promise(() => {}),
};

/** Logs the sender in, and brings them into the lobby. */
export async function enter(ann: FilePeer): Promise<void> {
  await ann.ask({ type: 'hello', nick: 'ann', resume: TOKEN, positions: {} });
  await ann.ask({ type: 'join', room: 'lobby' });
}

/** Where the sender's uploads are, as the sender knows. */
export type Transfers = Map<string, string>;

async function begin(ann: FilePeer, transfers: Transfers, name: string): Promise<string> {
  const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name, size: SIZE });
  transfers.set(name, String(transfer));
  return String(transfer);
}

async function finish(ann: FilePeer, transfer: string, offset: number, bytes: Uint8Array): Promise<JsonObject> {
  for (let at = offset; at < SIZE; at += 4_096) {
    ann.send({ type: 'file.chunk', transfer, offset: at }, bytes.slice(at, at + 4_096));
  }
  return ann.ask({ type: 'file.end', transfer });
}

/** Sends a file, or goes on with it, until it is announced: as the client does. */
export async function sendOn(ann: FilePeer, transfers: Transfers, name: string): Promise<JsonObject> {
  const bytes = wanted[name] as Uint8Array;
  const known = transfers.get(name);
  if (known !== undefined) {
    try {
      const { offset } = await ann.ask({ type: 'file.header', transfer: known, room: 'lobby' });
      return await finish(ann, known, Number(offset), bytes);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'FILE_UNKNOWN') throw error;
    }
  }
  return finish(ann, await begin(ann, transfers, name), 0, bytes);
}

/** All that a sender does with files. */
export async function everything(ann: FilePeer, transfers: Transfers): Promise<void> {
  await enter(ann);
  const { file } = await sendOn(ann, transfers, 'one');
  await sendOn(ann, transfers, 'same');
  const virus = await begin(ann, transfers, 'virus');
  await finish(ann, virus, 0, bytesOf(7)).catch(() => undefined);
  const given = await begin(ann, transfers, 'given up');
  ann.send({ type: 'file.chunk', transfer: given, offset: 0 }, bytesOf(9).slice(0, 2_000));
  await ann.ask({ type: 'file.abort', transfer: given });
  const other = await begin(ann, transfers, 'other');
  ann.send({ type: 'file.chunk', transfer: other, offset: 0 }, (wanted.other as Uint8Array).slice(0, 4_096));
  await ann.ask({ type: 'file.remove', file: String(file) });
  await sendOn(ann, transfers, 'other');
}

/** The files that the log announces, by name, with their ids. */
export async function announcedIn({ log }: Ground): Promise<readonly (readonly [name: string, file: string])[]> {
  const { entries } = await log.broker.read('lobby', { limit: 500 });
  return entries.map(({ message }) => message.data as JsonObject).map(({ name, file }) => [String(name), String(file)]);
}

async function namesIn(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();
}

/** Checks that the list, the log, the disk, the store and the quota say the same. */
export async function check(where: Ground, { fileStore }: Life): Promise<void> {
  const listed = await fileStore.files('lobby', { limit: 100 });
  const ids = listed.map(({ id }) => id).toSorted();
  const announced = await announcedIn(where);
  const removable = announced.filter(([name]) => name === 'one').map(([, file]) => file);
  // In the list exactly when announced, but for what was removed.
  expect(ids.filter((id) => !announced.some(([, file]) => file === id))).toEqual([]);
  const missing = announced.map(([, file]) => file).filter((file) => !ids.includes(file));
  expect(missing.filter((file) => !removable.includes(file))).toEqual([]);
  expect(announced.map(([name]) => name)).not.toContain('virus');
  // Servable exactly when in the list, whatever the store has.
  const stored = await where.log.store.list({ prefix: '', limit: 1_000 });
  const records = stored.filter(({ key }) => key.includes('/file/')).map(({ key }) => key.split('/').at(-1) ?? '');
  expect(records.toSorted()).toEqual(ids);
  for (const id of ids) await (await fileStore.open(id)).close();
  expect(await fileStore.pending()).toEqual([]);
  // No bytes without a record, no record without bytes.
  await fileStore.sweep();
  const uploads = fileStore.uploads();
  expect(await namesIn(join(where.dir, 'blobs'))).toEqual([...new Set(listed.map(({ sha256 }) => sha256))].toSorted());
  expect(await namesIn(join(where.dir, 'incoming'))).toEqual(uploads.map(({ id }) => id).toSorted());
  const begun = stored.filter(({ key }) => key.includes('/upload/')).map(({ key }) => key.split('/').at(-1) ?? '');
  expect(begun.toSorted()).toEqual(uploads.map(({ id }) => id).toSorted());
  const arrived = uploads.reduce((sum, { offset }) => sum + offset, 0);
  expect(fileStore.bytes()).toBe(listed.reduce((sum, { size }) => sum + size, arrived));
}
