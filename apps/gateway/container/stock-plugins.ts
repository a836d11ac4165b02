import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContainerModule } from 'inversify';
import {
  type Heritage,
  type HeritageOptions,
  type HeritageTransports,
  heritage,
  kindNames,
} from '../../../adapters/dialects/heritage/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import type { Clock, Listener, Random } from '../../../core/index.js';
import { type FileTransfer, fileTransfer } from '../../../plugins/file-transfer/index.js';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { history } from '../../../plugins/history/index.js';
import { logging } from '../../../plugins/logging/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { type RefusalLog, webAccessOptions } from '../http/access.js';
import { createPluginManager, type PluginEntry, withRef } from '../operator/plugin-manager.js';
import { createTokenThrottle, type Operators, operators } from '../operators.js';
import { dedicatedHeritageKinds, type GatewaySettings, heritageOptions } from '../settings/settings.js';
import { createFolder, filesFolderPath } from './storage.js';
import {
  CLOCK,
  FILES,
  FILES_FOLDER,
  type FilesFolder,
  HERITAGE,
  HERITAGE_LISTENERS,
  HUB_NAME,
  LOGGER,
  METRICS,
  MODERATION,
  OPERATOR_TOKEN,
  OPERATORS,
  PLUGIN_ENTRY,
  PLUGIN_MANAGER,
  RANDOM,
  REFUSAL_LOG,
  SETTINGS,
  TOKEN_THROTTLE,
  WEB_ADDRESS,
  type WebAddress,
} from './tokens.js';

/** The plugin manager and the logging plugin. The order of the bindings is the run order. */
export const pluginModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN_MANAGER).toResolvedValue(
    (slots: PluginEntry[]) => createPluginManager(slots),
    [{ serviceIdentifier: PLUGIN_ENTRY, isMultiple: true }],
  );
  bind(PLUGIN_ENTRY).toResolvedValue(
    (logger, { logTexts }): PluginEntry => ({
      name: 'logging',
      // The hub logs failures to the same logger.
      create: () => logging({ logger, redact: !logTexts, failures: false }),
    }),
    [LOGGER, SETTINGS],
  );
});

/** Metrics, if enabled. */
export const metricsModule = (on: boolean): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(METRICS).toConstantValue({ current: undefined });
    if (on)
      bind(PLUGIN_ENTRY).toResolvedValue(
        (holder) => ({ name: 'metrics', create: () => withRef(metrics(), holder) }),
        [METRICS],
      );
  });

/** The operators plugin and its token. */
export const operatorModule = new ContainerModule(({ bind }) => {
  bind(OPERATOR_TOKEN).toResolvedValue(
    // On a command line a value that begins with a dash is taken for an option.
    ({ operatorToken }, random) => operatorToken || random.secret().replace(/^-/, '_'),
    [SETTINGS, RANDOM],
  );
  bind(TOKEN_THROTTLE).toResolvedValue(createTokenThrottle, [CLOCK, LOGGER]);
  bind(OPERATORS).toResolvedValue(operators, [OPERATOR_TOKEN, TOKEN_THROTTLE]);
  // All instances know who has shown the token: it is stored with the session.
  bind(PLUGIN_ENTRY).toResolvedValue(
    (token, throttle) => ({ name: 'operators', create: () => operators(token, throttle) }),
    [OPERATOR_TOKEN, TOKEN_THROTTLE],
  );
});

/** Flood control, if enabled, then moderation. */
export const orderModule = ({ floodControl: limited }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(MODERATION).toConstantValue({ current: undefined });
    if (limited) {
      bind(PLUGIN_ENTRY).toResolvedValue(
        ({ isOperator }): PluginEntry => ({
          name: 'flood-control',
          create: () => floodControl({ exempt: isOperator }),
        }),
        [OPERATORS],
      );
    }
    bind(PLUGIN_ENTRY).toResolvedValue(
      ({ isOperator }, { room }, holder): PluginEntry => ({
        name: 'moderation',
        create: () => withRef(moderation({ operators: isOperator, publicRooms: [room] }), holder),
      }),
      [OPERATORS, SETTINGS, MODERATION],
    );
  });

