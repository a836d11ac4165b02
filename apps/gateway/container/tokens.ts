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

/** What the container knows something by; the type of that thing goes with it. */
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
/** Where the web page is, once the gateway listens. */
export interface WebAddress {
  url: string | undefined;
}

/** A folder for files. */
export interface FilesFolder {
  readonly dir: string;
  /** Removes it where it is only for as long as the process lives. */
  remove(): void;
}

/** What can be done to the whole gateway. */
export interface GatewayControls {
  /** Sends everybody away and ends. */
  drain(): void;
}

/** Where the web page is. */
export const WEB_ADDRESS = token<WebAddress>('web-address');
/** Who runs the place. */
export const OPERATORS = token<Operators>('operators');
/** Bounds how fast the operator's token can be guessed, whatever the way. */
export const TOKEN_THROTTLE = token<GuessThrottle>('token throttle');
/** What makes an operator of whoever shows it. */
export const OPERATOR_TOKEN = token<string>('operator-token');
/** Where operators act over HTTP. */
export const OPERATOR_ROUTES = token<OperatorHandler>('operator-routes');
/** Files; nothing in it while they are off. */
export const FILES = token<Ref<FileTransfer>>('files');
/** The folder that they are kept in. */
export const FILES_FOLDER = token<FilesFolder>('files-folder');
/** Moderation; nothing in it while it is off. */
export const MODERATION = token<Ref<Moderation>>('moderation');
/** The old programs' dialects. */
export const HERITAGE = token<Heritage>('heritage');
/** Where they are listened for; none where that is not wanted. */
export const HERITAGE_LISTENERS = token<readonly Listener[]>('heritage-listeners');
/** The place of every plugin, in run order. */
export const PLUGIN_ENTRY = token<PluginEntry>('plugin-entry');
/** Where they are switched. */
export const PLUGIN_MANAGER = token<PluginManager>('plugin-manager');
/** What is counted and measured; nothing in it while that is off. */
export const METRICS = token<Ref<Metrics>>('metrics');
/** What watches over the hub for operators. */
export const TELEMETRY = token<TelemetryPlugin>('telemetry');
/** What operators and moderators did. */
export const AUDIT_LOG = token<AuditLog>('audit-log');
/** Makes connections worse; `undefined` where that is off. */
export const CHAOS = token<Chaos | undefined>('chaos');
/** The wires as they are listened on. */
export const LISTENER_REGISTRY = token<ListenerRegistry>('listener-registry');
/** What operators can do to the whole. */
export const CONTROLS = token<GatewayControls>('controls');
/** Every wire, in the order of listening. */
export const TRANSPORT = token<Transport>('transport');
export const HTTP_SERVER = token<Server>('http-server');
/** The console's own; `undefined` where it is with the web page. */
export const CONSOLE_SERVER = token<Server | undefined>('console-server');
/** How many connections the limit of open files allows. */
export const CONNECTION_BUDGET = token<ConnectionBudget>('connection-budget');
/** What counts the connections of all HTTP servers. */
export const CONNECTION_LIMITER = token<ConnectionLimiter>('connection-limiter');
/** Where refused requests and connections are written down. */
export const REFUSAL_LOG = token<RefusalLog>('refusal-log');
/** The files of the web page. */
export const PAGE_FILES = token<PageFiles>('page-files');
export const HUB = token<Hub>('hub');

/** Parts to use instead of the stock ones. */
export interface GatewayOverrides {
  /** Plugins after the stock ones, in run order. */
  readonly plugins?: readonly Plugin[];
  /** Wires besides TCP and WebSocket. */
  readonly transports?: readonly Transport[];
  /** Keeps the rooms' logs. Default: in memory. */
  readonly broker?: Broker;
  /** Takes the log. Default: standard error, in the setting `logFormat`. */
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
