import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createKeyedMutex, sharedKeyedMutex } from '../../core/index.js';

test('runs work of one key one at a time, in the order of the calls', async () => {
  const mutex = createKeyedMutex();
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await setImmediate();
    log.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([mutex('a', work('first')), mutex('a', work('second'))])).toEqual(['first', 'second']);
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

test('runs work of different keys concurrently', async () => {
  const mutex = createKeyedMutex();
  let release = (): void => undefined;
  const blocked = mutex('a', () => new Promise<void>((resolve) => (release = resolve)));
  expect(await mutex('b', async () => 'done')).toBe('done');
  release();
  await blocked;
});

test('runs the next work of a key after the one before has failed', async () => {
  const mutex = createKeyedMutex();
  const failed = mutex('a', () => Promise.reject(new Error('disk full')));
  const next = mutex('a', async () => 'done');
  await expect(failed).rejects.toThrow('disk full');
  expect(await next).toBe('done');
});

test('shares one mutex per owner', () => {
  const owner = {};
  expect(sharedKeyedMutex(owner)).toBe(sharedKeyedMutex(owner));
  expect(sharedKeyedMutex({})).not.toBe(sharedKeyedMutex(owner));
});
