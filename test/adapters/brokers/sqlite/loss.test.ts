import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sqlite } from '../../../../adapters/brokers/sqlite/index.js';
import type { BrokerProblem } from '../../../../core/index.js';
import { eventually } from '../../../support/eventually.js';
import { sayer } from './support/brokers.js';
import { freshPath } from './support/file.js';

type Options = Partial<Parameters<typeof sqlite>[0]>;

/** A broker that runs, and all that it reported. */
async function running(path: string, options: Options = {}) {
  const broker = sqlite({ path, ...options });
  const warnings: string[] = [];
  const problems: (BrokerProblem | undefined)[] = [];
  onTestFinished(() => broker.close());
  await broker.start({
    entry() {},
    ephemeral() {},
    warning: (text) => void warnings.push(text),
    problem: (problem) => void problems.push(problem),
  });
  return { broker, warnings, problems, say: sayer(broker) };
}

/** The files of a broker that was killed after it had kept messages: a copy of them while it runs. */
async function killed(messages = 5): Promise<string> {
  const path = freshPath();
  const { say } = await running(path);
  for (let count = 0; count < messages; count++) await say('a', `message ${count}`);
  const copy = freshPath();
  for (const suffix of ['', '-wal', '-run']) copyFileSync(path + suffix, copy + suffix);
  return copy;
}

async function closed(messages = 5): Promise<string> {
  const path = freshPath();
  const { say, broker } = await running(path);
  for (let count = 0; count < messages; count++) await say('a', `message ${count}`);
  await broker.close();
  return path;
}

const startOf = (path: string, options: Options = {}) =>
  running(path, options).then(
    () => undefined,
    (error: unknown) => error as Error & { details: object },
  );

const epochOf = async ({ broker }: Awaited<ReturnType<typeof running>>) => (await broker.subscribe('a')).epoch;

describe('files that are removed while they are open', () => {
  test.each([
    ['the folder', (path: string) => rmSync(dirname(path), { recursive: true })],
    ['the database', (path: string) => rmSync(path)],
    ['the WAL', (path: string) => rmSync(`${path}-wal`)],
    [
      'the database for another one',
      (path: string) => {
        copyFileSync(path, `${path}.copy`);
        renameSync(`${path}.copy`, path);
      },
    ],
  ])('%s: nothing is acknowledged any more, and what was kept is read', async (_what, remove) => {
    const path = freshPath();
    const { broker, say, problems } = await running(path);
    await say('a', 'before');
    remove(path);
    const failures = await Promise.allSettled([say('a', 'one'), say('b', 'two'), broker.store?.put('k', 1)]);
    for (const failure of failures) {
      expect(failure).toMatchObject({ status: 'rejected', reason: { code: 'CHAT_BROKER_FAILED' } });
    }
    expect(problems).toMatchObject([{ reason: 'data-removed', writable: false }]);
    expect(problems[0]?.text).toContain(path);
    expect((await broker.read('a', { limit: 5 })).entries).toHaveLength(1);
  });

  test('and put back: writing goes on', async () => {
    const path = freshPath();
    const { say, problems, broker } = await running(path);
    await say('a', 'before');
    const aside = `${dirname(path)}-aside`;
    onTestFinished(() => rmSync(aside, { recursive: true, force: true }));
    renameSync(dirname(path), aside);
    await expect(say('a', 'lost')).rejects.toMatchObject({ code: 'CHAT_BROKER_FAILED' });
    renameSync(aside, dirname(path));
    await eventually(() => problems.at(-1) === undefined);
    expect(broker.problem).toBeUndefined();
    const { position } = await say('a', 'after');
    const { entries } = await broker.read('a', { limit: 10 });
    expect(entries.at(-1)?.position).toEqual(position);
    expect(entries.map(({ position: { offset } }) => offset)).toEqual(entries.map((_, at) => at + 1));
  });
});

