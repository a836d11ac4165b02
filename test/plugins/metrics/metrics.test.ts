import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { ChatError, type Plugin } from '../../../core/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { root } from '../../support/sources.js';
import { openWorld } from '../../support/world.js';
import { scrape } from './support/scrape.js';

/** The metrics in the documentation: name, type and labels. */
function documented(): readonly (readonly string[])[] {
  const text = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  return [...text.matchAll(/^\| `((?:partyline|process|nodejs)_\w+)` \| (\w+) \| (.*?) \|/gm)].map(
    ([, name = '', type = '', labels = '']) => [
      name,
      type,
      [...labels.matchAll(/`(\w+)`/g)]
        .map(([, label]) => label)
        .sort()
        .join(),
    ],
  );
}

describe('the plugin', () => {
  test('keeps to its own registry, so that two hubs in a process do not mix', async () => {
    const one = metrics();
    const other = metrics();
    const world = await openWorld({ plugins: [one] });
    await openWorld({ plugins: [other] });
    await world.native('ann');
    expect((await scrape(one)).value('partyline_users')).toBe(1);
    expect((await scrape(other)).value('partyline_users')).toBe(0);
    expect(await register.metrics()).toBe('\n');
  });

  test('serves one hub at a time', async () => {
    const numbers = metrics();
    await openWorld({ plugins: [numbers] });
    const failure: unknown = await openWorld({ plugins: [numbers] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChatError);
    expect((failure as ChatError).message).toContain('every hub needs its own');
  });

  test('goes on counting in the next hub, once the first is over', async () => {
    const numbers = metrics();
    const first = await openWorld({ plugins: [numbers] });
    await first.native('ann');
    await first.hub.plugins.unload('metrics');
    const second = await openWorld({ plugins: [numbers] });
    await second.native('bob');
    expect((await scrape(numbers)).value('partyline_logins_total', { transport: 'memory', dialect: 'native' })).toBe(2);
  });

  test('measures the process: memory, processor time, and how late the event loop is', async () => {
    const numbers = metrics();
    await openWorld({ plugins: [numbers] });
    const read = await scrape(numbers);
    expect(read.value('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    expect(read.value('process_cpu_seconds_total')).toBeGreaterThan(0);
    expect(read.value('nodejs_heap_size_used_bytes')).toBeGreaterThan(1_000_000);
    expect(Math.abs((read.value('process_start_time_seconds') ?? 0) - performance.timeOrigin / 1_000)).toBeLessThan(60);
    expect(read.value('partyline_event_loop_lag_seconds', { quantile: '0.99' })).toBeGreaterThanOrEqual(0);
  });

  test('leaves the process to others where it is told to', async () => {
    const read = await scrape(metrics({ process: false }));
    expect([...read.types.keys()].filter((name) => !name.startsWith('partyline_'))).toEqual([]);
    expect(read.types.has('partyline_event_loop_lag_seconds')).toBe(false);
  });

  test('has the metrics that are documented, of those types and with those labels, and no others', async () => {
    const numbers = metrics();
    const broken: Plugin = {
      name: 'broken',
      setup: (host) =>
        host.gate('publish', () => {
          throw new RangeError('too far');
        }),
    };
    const world = await openWorld({ plugins: [numbers, broken] });
    await world.native('bob');
    const ann = await world.native('ann', 'lobby');
    await ann.refused({ type: 'say', room: 'lobby', text: 'hello' });
    ann.wire.close();
    await world.hub.plugins.load({
      name: 'counting',
      setup: (host) => void host.after(1, () => host.emit('metric', { plugin: 'counting', what: 'it', amount: 1 })),
    });
    await world.pass(1);
    const read = await scrape(numbers);
    const found = [...read.types].map(([name, type]) => {
      const labels = read.labelsOf(type === 'histogram' ? `${name}_count` : name);
      return [name, type, labels.toSorted().join()];
    });
    expect(found.sort()).toEqual(documented().toSorted());
  });
});
