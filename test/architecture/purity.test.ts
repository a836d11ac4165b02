import { describe, expect, test } from 'vitest';
import { type Source, sourcesIn } from '../support/sources.js';
import { reachesFor } from './globals.js';

const CLOCKS = ['Date.now', 'new Date()', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const CHANCE = ['Math.random', 'crypto'];
const NODE = ['process', 'Buffer', 'globalThis', 'require', 'console'];
const IMPURE = new Set([...CLOCKS, ...CHANCE, ...NODE]);
const CONSOLE = new Set(['console']);

const offences = (sources: readonly Source[], names: ReadonlySet<string>): string[] =>
  sources.flatMap(({ path, text }) => reachesFor(names, text, path).map(({ what, line }) => `${path}:${line} ${what}`));

describe('the core', () => {
  test('touches no clock, timer, randomness, console or process', () => {
    const core = sourcesIn('core');
    expect(core.length).toBeGreaterThan(10);
    expect(offences(core, IMPURE)).toEqual([]);
  });
});

describe('the libraries', () => {
  test.each(['core', 'adapters', 'plugins', 'testkit', 'client'])('never write to the console in %s', (folder) => {
    expect(offences(sourcesIn(folder), CONSOLE)).toEqual([]);
  });
});

describe('the detector', () => {
  test.each([
    ['const t = Date.now();', 'Date.now'],
    ['const t = new Date();', 'new Date()'],
    ['setTimeout(() => {}, 5);', 'setTimeout'],
    ['const later = setImmediate;', 'setImmediate'],
    ['const n = Math.random() * 2;', 'Math.random'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ['if (process.env.X) run();', 'process'],
    ['console.log(1);', 'console'],
  ])('sees %s', (text, what) => {
    expect(reachesFor(IMPURE, text).map((reach) => reach.what)).toEqual([what]);
  });

  test.each([
    '// setTimeout is not for us',
    "const scope = 'process';",
    'broker.process();',
    'const table = { process: 1, console: 2 };',
    'const day = new Date(at).toISOString();',
    'interface Clock { setTimeout(ms: number): void }',
  ])('lets pass %s', (text) => {
    expect(reachesFor(IMPURE, text)).toEqual([]);
  });
});