/** The profanity filter, if enabled. */
export const profanityModule = ({ profanity: mode }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    if (mode === 'off') return;
    bind(PLUGIN_ENTRY).toResolvedValue(
      ({ isOperator }): PluginEntry => ({
        name: 'profanity',
        create: () => profanity({ mode, moderators: isOperator }),
      }),
      [OPERATORS],
    );
  });

/** The history plugin. */
export const historyModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN_ENTRY).toResolvedValue(
    ({ isOperator }, { history: entry, keepDays, keepMessages, trustClock }): PluginEntry => ({
      name: 'history',
      create: () =>
        history({
          entry,
          keep: { ...(keepDays > 0 && { days: keepDays }), ...(keepMessages > 0 && { entries: keepMessages }) },
          trustClock,
          operators: isOperator,
        }),
    }),
    [OPERATORS, SETTINGS],
  );
});

/** File transfers, if enabled. */
export const fileModule = ({ files: wanted }: GatewaySettings): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(FILES).toConstantValue({ current: undefined });
    bind(FILES_FOLDER).toResolvedValue(openFilesFolder, [SETTINGS]);
    if (!wanted) return;
    bind(PLUGIN_ENTRY).toResolvedValue(
      (settings, folder, operators, address, holder): PluginEntry => ({
        name: 'file-transfer',
        create: () => withRef(createFileTransfer(settings, folder, operators, address), holder),
        // Two instances would write to the same files.
        exclusive: true,
        usedBy: ['heritage'],
      }),
      [SETTINGS, FILES_FOLDER, OPERATORS, WEB_ADDRESS, FILES],
    );
  });

function createFileTransfer(
  settings: GatewaySettings,
  { dir }: FilesFolder,
  { isOperator }: Operators,
  address: WebAddress,
): FileTransfer {
  const { fileBytes, filesBytes, publicUrl } = settings;
  return fileTransfer({
    dir,
    fileBytes,
    totalBytes: filesBytes,
    publicUrl: () => (publicUrl === '' ? address.url : publicUrl),
    origins: webAccessOptions(settings).origins,
    operators: isOperator,
  });
}

function openFilesFolder(settings: GatewaySettings): FilesFolder {
  const kept = filesFolderPath(settings);
  if (kept !== undefined) {
    createFolder(kept, settings.filesDir === '' ? '--data' : '--files-dir');
    return { dir: kept, remove() {} };
  }
  // In-memory mode: files are deleted on exit.
  const dir = mkdtempSync(join(tmpdir(), 'partyline-files-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Legacy clients: detected by their first bytes on every port, and served on ports of their own if enabled. */
export const heritageModule = new ContainerModule(({ bind }) => {
  bind(HERITAGE).toResolvedValue(createHeritage, [SETTINGS]);
  // The plugin has no state and can be set up again.
  bind(PLUGIN_ENTRY).toResolvedValue(
    ({ plugin }): PluginEntry => ({ name: plugin.name, create: () => plugin }),
    [HERITAGE],
  );
  bind(HERITAGE_LISTENERS).toResolvedValue(createHeritageListeners, [HERITAGE, SETTINGS, CLOCK, RANDOM, REFUSAL_LOG]);
});

function createHeritage(settings: GatewaySettings): Heritage {
  const all: HeritageOptions = Object.fromEntries(kindNames.map((name) => [name, heritageOptions(name, settings)]));
  return heritage({ ...all, room: settings.room, server: HUB_NAME });
}

function createHeritageListeners(
  { listeners }: Heritage,
  settings: GatewaySettings,
  clock: Clock,
  random: Random,
  refusals: RefusalLog,
): readonly Listener[] {
  const { host } = settings;
  const { hosts } = webAccessOptions(settings);
  const transports: HeritageTransports = {
    tcp: (options) => tcp({ ...options, host, clock, random }),
    websocket: (options) =>
      websocket({ ...options, host, hosts, clock, random, onRefused: (refused) => refusals.request(refused) }),
  };
  return listeners(transports, dedicatedHeritageKinds(settings));
}
