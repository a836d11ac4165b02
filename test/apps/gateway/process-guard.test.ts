import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createPluginFinder, guardProcess } from '../../../apps/gateway/process-guard.js';
import { startGateway } from './support/gateway.js';

/** A process of which only what a guard uses is there. */
class FakeProcess extends EventEmitter {
  exitCode: number | undefined;
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

async function guarded(pluginOf: (error: unknown) => string | undefined = () => undefined) {
  const { gateway, http } = await startGateway();
  const fake = new FakeProcess();
  const failures: (readonly [string, string, unknown])[] = [];
  gateway.hub.on('failed', ({ plugin, what, error }) => void failures.push([plugin, what, error.cause]));
  const release = guardProcess({
    process: fake,
    hub: gateway.hub,
    findPlugin: pluginOf,
    stop: gateway.stop,
    exitMs: 60_000,
  });
  return { gateway, http, fake, failures, release };
}

describe('a promise that nothing waits for', () => {
  test('is logged under the plugin’s name and counted when it rejects, and the gateway goes on', async () => {
    const { gateway, http, fake, failures } = await guarded(() => 'dice');
    const error = new Error('lost');
    fake.emit('unhandledRejection', error);
    fake.emit('unhandledRejection', error);
    expect(failures).toEqual([
      ['dice', 'unhandled rejection', error],
      ['dice', 'unhandled rejection', error],
    ]);
    expect([gateway.hub.state, fake.exits, fake.exitCode]).toEqual(['open', [], undefined]);
    const metrics = await (await fetch(`${http}metrics`)).text();
    expect(metrics).toMatch(/failures_total\{[^}]*plugin="dice"[^}]*\} 2/);
  });

  test.each(['a text', undefined, null, 7, { some: 'thing' }, Symbol('s')])('may reject with %s', async (reason) => {
    const { gateway, fake, failures } = await guarded();
    fake.emit('unhandledRejection', reason);
    expect(failures).toMatchObject([['app', 'unhandled rejection', expect.any(Error)]]);
    expect(gateway.hub.state).toBe('open');
  });
});

describe('an exception that nothing has caught', () => {
  test('drains the gateway, whose process then ends with 1', async () => {
    const { gateway, fake, failures } = await guarded();
    fake.emit('uncaughtException', new Error('half done'));
    expect(failures).toMatchObject([['app', 'uncaught exception', { message: 'half done' }]]);
    await gateway.stopped;
    expect([gateway.hub.state, fake.exitCode, fake.exits]).toEqual(['stopped', 1, []]);
  });

  test('ends the process at once when it is the second one', async () => {
    const { fake } = await guarded();
    fake.emit('uncaughtException', new Error('one'));
    expect(fake.exits).toEqual([]);
    fake.emit('uncaughtException', new Error('two'));
    expect(fake.exits).toEqual([1]);
  });
});

test('a guard that is released listens to nothing', async () => {
  const { fake, release } = await guarded();
  release();
  expect(fake.eventNames()).toEqual([]);
});

describe('the plugin of an error', () => {
  const errorAt = (...files: readonly string[]): Error => {
    const error = new Error('x');
    error.stack = ['Error: x', ...files.map((file) => `    at run (${file}:3:7)`)].join('\n');
    return error;
  };
  const find = createPluginFinder([
    { name: 'dice', file: 'file:///srv/my%20plugins/dice/index.js' },
    { name: 'one', file: '/srv/shared/one.js' },
    { name: 'two', file: '/srv/shared/two.js' },
  ]);

  test.each([
    [['file:///srv/my%20plugins/dice/index.js'], 'dice'],
    [['file:///srv/my%20plugins/dice/lib/roll.js'], 'dice'],
    [['node:internal/timers', '/srv/shared/two.js', '/srv/shared/one.js'], 'two'],
    [['/srv/shared/helper.js'], undefined],
    [['/srv/other/x.js'], undefined],
    [[], undefined],
  ])('is found by the files of its stack: %j', (files, plugin) => {
    expect(find(errorAt(...files))).toBe(plugin);
  });

  test('is found by the stack of its cause, and a stock plugin by its folder', () => {
    expect(find(new Error('outer', { cause: errorAt('/srv/shared/one.js') }))).toBe('one');
    const stock = new URL('../../../plugins/history/index.ts', import.meta.url).href;
    expect(find(errorAt(stock))).toBe('history');
  });

  test('is found in a stack that Node has made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'partyline-stack-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'lost plugin.mjs');
    writeFileSync(file, 'export const lose = async () => { await null; throw new Error("lost"); };\n');
    const { lose } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { lose(): Promise<void> };
    const error = await lose().catch((thrown: unknown) => thrown);
    expect(createPluginFinder([{ name: 'lost', file }])(error)).toBe('lost');
  });
});
