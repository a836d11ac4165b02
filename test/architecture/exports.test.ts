import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, sourcesIn } from '../support/sources.js';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const sourceOf = (target: string): string => target.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts');

/** The folders that are somebody's face: what is in one and not exported, nobody can import. */
const FACE =
  /^(?:adapters\/system|adapters\/(?:transports|dialects|brokers)\/[^/]+|plugins\/[^/]+|testkit|client)\/index\.ts$/;

describe('the subpaths of the package', () => {
  const targets = Object.entries(manifest.exports).filter(([subpath]) => subpath !== './package.json');

  test.each(targets)('%s has its source', (_subpath, target) => {
    expect(target).toMatch(/^\.\/dist\/.+\.js$/);
    expect(existsSync(join(root, sourceOf(target))), sourceOf(target)).toBe(true);
  });

  test('are what the reference documentation is made of', () => {
    const { entryPoints } = JSON.parse(readFileSync(join(root, 'typedoc.json'), 'utf8')) as { entryPoints: string[] };
    expect(entryPoints).toEqual(targets.map(([, target]) => `./${sourceOf(target)}`));
  });

  test('cover every adapter, plugin and kit there is', () => {
    const shared = 'adapters/transports/socket/index.ts';
    const faces = sourcesIn('adapters', 'plugins', 'testkit', 'client')
      .map(({ path }) => path)
      .filter((path) => FACE.test(path) && path !== shared);
    const exported = new Set(targets.map(([, target]) => sourceOf(target)));
    expect(faces.filter((path) => !exported.has(path))).toEqual([]);
  });

  test('of the command line lead to a source too', () => {
    for (const target of Object.values(manifest.bin)) {
      expect(existsSync(join(root, sourceOf(target))), target).toBe(true);
    }
  });
});
