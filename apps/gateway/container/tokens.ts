import type { Server } from 'node:http';
import type { ServiceIdentifier } from 'inversify';
import type { Heritage } from '../../../adapters/dialects/heritage/index.js';
import type { Broker, Clock, Dialect, Hub, Listener, Logger, Plugin, Random, Transport } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { Metrics } from '../../../plugins/metrics/index.js';
import type { About } from '../about.js';
import type { OperatorDesk } from '../operator/desk.js';
import type { Operators } from '../operators.js';
import type { GatewaySettings } from '../settings/settings.js';

/** What the container knows something by; the type of that thing goes with it. */
export type Token<T> = ServiceIdentifier<T>;

// A function with a declared type: a bare `Symbol.for` would lose the T.
const token = <T>(name: string): Token<T> => Symbol.for(`partyline/${name}`);

export const ABOUT = token<About>('about');
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

/** Where the web page is. */
export const WEB_ADDRESS = token<WebAddress>('web-address');
/** Who runs the place. */
export const OPERATORS = token<Operators>('operators');
/** What makes an operator of whoever shows it. */
export const OPERATOR_TOKEN = token<string>('operator-token');
/** Where operators act over HTTP. */
export const OPERATOR_DESK = token<OperatorDesk>('operator-desk');
/** Files; `undefined` where they are switched off. */
export const FILES = token<FileTransfer | undefined>('files');
/** The old programs' dialects. */
export const HERITAGE = token<Heritage>('heritage');
/** Where they are listened for; none where that is not wanted. */
export const HERITAGE_LISTENERS = token<readonly Listener[]>('heritage-listeners');
/** Every plugin, in run order. */
export const PLUGIN = token<Plugin>('plugin');
/** What is counted and measured; `undefined` where that is switched off. */
export const METRICS = token<Metrics | undefined>('metrics');
/** Every wire, in the order of listening. */
export const TRANSPORT = token<Transport>('transport');
export const HTTP_SERVER = token<Server>('http-server');
export const HUB = token<Hub>('hub');
