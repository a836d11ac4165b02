import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/sources.js';
import { cruise, type Finding, lint, type PlantedTree, plant } from './planted.js';

const FOLDERS = ['core', 'adapters', 'plugins', 'testkit', 'client', 'apps', 'bench', 'examples', 'test'];

/** A tree that keeps every rule, with each kind of import that is allowed. */
const SOUND: Readonly<Record<string, string>> = {
  'index.ts':
    "export * from './core/index.js';\nexport * from './adapters/system/index.js';\nexport * from './adapters/dialects/text/index.js';\n",
  'core/index.ts': "export * from './hub.js';\nexport type * from './protocol/events.js';\n",
  'core/hub.ts':
    "import './command/join.js';\nimport './ports/clock.js';\nimport './message/publish.js';\nexport const hub = 1;\n",
  'core/command/join.ts': "import '../session/session.js';\nimport '../room/room.js';\n",
  'core/session/session.ts':
    "import 'eventemitter3';\nimport '../message/message.js';\nexport interface Session { readonly id: string }\n",
  'core/room/room.ts': "import '../message/message.js';\n",
  'core/message/publish.ts': "import type { Session } from '../session/session.js';\nexport type By = Session;\n",
  'core/message/message.ts': "import '../errors.js';\nexport const message = 1;\n",
  'core/ports/clock.ts': "import '../errors.js';\nimport '../message/message.js';\nexport const clock = 1;\n",
  'core/errors.ts': 'export const errors = 1;\n',
  'core/protocol/events.ts': 'export interface Welcome { readonly nick: string }\n',
  'adapters/system/index.ts': "import 'node:timers';\nimport '../../core/index.js';\n",
  'adapters/transports/tcp/index.ts':
    "import 'node:net';\nimport '../../../core/index.js';\nimport '../../system/index.js';\n",
  'adapters/transports/memory/index.ts': "import '../../../core/index.js';\nimport '../socket/index.js';\n",
  'adapters/transports/socket/index.ts': "import '../../../core/index.js';\n",
  'adapters/transports/websocket/index.ts': "import 'ws';\nimport './upgrade.js';\n",
  'adapters/transports/websocket/upgrade.ts': 'export const upgrade = 1;\n',
  'adapters/dialects/text/index.ts': "import '../../../core/index.js';\n",
  'plugins/logging/index.ts': "import 'pino';\nimport '../../core/index.js';\n",
  'testkit/index.ts':
    "import '../core/index.js';\nimport '../adapters/transports/memory/index.js';\nimport '../adapters/system/index.js';\n",
  'client/index.ts': "import type { Welcome } from '../core/protocol/events.js';\nexport type Hello = Welcome;\n",
  'apps/gateway/main.ts':
    "import 'inversify';\nimport '../../index.js';\nimport '../../adapters/transports/tcp/index.js';\nimport '../../plugins/logging/index.js';\n",
  'apps/gateway/operator/wire.ts': 'export interface Vitals { readonly at: number }\n',
  'apps/terminal/index.ts': "import 'node:tty';\nimport '../../client/index.js';\n",
  'apps/web/src/main.tsx':
    "import 'preact';\nimport '../../../client/index.js';\nimport type { Vitals } from '../../gateway/operator/wire.js';\nimport type { Welcome } from '../../../core/protocol/events.js';\nexport type Hello = Welcome | Vitals;\n",
  'bench/main.ts': "import 'socket.io';\nimport '../index.js';\nimport '../adapters/transports/tcp/index.js';\n",
  'examples/poll/main.ts': "import 'node:process';\nimport 'partyline/testkit';\nimport './poll.js';\n",
  'examples/poll/poll.ts': "import 'partyline';\nexport const poll = 1;\n",
  'test/core/room.test.ts': "import '../../core/room/room.js';\n",
};

const PACKAGES = ['eventemitter3', 'ws', 'pino', 'inversify', 'preact', 'socket.io', 'left-pad'];

