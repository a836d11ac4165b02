import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

interface Examples {
  examplesIn(markdown: string): readonly { name: string; text: string }[];
}

const root = new URL('../../', import.meta.url);
const { examplesIn } = (await import(new URL('scripts/examples.mjs', root).href)) as Examples;
const { transpileModule, ModuleKind, ScriptTarget } = (await import('typescript')).default;

/** The example as it is printed, with its own time between the end of its imports and its end. */
async function printed(): Promise<string> {
  const readme = await readFile(new URL('README.md', root), 'utf8');
  const example = examplesIn(readme).find(({ name }) => name === 'testing');
  if (example === undefined) throw new Error('README.md has no example of testing.');
  const { outputText } = transpileModule(example.text, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
  });
  const testkit = pathToFileURL(join(root.pathname, 'dist/testkit/index.js')).href;
  const code = outputText.replace(`'partyline/testkit'`, `'${testkit}'`);
  const lastImport = code.lastIndexOf('import ');
  const at = code.indexOf('\n', lastImport);
  return `${code.slice(0, at)}\nconst began = performance.now();${code.slice(at)}\nconsole.log(performance.now() - began);\n`;
}

test('the README’s example of testing holds as printed, with no port and no sleep', async () => {
  const folder = await mkdtemp(join(root.pathname, 'node_modules/.testing-example-'));
  try {
    await writeFile(join(folder, 'example.mjs'), await printed());
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'example.mjs')]);
    console.info(`the example took ${Number(stdout).toFixed(1)} ms`);
    expect(Number(stdout)).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
