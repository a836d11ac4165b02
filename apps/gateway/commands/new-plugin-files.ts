import type { PackageManifest } from '../package-info.js';

/** Returns the plugin's source: a command and a gate. */
export function pluginCode(name: string): string {
  const make = factoryName(name);
  return `import { type Plugin, refuse } from 'partyline';

/** Adds the command \`/${name}\`, which greets the room, and refuses shouting. Code: \`${errorCodePrefix(name)}_SHOUTING\`. */
export const ${make} = (): Plugin => ({
  name: '${name}',
  setup(host) {
    host.gate('publish', (message) =>
      message.text.endsWith('!!!') ? refuse('${errorCodePrefix(name)}_SHOUTING', 'Please do not shout.') : message,
    );
    host.command({
      name: '${commandName(name)}',
      summary: 'Greets the room.',
      parse: ({ room }) => ({ room: String(room ?? '') }),
      async run({ room }, session) {
        await host.chat.say({ room, text: \`\${session.user?.nick} greets the room.\` });
        return { greeted: true };
      },
      slash: { name: '${name}', fields: (_typed, here) => ({ room: here ?? '' }) },
    });
  },
});
`;
}

/** Returns the plugin's test, which uses a simulated world. */
export function testCode(name: string): string {
  const make = factoryName(name);
  return `import { createWorld } from 'partyline/testkit';
import { expect, test } from 'vitest';
import { ${make} } from './${name}.js';

test('greets the room on command', async () => {
  const world = createWorld({ seed: 1, plugins: [${make}()] });
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const answer = ann.client.request('${commandName(name)}', { room: 'lobby' });
  await world.settle();
  expect(await answer).toEqual({ greeted: true });
  expect(bob.last()?.text).toBe('ann greets the room.');
  await world.close();
});

test('refuses shouting', async () => {
  const world = createWorld({ seed: 1, plugins: [${make}()] });
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  ann.say('Tea!!!');
  ann.say('Tea!');
  await world.settle();
  expect(ann.refusals.map(({ code }) => code)).toEqual(['${errorCodePrefix(name)}_SHOUTING']);
  expect(bob.texts()).toEqual(['Tea!']);
  await world.close();
});
`;
}

/** Returns the `package.json` of a new plugin, with the tool versions of this package. */
export function packageJson(name: string, { version, engines, devDependencies }: PackageManifest): string {
  const range = (tool: string) => `^${devDependencies[tool] ?? version}`;
  const manifest = {
    name,
    version: '0.1.0',
    description: 'A plugin for Partyline.',
    private: true,
    type: 'module',
    engines: { node: engines.node },
    exports: `./dist/${name}.js`,
    files: ['dist'],
    scripts: { build: 'tsc -p tsconfig.build.json', test: 'vitest run', types: 'tsc', prepack: 'npm run build' },
    peerDependencies: { partyline: `^${version}` },
    devDependencies: {
      '@types/node': range('@types/node'),
      typescript: range('typescript'),
      vitest: range('vitest'),
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Returns the vitest config, so that none from a parent folder applies. */
export function vitestConfig(): string {
  return `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['*.test.ts'] } });
`;
}

/** Returns the TypeScript config for type checks. */
export function tsconfig(): string {
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  return `${JSON.stringify({ compilerOptions, include: ['*.ts'] }, undefined, 2)}\n`;
}

/** Returns the TypeScript config for builds, without the tests. */
export function buildTsconfig(name: string): string {
  const compilerOptions = { noEmit: false, declaration: true, rootDir: '.', outDir: 'dist' };
  const config = { extends: './tsconfig.json', compilerOptions, include: [], files: [`${name}.ts`] };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** Returns the README: how to test the plugin and how to load it. */
export function pluginReadme(name: string): string {
  const make = factoryName(name);
  return `# ${name}

A plugin for Partyline. It adds the command \`/${name}\`, which greets the room, and refuses shouting.

\`\`\`sh
npm install
npm test            # in a simulated world: no ports, no waiting
npm run types       # checks the types of everything
npm run build       # makes dist/${name}.js
\`\`\`

## With the stock gateway

\`\`\`sh
npm run build
npx partyline start --plugins ./dist/${name}.js
\`\`\`

or in its config file: \`plugins: [./dist/${name}.js]\`. Paths are relative to the folder in which the gateway is started; a package
that is installed there can be given by its name.

## In a hub of your own

\`\`\`ts
import { createHub } from 'partyline';
import { tcp } from 'partyline/adapters/tcp';
import { ${make} } from './dist/${name}.js';

const hub = createHub({ plugins: [${make}()] });
await hub.listen(tcp({ port: 7000 }));
\`\`\`

All gates and events of plugins: \`node_modules/partyline/docs/plugins.md\`.
`;
}

/** Identifiers used in the files of a new plugin, and reserved words of JavaScript. */
const reservedWords = new Set(
  (
    'refuse expect test world host message room session here room describe arguments await break case catch class const ' +
    'continue debugger default delete do else enum eval export extends false finally for function if implements import in ' +
    'instanceof interface let new null package private protected public return static super switch this throw true try ' +
    'typeof undefined var void while with yield createWorld'
  ).split(' '),
);

/** Returns the name of the plugin's factory function: `tea-time` → `teaTime`. */
export function factoryName(name: string): string {
  const camel = name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
  return reservedWords.has(camel) ? `${camel}Plugin` : camel;
}

/** Returns the name of the plugin's command in the protocol. */
export function commandName(name: string): string {
  return `${name}.greet`;
}

/** Returns the prefix of the plugin's error codes: `tea-time` → `TEA_TIME`. */
export function errorCodePrefix(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
