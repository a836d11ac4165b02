import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { memory } from '../../../adapters/transports/memory/index.js';
import { type FilePeer, filePeer, Refused } from '../../../bench/files/client/peer.js';
import {
  createHub,
  type JsonObject,
  MemoryBroker,
  nativeSubprotocol,
  type Plugin,
  refuse,
} from '../../../core/index.js';
import { settingsOf } from '../../../plugins/file-transfer/options.js';
import { fileTransferOn } from '../../../plugins/file-transfer/plugin.js';
import { createVault, type Vault } from '../../../plugins/file-transfer/vault/index.js';
import { manualClock } from '../../../testkit/index.js';
import { attach, type KeptLog, keptLog } from '../../../testkit/world/kept-log.js';
import { countingRandom } from '../../support/random.js';
import { partsForTests } from '../../support/world.js';
import { calling, type Fault, type Process, processWith } from './support/fault-points.js';

const running = vi.hoisted(() => ({ process: undefined as Process | undefined }));

vi.mock('node:fs/promises', async (original) => {
  const { callingFiles } = await import('./support/fault-points.js');
  const files = await original<typeof import('node:fs/promises')>();
  const names = ['open', 'rename', 'rm', 'mkdir', 'readdir', 'lstat', 'truncate'] as const;
  const wrapped = callingFiles(files, () => running.process);
  return { ...files, ...Object.fromEntries(names.map((name) => [name, wrapped[name]])) };
});

/** Where there is one, a folder in memory: hundreds of processes bring their files to the disk here. */
const memoryDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

const TOKEN = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';
const SIZE = 9_000;
const bytesOf = (seed: number): Uint8Array => Uint8Array.from({ length: SIZE }, (_, at) => (at * seed) % 251);

/** What the sender wants: under its name each file is announced once. */
const wanted: Readonly<Record<string, Uint8Array>> = { one: bytesOf(3), same: bytesOf(3), other: bytesOf(5) };

/** What outlives a process. */
interface Ground {
  readonly dir: string;
  readonly log: KeptLog;
}

interface Life {
  readonly process: Process;
  readonly vault: Vault;
  readonly ann: FilePeer;
}

async function ground(): Promise<Ground> {
  const dir = await mkdtemp(join(memoryDisk, 'partyline-killed-'));
  onTestFinished(async () => {
    running.process = undefined;
    await rm(dir, { recursive: true, force: true });
  });
  return { dir, log: keptLog(new MemoryBroker(countingRandom())) };
}

/** Starts a hub on what an earlier one has left. @returns What ends it in order, besides. */
async function live({ dir, log }: Ground, fault?: Fault): Promise<Life & { stop(): Promise<void> }> {
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
  let vault: Vault | undefined;
  const files = fileTransferOn(settings, {
    async open(host) {
      vault = await createVault({ dir, limits: settings.limits, store: host.store, clock });
      return vault;
    },
    ready: () => () => {},
  });
  const scanner: Plugin = {
    name: 'scanner',
    setup(host) {
      host.gate('file.scan', async (request) => {
        // While it is looked into, it is nowhere.
        const listed = await vault?.files('lobby', { limit: 100 });
        if (listed?.some(({ id }) => id === request.file))
          throw new Error('The file was listed before it was scanned.');
        if ((await vault?.file(request.file)) !== undefined) throw new Error('The file could be had.');
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
    get vault() {
      return vault as Vault;
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

async function enter(ann: FilePeer): Promise<void> {
  await ann.ask({ type: 'hello', nick: 'ann', resume: TOKEN, positions: {} });
  await ann.ask({ type: 'join', room: 'lobby' });
}

/** Where the sender's uploads are, as the sender knows. */
type Transfers = Map<string, string>;

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
async function sendOn(ann: FilePeer, transfers: Transfers, name: string): Promise<JsonObject> {
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
async function everything(ann: FilePeer, transfers: Transfers): Promise<void> {
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
async function announcedIn({ log }: Ground): Promise<readonly (readonly [name: string, file: string])[]> {
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
async function check(where: Ground, { vault }: Life): Promise<void> {
  const listed = await vault.files('lobby', { limit: 100 });
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
  for (const id of ids) await (await vault.open(id)).close();
  expect(await vault.pending()).toEqual([]);
  // No bytes without a record, no record without bytes.
  await vault.sweep();
  const uploads = vault.uploads();
  expect(await namesIn(join(where.dir, 'blobs'))).toEqual([...new Set(listed.map(({ sha256 }) => sha256))].toSorted());
  expect(await namesIn(join(where.dir, 'incoming'))).toEqual(uploads.map(({ id }) => id).toSorted());
  const begun = stored.filter(({ key }) => key.includes('/upload/')).map(({ key }) => key.split('/').at(-1) ?? '');
  expect(begun.toSorted()).toEqual(uploads.map(({ id }) => id).toSorted());
  const arrived = uploads.reduce((sum, { offset }) => sum + offset, 0);
  expect(vault.bytes()).toBe(listed.reduce((sum, { size }) => sum + size, arrived));
}

describe('a process that is killed', () => {
  test.each(['before', 'after'] as const)(
    '%s any of its calls leaves nothing half done',
    async (when) => {
      let at = 1;
      for (let isKilled = true; isKilled; at++) {
        const where = await ground();
        const transfers: Transfers = new Map();
        const first = await live(where, { at, when: 'after' });
        const doing = everything(first.ann, transfers).catch(() => undefined);
        await Promise.race([doing, first.process.ended]);
        await (first.process.isDead ? first.process.ended : doing);
        isKilled = first.process.isDead;
        // Beyond the last call nothing goes wrong.
        if (!isKilled) await first.stop();
        await first.process.closeAll();

        const second = await live(where);
        const what = `after call ${at}, ${first.process.calls.at(-1)}`;
        try {
          await check(where, second);
          await enter(second.ann);
          for (const name of Object.keys(wanted)) await sendOn(second.ann, transfers, name);
          await check(where, second);
          // Each was announced once, however often it was sent.
          const names = (await announcedIn(where)).map(([name]) => name);
          expect(names.toSorted()).toEqual(Object.keys(wanted).toSorted());
        } catch (error) {
          throw new Error(`Killed ${what}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        }
        await second.stop();
      }
      expect(at).toBeGreaterThan(80);
    },
    300_000,
  );
});
