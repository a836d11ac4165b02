import type { PackageManifest } from '../package-info.js';

/** The plugin itself: a command for everybody, and a gate. */
export function pluginCode(name: string): string {
  const make = factoryName(name);
  return `import { type Plugin, refuse } from 'partyline';

/** Greets the room for whoever types \`/${name}\`, and has nobody shout. Code: \`${errorCodePrefix(name)}_SHOUTING\`. */
export const ${make} = (): Plugin => ({
  name: '${name}',
  setup(host) {
    host.gate('publish', (message) =>
      message.text.endsWith('!!!') ? refuse('${errorCodePrefix(name)}_SHOUTING', 'Please do not shout.') : message,
    );
    host.command({
      name: '${commandName(name)}',
      summary: 'Greets everybody in the room.',
      parse: ({ room }) => ({ room: String(room ?? '') }),
      async run({ room }, session) {
        await host.chat.say({ room, text: \`\${session.user?.nick} greets everybody.\` });
        return { greeted: true };
      },
      slash: { name: '${name}', fields: (_typed, here) => ({ room: here ?? '' }) },
    });
  },
});
`;
}

/** Its test, in a world: a hub, its clients and their network, without a port and without a wait. */
export function testCode(name: string): string {
  const make = factoryName(name);
  return `import { createWorld } from 'partyline/testkit';
import { expect, test } from 'vitest';
import { ${make} } from './${name}.js';

test('whoever asks for it has everybody greeted', async () => {
  const world = createWorld({ seed: 1, plugins: [${make}()] });
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const answer = ann.client.request('${commandName(name)}', { room: 'lobby' });
  await world.settle();
  expect(await answer).toEqual({ greeted: true });
  expect(bob.last()?.text).toBe('ann greets everybody.');
  await world.close();
});

test('nobody shouts', async () => {
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

/** The `package.json` of a new plugin: for the tools with which this package itself is built and tested. */
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

/** The configuration of the tests, so that none of a folder above holds. */
export function vitestConfig(): string {
  return `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['*.test.ts'] } });
`;
}

/** The configuration of TypeScript: everything is checked, nothing written. */
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

/** The same for building: what is published, without the tests. */
export function buildTsconfig(name: string): string {
  const compilerOptions = { noEmit: false, declaration: true, rootDir: '.', outDir: 'dist' };
  const config = { extends: './tsconfig.json', compilerOptions, include: [], files: [`${name}.ts`] };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** What a new plugin's README says: how to test it, and the two ways to load it. */
export function pluginReadme(name: string): string {
  const make = factoryName(name);
  return `# ${name}

A plugin for Partyline. Whoever types \`/${name}\` greets the room; whoever shouts is refused.

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

or in its config file: \`plugins: [./dist/${name}.js]\`. Paths are seen from the folder in which the gateway is started; a package
that is installed there can be given by its name.

## In a hub of your own

\`\`\`ts
import { createHub } from 'partyline';
import { tcp } from 'partyline/adapters/tcp';
import { ${make} } from './dist/${name}.js';

const hub = createHub({ plugins: [${make}()] });
await hub.listen(tcp({ port: 7000 }));
\`\`\`

What a plugin can do, gate by gate and event by event: \`node_modules/partyline/docs/plugins.md\`.
`;
}

/** Every word that means something in the files of a new plugin, and those that mean something to JavaScript. */
const reservedWords = new Set(
  (
    'refuse expect test world host message room session here room describe arguments await break case catch class const ' +
    'continue debugger default delete do else enum eval export extends false finally for function if implements import in ' +
    'instanceof interface let new null package private protected public return static super switch this throw true try ' +
    'typeof undefined var void while with yield createWorld'
  ).split(' '),
);

/** What the function is called that makes the plugin: `tea-time` → `teaTime`. */
export function factoryName(name: string): string {
  const camel = name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
  return reservedWords.has(camel) ? `${camel}Plugin` : camel;
}

/** What its command is called among programs; people type the plugin's name. */
export function commandName(name: string): string {
  return `${name}.greet`;
}

/** What its codes begin with: `tea-time` → `TEA_TIME`. */
export function errorCodePrefix(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