/** One import that must not be, and the rule that says so. */
const PLANTS: readonly (readonly [rule: string, file: string, imports: string])[] = [
  ['core-imports-itself-only', 'core/room/x-builtin.ts', 'node:events'],
  ['core-imports-itself-only', 'core/room/x-bare-builtin.ts', 'fs'],
  ['core-imports-itself-only', 'core/room/x-package.ts', 'ws'],
  ['core-imports-itself-only', 'core/room/x-adapter.ts', '../../adapters/transports/tcp/index.js'],
  ['transports-keep-apart', 'adapters/transports/tcp/x-inside-core.ts', '../../../core/errors.js'],
  ['transports-keep-apart', 'adapters/transports/tcp/x-sibling.ts', '../websocket/index.js'],
  ['transports-keep-apart', 'adapters/transports/tcp/x-plugin.ts', '../../../plugins/logging/index.js'],
  ['transports-keep-apart', 'adapters/transports/tcp/x-package.ts', 'pino'],
  ['adapters-keep-apart', 'adapters/dialects/text/x-shared.ts', '../../transports/socket/index.js'],
  ['system-stands-alone', 'adapters/system/x-transport.ts', '../transports/tcp/index.js'],
  ['plugins-keep-apart', 'plugins/logging/x-inside-core.ts', '../../core/room/room.js'],
  ['plugins-keep-apart', 'plugins/history/x-sibling.ts', '../logging/index.js'],
  ['plugins-keep-apart', 'plugins/logging/x-adapter.ts', '../../adapters/system/index.js'],
  ['testkit-on-memory', 'testkit/x-tcp.ts', '../adapters/transports/tcp/index.js'],
  ['testkit-on-memory', 'testkit/x-inside-core.ts', '../core/room/room.js'],
  ['client-is-alone', 'client/x-core.ts', '../core/index.js'],
  ['client-is-alone', 'client/x-builtin.ts', 'node:net'],
  ['client-on-node', 'client/wires/tcp.ts', '../../core/index.js'],
  ['client-without-node', 'client/x-node.ts', './wires/tcp.js'],
  ['protocol-as-types', 'client/x-value.ts', '../core/protocol/events.js'],
  ['protocol-as-types', 'apps/web/x-value.ts', '../../core/protocol/events.js'],
  ['operator-wire-as-types', 'apps/web/x-operator.ts', '../gateway/operator/wire.js'],
  ['terminal-is-a-client', 'apps/terminal/x-gateway.ts', '../gateway/main.js'],
  ['web-is-alone', 'apps/web/x-testkit.ts', '../../testkit/index.js'],
  ['gateway-through-faces', 'apps/gateway/x-inside.ts', '../../adapters/transports/websocket/upgrade.js'],
  ['gateway-through-faces', 'apps/gateway/x-inside-core.ts', '../../core/hub.js'],
  ['bench-from-outside', 'bench/x-inside-core.ts', '../core/room/room.js'],
  ['examples-as-strangers', 'examples/poll/x-inside.ts', '../../core/index.js'],
  ['index-is-the-face', 'index.ts', './plugins/logging/index.js'],
  ['nobody-imports-the-rim', 'plugins/logging/x-app.ts', '../../apps/gateway/main.js'],
  ['nobody-imports-the-rim', 'testkit/x-test.ts', '../test/core/room.test.js'],
  ['no-test-code-in-apps', 'apps/gateway/x-test.ts', '../../test/core/room.test.js'],
  ['container-in-the-gateway-only', 'plugins/logging/x-container.ts', 'inversify'],
  ['ports-first', 'core/ports/x-room.ts', '../room/room.js'],
  ['message-below-commands', 'core/message/x-command.ts', '../command/join.js'],
  ['message-below-commands', 'core/message/x-hub.ts', '../hub.js'],
  ['message-runs-alone', 'core/message/x-session.ts', '../session/session.js'],
  ['commands-above-the-middle', 'core/room/x-command.ts', '../command/join.js'],
  ['hub-is-the-top', 'core/command/x-hub.ts', '../hub.js'],
  ['no-cycles', 'core/room/x-cycle.ts', './x-cycle-back.js'],
  ['no-unresolved', 'core/room/x-nowhere.ts', './nowhere.js'],
  ['no-dead-files', 'core/room/x-dead.ts', '../errors.js'],
  ['no-dead-files', 'apps/web/src/x-dead.ts', 'preact'],
  ['no-undeclared-packages', 'plugins/logging/x-undeclared.ts', 'left-pad'],
  ['no-dev-packages-in-the-package', 'plugins/logging/x-dev.ts', 'preact'],
];

/** Those of them that the linter sees too, in the editor. */
const LINTED = [
  'core/room/x-builtin.ts',
  'core/room/x-adapter.ts',
  'adapters/transports/tcp/x-inside-core.ts',
  'plugins/logging/x-inside-core.ts',
  'plugins/logging/x-app.ts',
  'plugins/logging/x-container.ts',
  'testkit/x-test.ts',
];

const planted: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PLANTS.map(([, file, imports]) => [file, `import '${imports}';\n${SOUND[file] ?? ''}`])),
  'core/room/x-cycle-back.ts': "import './x-cycle.js';\n",
};

describe('the rules', () => {
  let tree: PlantedTree | undefined;
  let cruised: Finding[] = [];
  let linted: Finding[] = [];

  beforeAll(async () => {
    tree = plant({ ...SOUND, ...planted }, PACKAGES);
    cruised = await cruise(tree.folder, ['index.ts', ...FOLDERS]);
    linted = await lint(tree.folder);
  }, 60_000);

  afterAll(() => tree?.remove());

  test.each(PLANTS)('%s catches what %s imports', (rule, file) => {
    // A cycle is told of once, at whichever of its files comes first.
    const files = [file, file.replace('.ts', '-back.ts')];
    const rules = cruised.filter((finding) => files.includes(finding.file)).map((finding) => finding.rule);
    expect(rules).toContain(rule);
  });

  test.each(LINTED)('of the linter catch what %s imports', (file) => {
    const rules = linted.filter((finding) => finding.file === file).map((finding) => finding.rule);
    expect(rules).toContain('lint/style/noRestrictedImports');
  });

  test('catch a planted import in every rule there is', async () => {
    const { default: config } = (await import(new URL('../../.dependency-cruiser.cjs', import.meta.url).href)) as {
      default: { forbidden: readonly { name: string }[] };
    };
    const proven = new Set<string>(PLANTS.map(([rule]) => rule));
    expect(config.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
  });

  test('have nothing against a tree that keeps them', () => {
    const sound = (finding: Finding): boolean => Object.hasOwn(SOUND, finding.file);
    expect(cruised.filter(sound)).toMatchObject([{ rule: 'index-is-the-face', file: 'index.ts' }]);
    expect(linted.filter(sound).filter(({ rule }) => rule === 'lint/style/noRestrictedImports')).toEqual([]);
  });
});

describe('our own tree', () => {
  test('keeps every boundary', async () => {
    const found = await cruise(root, ['.']);
    expect(found.map(({ rule, file, about }) => `${rule}: ${file} → ${about}`)).toEqual([]);
  }, 60_000);
});
