import type { Server } from 'node:http';
import type { ServiceIdentifier } from 'inversify';
import type { Heritage } from '../../../adapters/dialects/heritage/index.js';
import type {
  Broker,
  Clock,
  Dialect,
  GuessThrottle,
  Hub,
  Listener,
  Logger,
  Plugin,
  Random,
  Transport,
} from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Metrics } from '../../../plugins/metrics/index.js';
import type { Moderation } from '../../../plugins/moderation/index.js';
import type { RefusalLog } from '../http/access.js';
import type { PageFiles } from '../http/page.js';
import type { ConnectionLimiter } from '../http/server.js';
import type { ConnectionBudget } from '../open-files.js';
import type { AuditLog } from '../operator/audit-log.js';
import type { Chaos } from '../operator/chaos.js';
import type { ListenerRegistry } from '../operator/listener-registry.js';
import type { PluginEntry, PluginManager, Ref } from '../operator/plugin-manager.js';
import type { OperatorHandler } from '../operator/routes.js';
import type { TelemetryPlugin } from '../operator/telemetry.js';
import type { Operators } from '../operators.js';
import type { PackageInfo } from '../package-info.js';
import type { GatewaySettings } from '../settings/settings.js';

/** A key of the container with the type of its value. */
export type Token<T> = ServiceIdentifier<T>;

// A function with a declared type: a bare `Symbol.for` would lose the T.
const token = <T>(name: string): Token<T> => Symbol.for(`partyline/${name}`);

export const ABOUT = token<PackageInfo>('about');
export const SETTINGS = token<GatewaySettings>('settings');
export const CLOCK = token<Clock>('clock');
export const RANDOM = token<Random>('random');
export const LOGGER = token<Logger>('logger');
export const BROKER = token<Broker>('broker');
export const DIALECT = token<Dialect>('dialect');
/** The web page's address, known when the gateway listens. */
export interface WebAddress {
  url: string | undefined;
}

/** A folder for files. */
export interface FilesFolder {
  readonly dir: string;
  /** Deletes it if it is temporary. */
  remove(): void;
}

/** Actions on the whole gateway. */
export interface GatewayControls {
  /** Drains the hub and ends the gateway. */
  drain(): void;
}

/** The web page's address. */
export const WEB_ADDRESS = token<WebAddress>('web-address');
/** The operators plugin. */
export const OPERATORS = token<Operators>('operators');
/** Throttles guesses of the operator token from all sources. */
export const TOKEN_THROTTLE = token<GuessThrottle>('token throttle');
/** The operator token. */
export const OPERATOR_TOKEN = token<string>('operator-token');
/** The operators' HTTP API. */
export const OPERATOR_ROUTES = token<OperatorHandler>('operator-routes');
/** The file-transfer plugin; empty while it is off. */
export const FILES = token<Ref<FileTransfer>>('files');
/** The folder for files. */
export const FILES_FOLDER = token<FilesFolder>('files-folder');
/** The moderation plugin; empty while it is off. */
export const MODERATION = token<Ref<Moderation>>('moderation');
/** Dialects of the legacy clients. */
export const HERITAGE = token<Heritage>('heritage');
/** Listeners for legacy clients; empty if disabled. */
export const HERITAGE_LISTENERS = token<readonly Listener[]>('heritage-listeners');
/** Every plugin entry, in run order. */
export const PLUGIN_ENTRY = token<PluginEntry>('plugin-entry');
/** Enables, disables and reloads plugins. */
export const PLUGIN_MANAGER = token<PluginManager>('plugin-manager');
/** The metrics plugin; empty while it is off. */
export const METRICS = token<Ref<Metrics>>('metrics');
/** The telemetry plugin. */
export const TELEMETRY = token<TelemetryPlugin>('telemetry');
/** The audit log. */
export const AUDIT_LOG = token<AuditLog>('audit-log');
/** Simulates bad connections; `undefined` if disabled. */
export const CHAOS = token<Chaos | undefined>('chaos');
/** The listeners and their state. */
export const LISTENER_REGISTRY = token<ListenerRegistry>('listener-registry');
/** Actions on the whole gateway. */
export const CONTROLS = token<GatewayControls>('controls');
/** Every transport, in the order of listening. */
export const TRANSPORT = token<Transport>('transport');
export const HTTP_SERVER = token<Server>('http-server');
/** The console's own server; `undefined` if it shares that of the web page. */
export const CONSOLE_SERVER = token<Server | undefined>('console-server');
/** Connections allowed by the limit of open files. */
export const CONNECTION_BUDGET = token<ConnectionBudget>('connection-budget');
/** Limits the connections of all HTTP servers. */
export const CONNECTION_LIMITER = token<ConnectionLimiter>('connection-limiter');
/** Logs refused requests and connections. */
export const REFUSAL_LOG = token<RefusalLog>('refusal-log');
/** The files of the web page. */
export const PAGE_FILES = token<PageFiles>('page-files');
export const HUB = token<Hub>('hub');

/** Parts to use instead of the stock ones. */
export interface GatewayOverrides {
  /** Plugins after the stock ones, in run order. */
  readonly plugins?: readonly Plugin[];
  /** Transports in addition to TCP and WebSocket. */
  readonly transports?: readonly Transport[];
  /** Stores the rooms' logs. Default: in memory. */
  readonly broker?: Broker;
  /** Receives the log. Default: standard error, in the format of the setting `logFormat`. */
  readonly logger?: Logger;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Default: the system's randomness. */
  readonly random?: Random;
  /** The folder of the web page. Default: the built one of this package. */
  readonly pageFolder?: string;
}

/** The hub's name in its messages. */
export const HUB_NAME = 'partyline';
