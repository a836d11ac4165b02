// Who may import whom. ARCHITECTURE.md says why; test/architecture/boundaries.test.ts proves that each rule bites.

/** Several alternatives as one anchored expression. */
const any = (...paths) => `^(?:${paths.join('|')})`;

const CORE_FACE = 'core/index\\.ts$';
const SYSTEM_FACE = 'adapters/system/index\\.ts$';
const MEMORY_FACE = 'adapters/transports/memory/index\\.ts$';
// Not an adapter: what every wire does alike (order, back-pressure, dead peers), for the transports alone.
const SHARED_BY_TRANSPORTS = 'adapters/transports/socket/index\\.ts$';
const ADAPTER_FACE = 'adapters/(?:system|(?:transports|dialects|brokers)/[^/]+)/index\\.ts$';
const CLIENT_FACE = 'client/(?:plugins/)?index\\.ts$';
const CLIENT_ON_NODE = 'client/wires/tcp\\.ts$';
const TESTKIT_FACE = 'testkit/index\\.ts$';
const PLUGIN_FACE = 'plugins/[^/]+/index\\.ts$';
// Which names are the same is one code for the server and its clients.
const FOLD = 'core/message/fold\\.ts$';
// What a search finds is one code for brokers and for the pages, which mark it.
const SEARCH = 'core/search/';
const TERMINAL_FACE = 'apps/terminal/index\\.ts$';
const OPERATOR_WIRE = 'apps/gateway/operator/wire\\.ts$';
const FACES = [
  'index\\.ts$',
  CORE_FACE,
  ADAPTER_FACE,
  PLUGIN_FACE,
  TESTKIT_FACE,
  CLIENT_FACE,
  CLIENT_ON_NODE,
  // A thread is started by its address, which no import shows.
  'adapters/brokers/sqlite/worker\\.ts$',
  'apps/gateway/(?:main|index)\\.ts$',
  // So is a process.
  'apps/gateway/commands/doctor/store-inspector\\.ts$',
  TERMINAL_FACE,
  'apps/web/(?:src/main\\.tsx$|src/console/main\\.tsx$|vite\\.config\\.ts$|.+\\.d\\.ts$)',
];
const packages = (...names) => `node_modules/(?:@types/)?(?:${names.join('|')})/`;

/** From `from` nothing may be imported but `allowed` and, where `builtins` says so, what Node brings along. */
const only = (name, comment, from, allowed, { builtins = false } = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: any(...allowed), ...(builtins ? { dependencyTypesNot: ['core'] } : {}) },
});

/** From `from` none of `forbidden` may be imported. */
const never = (name, comment, from, forbidden) => ({ name, comment, severity: 'error', from, to: forbidden });

