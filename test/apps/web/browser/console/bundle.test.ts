import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { root } from '../../../../support/sources.js';

const MAX_BYTES = 80_000;
/** A text that occurs in the console's code only. */
const MARK = 'CONSOLE_AWAY';

const built = join(root, 'dist/apps/web');
const text = (path: string): string => readFileSync(join(built, path), 'utf8');

/** The files that a page loads first, with their static imports. */
function firstLoad(page: string): readonly string[] {
  const named = [...text(page).matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, path = '']) => path,
  );
  const files = new Set(named);
  for (const path of files) {
    if (!path.endsWith('.js')) continue;
    for (const [, name = ''] of text(path).matchAll(/\b(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
      files.add(`assets/${name}`);
    }
  }
  return [...files];
}

describe('the console bundle', () => {
  test(`loads less than ${MAX_BYTES} bytes first`, () => {
    const files = firstLoad('console.html');
    expect(files.length).toBeGreaterThan(2);
    const bytes = files.reduce((sum, path) => sum + gzipSync(text(path)).length, gzipSync(text('console.html')).length);
    expect(bytes).toBeLessThan(MAX_BYTES);
  });

  test('shares no console code with the chat', () => {
    const holds = (page: string) => firstLoad(page).some((path) => text(path).includes(MARK));
    expect([holds('console.html'), holds('index.html')]).toEqual([true, false]);
  });
});
