// Packs the built package, installs it into an empty folder as anybody would, and tries all that it promises there:
// every subpath, and the examples of the documentation. `npm run pack:check`.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { examplesIn, withFreePorts } from './examples.mjs';
import { runToEnd, runUntilInterrupted } from './run-example.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (path) => join(root, 'node_modules', path);
const folder = mkdtempSync(join(tmpdir(), 'partyline-pack-'));
const consumer = join(folder, 'consumer');
const failures = [];

function run(program, args, cwd) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

async function check(name, work) {
  try {
    await work();
    console.log(`ok    ${name}`);
  } catch (error) {
    failures.push(name);
    const said = [error.stdout, error.stderr].filter(Boolean).join('\n').trim();
    console.log(`FAIL  ${name}\n${(said || error.message).replace(/^/gm, '      ')}`);
  }
}

function pack() {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  );
  return join(folder, filename);
}

function install(tarball) {
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n');
  run('npm', ['install', '--no-audit', '--no-fund', tarball], consumer);
}

function typeCheck(files) {
  const options = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    strict: true,
    exactOptionalPropertyTypes: true,
    // Our declarations are checked too: a type of a package that a consumer has not got shows here.
    skipLibCheck: false,
    types: ['node'],
    typeRoots: [bin('@types')],
  };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
  run(process.execPath, [bin('typescript/bin/tsc'), '-p', '.'], consumer);
}

async function tryExample({ name, text }) {
  const { text: source, ports } = await withFreePorts(text);
  writeFileSync(join(consumer, `${name}.ts`), source);
  await check(`the ${name} example compiles`, () => typeCheck([`${name}.ts`]));
  if (failures.some((failure) => failure.includes(`the ${name} example`))) return;
  if (ports.length > 0) {
    await check(`the ${name} example listens, and ends on Ctrl-C`, () =>
      runUntilInterrupted(`${name}.js`, ports, consumer),
    );
  } else {
    await check(`the ${name} example runs to its end`, () => runToEnd(`${name}.js`, consumer));
  }
}

try {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const subpaths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
  const names = subpaths.map((path) => path.replace('.', manifest.name));
  let tarball = '';
  await check('npm pack', () => {
    tarball = pack();
  });
  await check('publint', () => run(process.execPath, [bin('publint/src/cli.js'), 'run', tarball, '--strict'], root));
  await check('are the types wrong', () =>
    run(process.execPath, [bin('@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only'], root),
  );
  await check('npm install into an empty folder', () => install(tarball));
  for (const name of names) {
    await check(`import '${name}'`, () =>
      run(process.execPath, ['--input-type=module', '--eval', `await import('${name}');`], consumer),
    );
  }
  await check('the declarations of every subpath compile', () => {
    const imports = names.map((name, index) => `import * as m${index} from '${name}';\nexport { m${index} };\n`);
    writeFileSync(join(consumer, 'all.ts'), imports.join(''));
    typeCheck(['all.ts']);
  });
  const pages = ['README.md', 'docs/plugins.md'].map((page) => readFileSync(join(root, page), 'utf8'));
  const examples = examplesIn(pages.join('\n'));
  for (const needed of ['compose', 'plugin']) {
    await check(`there is a ts block after <!-- example: ${needed} -->`, () => {
      if (!examples.some(({ name }) => name === needed)) throw new Error('It has none.');
    });
  }
  for (const example of examples) await tryExample(example);
  await check('the plugin example does what it says', () => {
    copyFileSync(join(root, 'scripts/plugin-works.mjs'), join(consumer, 'plugin-works.mjs'));
    return runToEnd('plugin-works.mjs', consumer);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures.length === 0 ? 'The package is fit to be published.' : `${failures.length} failed.`);
process.exitCode = failures.length === 0 ? 0 : 1;