describe('a start', () => {
  test('after a kill goes on in the same epoch, without a word', async () => {
    const path = await killed();
    const first = await running(path);
    expect(first.warnings).toEqual([]);
    const { entries } = await first.broker.read('a', { limit: 10 });
    expect(entries).toHaveLength(5);
    expect(await epochOf(first)).toBe(entries[0]?.position.epoch);
  });

  test.each([
    ['removed', (wal: string) => rmSync(wal)],
    ['emptied', (wal: string) => truncateSync(wal, 0)],
  ])('whose WAL was %s warns, and has a new epoch, so that no offset is used twice', async (_how, lose) => {
    const path = await killed();
    const known = await running(join(dirname(path), 'log.db'));
    const epoch = await epochOf(known);
    const { position } = await known.say('a', 'kept in the WAL');
    const copy = freshPath();
    for (const suffix of ['', '-wal', '-run']) copyFileSync(path + suffix, copy + suffix);
    lose(`${copy}-wal`);
    const later = await running(copy);
    expect(later.warnings).toHaveLength(1);
    expect(later.warnings[0]).toContain(`${copy}-wal`);
    expect(await epochOf(later)).not.toBe(epoch);
    expect(await later.broker.read('a', { after: position, limit: 10 })).toMatchObject({ gap: true });
    await later.broker.close();
    const again = await running(copy);
    expect(again.warnings).toEqual([]);
    expect(await epochOf(again)).toBe(await epochOf(later).catch(() => epochOf(again)));
  });

  test('with an older database than was closed warns, and has a new epoch', async () => {
    const path = await closed(3);
    const backup = readFileSync(path);
    const first = await running(path);
    const epoch = await epochOf(first);
    await first.say('a', 'later');
    await first.broker.close();
    writeFileSync(path, backup);
    const second = await running(path);
    expect(second.warnings[0]).toContain('older');
    expect(await epochOf(second)).not.toBe(epoch);
    await second.broker.close();
    expect((await running(path)).warnings).toEqual([]);
  });

  test('is not alarmed by a WAL that ended with its thread', async () => {
    const path = await closed();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect((await running(path)).warnings).toEqual([]);
  });

  test.each([
    ['emptied, beside its WAL', (path: string) => truncateSync(path, 0)],
    ['removed, beside its WAL', (path: string) => rmSync(path)],
    [
      'emptied, alone',
      (path: string) => {
        truncateSync(path, 0);
        rmSync(`${path}-wal`);
      },
    ],
  ])('whose database was %s is refused, unless the loss is accepted', async (_how, lose) => {
    const path = await killed();
    lose(path);
    const failure = await startOf(path);
    expect(failure).toMatchObject({ code: 'CHAT_STORE_FAILED', details: { reason: 'lost' } });
    expect(failure?.message).toContain(path);
    expect(failure?.message).toContain('--accept-data-loss');
    const anew = await running(path, { acceptDataLoss: true });
    expect(anew.warnings).toHaveLength(1);
    expect((await anew.say('a', 'first')).position.offset).toBe(1);
    await anew.broker.close();
    expect((await running(path)).warnings).toEqual([]);
  });

  test('without a database is refused where something else says that there was one', async () => {
    const path = freshPath();
    expect(await startOf(path, { evidence: '/data/files has files' })).toMatchObject({ details: { reason: 'lost' } });
    expect((await running(path)).warnings).toEqual([]);
  });

  test.each([
    ['cut in half', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 8_192) * 4_096)],
    [
      'filled with noise in the middle',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 4_096);
        writeFileSync(path, bytes);
      },
    ],
  ])('of a database that was %s says which file it is and what to do', async (_how, damage) => {
    const path = await closed(300);
    damage(path);
    const failure = await startOf(path);
    expect(failure).toMatchObject({ details: { reason: 'corrupt' } });
    expect(failure?.message).toContain(path);
    expect(failure?.message).toContain('.recover');
  });
});

describe.skipIf(process.platform === 'win32')('the files', () => {
  const modesOf = (path: string) =>
    ['', '-wal', '-run'].map((suffix) => (statSync(path + suffix).mode & 0o777).toString(8));

  test('are for their owner alone, in an open folder and with an open umask', async () => {
    const path = join(dirname(freshPath()), 'open', 'log.db');
    mkdirSync(dirname(path), { mode: 0o755 });
    const { say } = await running(path);
    await say('a', 'secret');
    expect(modesOf(path)).toEqual(['600', '600', '600']);
  });

  test('that others could read are tightened at the start', async () => {
    const path = await killed();
    for (const suffix of ['', '-wal', '-run']) chmodSync(path + suffix, 0o644);
    await running(path);
    expect(modesOf(path)).toEqual(['600', '600', '600']);
  });
});
