import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { importPlugins } from '../../../../apps/gateway/import-plugins.js';
import { createGateway } from '../../../../apps/gateway/index.js';
import { temporaryFolder } from '../support/files.js';

const plugin = (name: string) => `{ name: '${name}', setup() {} }`;

/** A folder of its own with these files. */
function having(files: Readonly<Record<string, string>>): string {
  const at = mkdtempSync(join(temporaryFolder(), 'x-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(at, name, '..'), { recursive: true });
    writeFileSync(join(at, name), text);
  }
  return at;
}

async function names(files: Readonly<Record<string, string>>, ...specifiers: readonly string[]) {
  return (await importPlugins(specifiers, having(files))).map(({ name }) => name);
}

describe('a plugin is', () => {
  test.each([
    ['the default export, made', `export default () => (${plugin('a')}); export const other = 1;`],
    ['the default export itself', `export default ${plugin('a')}; export function helper() {}`],
    ['the only export, made', `export const a = () => (${plugin('a')}); export const LIMIT = 3;`],
    ['the only export itself', `export const a = ${plugin('a')};`],
    ['what is made in a while', `export const a = async () => (${plugin('a')});`],
  ])('%s', async (_what, text) => {
    expect(await names({ 'a.mjs': text }, './a.mjs')).toEqual(['a']);
  });

  test('what a CommonJS module exports', async () => {
    expect(await names({ 'a.cjs': `module.exports = () => (${plugin('a')});` }, './a.cjs')).toEqual(['a']);
  });

  test('found by its path or its address', async () => {
    const at = having({ 'a.mjs': `export default ${plugin('a')};` });
    for (const specifier of [join(at, 'a.mjs'), pathToFileURL(join(at, 'a.mjs')).href]) {
      expect((await importPlugins([specifier], '/')).map(({ name }) => name)).toEqual(['a']);
    }
  });

  test('found as a package of the folder', async () => {
    const files = {
      'node_modules/tea/package.json': '{ "type": "module", "exports": "./tea.js" }',
      'node_modules/tea/tea.js': `export const tea = () => (${plugin('tea')});`,
    };
    expect(await names(files, 'tea')).toEqual(['tea']);
  });

  test('one of several, in their order', async () => {
    const files = { 'a.mjs': `export default ${plugin('a')};`, 'b.mjs': `export default ${plugin('b')};` };
    expect(await names(files, './b.mjs', './a.mjs')).toEqual(['b', 'a']);
  });
});

describe('it is told with a code', () => {
  test.each([
    ['that there is no such file', {}, './a.js', 'PLUGIN_NOT_FOUND', /^No file at \/.+\/a\.js\.$/],
    [
      'that a folder is none',
      { 'a/index.js': '' },
      './a',
      'PLUGIN_NOT_FOUND',
      /^\.\/a is a folder\. Use the plugin's file/,
    ],
    ['that there is no such package', {}, 'partyline-tea', 'PLUGIN_NOT_FOUND', /^Package partyline-tea was not found/],
    ['that a module of Node is none', {}, 'fs', 'PLUGIN_NOT_FOUND', /^Package fs was not found/],
    ['that an address makes no sense', {}, 'file://x/%ff', 'PLUGIN_NOT_FOUND', /is not a valid file URL/],
    [
      'that it is not built',
      { 'a.ts': '' },
      './a.js',
      'PLUGIN_NOT_BUILT',
      /^\.\/a\.js is not built yet\. Run npm run build/,
    ],
    [
      'that it is not built into dist',
      { 'a.ts': '' },
      './dist/a.js',
      'PLUGIN_NOT_BUILT',
      /is not built yet\. Run npm run build/,
    ],
    ['that there is no plugin in it', { 'a.mjs': 'export const x = 1;' }, './a.mjs', 'PLUGIN_NONE', /exports x\.$/],
    ['that nothing is in it', { 'a.mjs': '' }, './a.mjs', 'PLUGIN_NONE', /exports nothing\.$/],
    [
      'that there are several in it',
      { 'a.mjs': `export const a = ${plugin('a')}; export const b = ${plugin('b')};` },
      './a.mjs',
      'PLUGIN_NONE',
      /exports a, b\.$/,
    ],
    [
      'that it makes none',
      { 'a.mjs': 'export default () => 3;' },
      './a.mjs',
      'PLUGIN_NONE',
      /does not create a plugin/,
    ],
    [
      'that it throws',
      { 'a.mjs': 'throw new Error("no tea");' },
      './a.mjs',
      'PLUGIN_BROKEN',
      /^Cannot import .+: no tea$/,
    ],
    [
      'that making it throws',
      { 'a.mjs': 'export default () => { throw new Error("no tea"); };' },
      './a.mjs',
      'PLUGIN_BROKEN',
      /no tea$/,
    ],
    ['that it is no JavaScript', { 'a.mjs': 'export {' }, './a.mjs', 'PLUGIN_BROKEN', /^Cannot import/],
  ] as const)('%s', async (_what, files, specifier, code, text) => {
    await expect(importPlugins([specifier], having(files))).rejects.toMatchObject({
      name: 'ChatError',
      code,
      message: expect.stringMatching(text),
    });
  });

  test('that it is TypeScript, on a Node that cannot import it; on others it is there', async () => {
    const text = `./a.ts is TypeScript, which Node ${process.versions.node} cannot import. Build it and use the .js file.`;
    const imported = importPlugins(['./a.ts'], having({ 'a.ts': `export default ${plugin('a')};` }));
    const isReadable = 'typescript' in process.features && Boolean(process.features.typescript);
    if (isReadable) expect((await imported).map(({ name }) => name)).toEqual(['a']);
    else await expect(imported).rejects.toMatchObject({ code: 'PLUGIN_NOT_BUILT', message: text });
  });

  test('that it is not there in time', async () => {
    const at = having({ 'a.mjs': 'await new Promise(() => {});' });
    await expect(importPlugins(['./a.mjs'], at, 50)).rejects.toMatchObject({ code: 'PLUGIN_LATE' });
  });

  test('that two have one name', async () => {
    const text = `export default ${plugin('a')};`;
    const imported = importPlugins(['./a.mjs', './b.mjs'], having({ 'a.mjs': text, 'b.mjs': text }));
    await expect(imported).rejects.toMatchObject({ code: 'PLUGIN_TWICE' });
  });
});

test('a gateway in code does not silently go without the plugins that its settings name', () => {
  expect(() => createGateway({ plugins: ['./a.js'] })).toThrow(TypeError);
});