const folders = [
  only(
    'core-imports-itself-only',
    'The core imports nothing but eventemitter3 and itself: no wires, no clock, no Node.',
    '^core/',
    ['core/', packages('eventemitter3')],
  ),
  only(
    'transports-keep-apart',
    'A transport knows core/index.js, adapters/system, what all transports share, and its own folder.',
    '^adapters/transports/([^/]+)/',
    [CORE_FACE, SYSTEM_FACE, SHARED_BY_TRANSPORTS, 'adapters/transports/$1/', packages('ws')],
    { builtins: true },
  ),
  only(
    'adapters-keep-apart',
    'A dialect or a broker knows core/index.js, adapters/system and its own folder; no other adapter.',
    '^adapters/(dialects|brokers)/([^/]+)/',
    [CORE_FACE, SYSTEM_FACE, 'adapters/$1/$2/', packages('libsql')],
    { builtins: true },
  ),
  only(
    'system-stands-alone',
    'adapters/system knows core/index.js only.',
    '^adapters/system/',
    [CORE_FACE, 'adapters/system/'],
    { builtins: true },
  ),
  only(
    'plugins-keep-apart',
    'A plugin knows core/index.js, its own folder and its own packages; no adapter and no other plugin.',
    '^plugins/([^/]+)/',
    [CORE_FACE, 'plugins/$1/', packages('pino', 'prom-client')],
    { builtins: true },
  ),
  only(
    'testkit-on-memory',
    'The test kit builds on core/index.js, the memory transport, adapters/system and the client.',
    '^testkit/',
    [CORE_FACE, MEMORY_FACE, SYSTEM_FACE, CLIENT_FACE, 'testkit/'],
    { builtins: true },
  ),
  only(
    'client-is-alone',
    'The client knows the types of core/protocol and nothing else of ours, nor of Node.',
    `^client/(?!wires/tcp\\.ts$)`,
    ['client/', 'core/protocol/', FOLD],
  ),
  only(
    'client-on-node',
    'The wires for Node are of the client too, and know what Node brings along.',
    `^${CLIENT_ON_NODE}`,
    ['client/', 'core/protocol/', FOLD],
    { builtins: true },
  ),
  never(
    'client-without-node',
    'What is for Node has an entry of its own: none of it may end up in a browser.',
    { path: '^client/' },
    { path: `^${CLIENT_ON_NODE}` },
  ),
  only('index-is-the-face', 'index.ts gathers core/index.js, adapters/system and the dialects.', '^index\\.ts$', [
    CORE_FACE,
    SYSTEM_FACE,
    'adapters/dialects/[^/]+/index\\.ts$',
  ]),
  only(
    'web-is-alone',
    'The web pages talk over the wire: of ours they know the client, the types of core/protocol, and those of what operators are told.',
    '^apps/web/',
    ['apps/web/', 'core/protocol/', FOLD, SEARCH, CLIENT_FACE, OPERATOR_WIRE, 'node_modules/'],
    { builtins: true },
  ),
  never(
    'operator-wire-as-types',
    'What operators are told is types for the page: no code of the gateway may end up in a browser.',
    { path: '^apps/web/' },
    { path: any(OPERATOR_WIRE), dependencyTypesNot: ['type-only'] },
  ),
  only(
    'terminal-is-a-client',
    'The terminal program is a client like any other.',
    '^apps/terminal/',
    ['apps/terminal/', CLIENT_FACE, CLIENT_ON_NODE, 'core/protocol/', 'node_modules/'],
    { builtins: true },
  ),
  only(
    'gateway-through-faces',
    'The gateway imports whole folders, through their index.ts.',
    '^apps/gateway/',
    ['apps/gateway/', 'index\\.ts$', CORE_FACE, ADAPTER_FACE, PLUGIN_FACE, CLIENT_FACE, TERMINAL_FACE, 'node_modules/'],
    { builtins: true },
  ),
  only(
    'bench-from-outside',
    'The bench uses the package as anybody would: index.ts, the adapters, the plugins, the client and the test kit.',
    '^bench/',
    ['bench/', 'index\\.ts$', ADAPTER_FACE, PLUGIN_FACE, CLIENT_FACE, CLIENT_ON_NODE, TESTKIT_FACE, 'node_modules/'],
    { builtins: true },
  ),
  only(
    'examples-as-strangers',
    'An example uses the package by its name, as anybody would.',
    '^examples/',
    ['examples/', 'partyline', 'node_modules/'],
    { builtins: true },
  ),
  never(
    'protocol-as-types',
    'Outside the core, core/protocol is types, so that no code of it ends up in a browser by accident. How a frame carries bytes, which names are the same, and what a search finds, is one code for both ends.',
    { path: '^(client|apps/web)/' },
    {
      path: '^core/',
      pathNot: '^core/(?:protocol/(?:bytes|base64)|message/fold|search/[a-z]+)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'nobody-imports-the-rim',
    'apps, test and bench are where things end: nothing builds on them.',
    { pathNot: '^(apps|test|bench)/' },
    { path: '^(apps|test|bench)/' },
  ),
  never(
    'no-test-code-in-apps',
    'Apps and bench ship without the tests; the tests may know them all.',
    { path: '^(apps|bench)/' },
    { path: '^test/' },
  ),
  never(
    'container-in-the-gateway-only',
    'Whoever embeds Partyline is not forced into a container.',
    { pathNot: '^(apps/gateway|test/apps/gateway)/' },
    { path: '^node_modules/(inversify|reflect-metadata)/' },
  ),
];

const insideCore = [
  never(
    'ports-first',
    'Ports are what everything else stands on: they know each other, the message, and as types the events and the session.',
    { path: '^core/ports/' },
    {
      path: '^core/',
      pathNot: any(
        'core/ports/',
        'core/message/',
        'core/(?:errors|awaitable|json)\\.ts$',
        'core/protocol/events\\.ts$',
        'core/session/session\\.ts$',
      ),
    },
  ),
  never(
    'message-below-commands',
    'The message model and its pipeline stand below commands, dialects, brokers and the hub.',
    { path: '^core/message/' },
    { path: '^core/(command|protocol|broker|hub)' },
  ),
  never(
    'message-runs-alone',
    'What the message pipeline needs of sessions, rooms and plugins it is handed: it knows their types, not their code.',
    { path: '^core/message/' },
    { path: '^core/(session|room|plugin)/', dependencyTypesNot: ['type-only'] },
  ),
  never(
    'commands-above-the-middle',
    'Commands use sessions, rooms and plugins, never the other way round; what a command is, a plugin knows as a type.',
    { path: '^core/(session|room|plugin|broker|protocol)/' },
    { path: '^core/command/', dependencyTypesNot: ['type-only'] },
  ),
  never(
    'hub-is-the-top',
    'Only core/index.ts sees the hub: everything else is handed what it needs.',
    { path: '^core/', pathNot: '^core/index\\.ts$' },
    { path: '^core/hub\\.ts$' },
  ),
];

const hygiene = [
  never('no-cycles', 'Two files that import each other are one file, or need a third.', {}, { circular: true }),
  never(
    'no-unresolved',
    'An import must lead somewhere; what runs in a project that has the package imports it by name.',
    { pathNot: '^(examples/|scripts/plugin-works)' },
    { couldNotResolve: true },
  ),
  never(
    'no-dead-files',
    'Every source file is reached from a face of the package or from an app.',
    { path: any(...FACES) },
    { path: '^(core|adapters|plugins|testkit|client|apps)/', pathNot: any(...FACES), reachable: false },
  ),
  never(
    'no-undeclared-packages',
    'A package that is used is named in package.json.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  never(
    'no-dev-packages-in-the-package',
    'What ships runs on the dependencies alone.',
    { path: '^(index\\.ts|(core|adapters|plugins|testkit|client|apps/gateway|apps/terminal)/)' },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
  ),
];

module.exports = {
  forbidden: [...folders, ...insideCore, ...hygiene],
  options: {
    doNotFollow: { path: '^(?:\\.\\./)*node_modules/' },
    exclude: { path: '(?:^|/)(?:dist|coverage|\\.nodes)/|^docs/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type-only imports are edges too: a type that leaks is a dependency that leaks.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
