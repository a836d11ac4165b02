import { factoryName } from './name.js';

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
