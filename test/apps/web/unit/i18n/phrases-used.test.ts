import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from '../../../../../apps/web/src/i18n/en.js';
import { root } from '../../../../support/sources.js';

const folder = join(root, 'apps/web/src');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const code = files
  .filter((file) => !/[\\/]?i18n[\\/]/.test(file))
  .map((file) => readFileSync(join(folder, file), 'utf8'))
  .join('\n');

test('every phrase is used', () => {
  const names = Object.keys(en);
  expect(names.filter((name) => !code.includes(`'${name}'`))).toEqual([]);
});
