import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/sources.js';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

const pages = readdirSync(root).filter((name) => name.endsWith('.md'));

describe('the commands that the documents name', () => {
  test.each(pages)('in %s exist', (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const named = [...text.matchAll(/\bnpm (?:run )?([a-z]+(?::[a-z]+)?)\b/g)].flatMap(([all, name]) =>
      name !== undefined && (all.startsWith('npm run ') || name === 'start' || name === 'test') ? [name] : [],
    );
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
