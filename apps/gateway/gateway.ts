import type { Address, Hub } from '../../core/index.js';
import { composeContainer, registerListeners } from './container/container.js';
import {
  ABOUT,
  CONSOLE_SERVER,
  CONTROLS,
  FILES_FOLDER,
  type GatewayOverrides,
  HTTP_SERVER,
  HUB,
  LISTENER_REGISTRY,
  LOGGER,
  OPERATOR_TOKEN,
  PAGE_FILES,
  WEB_ADDRESS,
} from './container/tokens.js';
import { closeServer, listen } from './http/server.js';
import { describeExposure, isPublic, parseConsoleAddress } from './settings/listen-address.js';
import { resolveSettings } from './settings/read.js';
import type { GatewaySettings } from './settings/settings.js';

/** The stock gateway: web page, WebSocket and health checks on one port, TCP on another, one hub. */
export interface Gateway {
  /** The hub. {@link Gateway.stop} stops it too. */
  readonly hub: Hub;
  /** All settings, the defaults filled in. */
  readonly settings: GatewaySettings;
  /** The operator token. */
  readonly operatorToken: string;
  /** The package's version. */
  readonly version: string;
  /**
   * Starts the HTTP server, then the hub. The addresses: HTTP first, then the console's where it has its own, TCP,
   * WebSocket, added transports, and legacy clients.
   * @throws ChatError `CHAT_LISTEN_FAILED`, with details `port` and `reason` (the system's code), or a plugin's failure
   *   to be set up. Nothing is left open then.
   * @throws TypeError if it was started or stopped before.
   */
  start(): Promise<readonly Address[]>;
  /** Resolves when the gateway has stopped, also if an operator stopped it. */
  readonly stopped: Promise<void>;
  /** Fails `/readyz`, drains the hub, then closes the HTTP server. Leaves no handle open. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Creates the stock gateway. Nothing is opened until {@link Gateway.start}.
 * @param settings Changes to the defaults.
 * @param overrides Parts to use instead of the stock ones.
 * @throws TypeError for an unknown setting or an invalid value, and if the setting `plugins` is used without
 *   `overrides.plugins`: only the program imports plugins.
 */
export function createGateway(settings: Partial<GatewaySettings> = {}, overrides: GatewayOverrides = {}): Gateway {
  const all = resolveSettings(settings);
  if (all.plugins.length > 0 && overrides.plugins === undefined) {
    throw new TypeError('Import the plugins named in the setting and pass them as overrides.plugins.');
  }
  const container = composeContainer(all, overrides);
  const hub = container.get(HUB);
  const listeners = container.get(LISTENER_REGISTRY);
  registerListeners(container, all);
  const http = container.get(HTTP_SERVER);
  const consoleServer = container.get(CONSOLE_SERVER);
  const { promise: stopped, resolve: hasStopped } = withResolvers();

  let opening: Promise<readonly Address[]> | undefined;
  let stopping: Promise<void> | undefined;

  /** Opens the HTTP servers before the hub, so that `/readyz` answers 503 meanwhile. */
  const open = async (): Promise<readonly Address[]> => {
    const { address, port } = await listen(http, all.host, all.httpPort);
    if (isPublic(all.host)) {
      container.get(LOGGER).warn({ host: all.host }, `exposed to other machines: ${describeExposure(all)}`);
    }
    // In the background: files not read yet are read on request.
    void container.get(PAGE_FILES).preload();
    const web = { transport: 'http', url: urlOf(address, port, ''), host: address, port };
    const own = parseConsoleAddress(all.consoleAddress);
    if (consoleServer === undefined || own === undefined) return [web];
    const at = await listen(consoleServer, own.host, own.port);
    const url = urlOf(at.address, at.port, 'console');
    return [web, { transport: 'console', url, host: at.address, port: at.port }];
  };
  const close = async (): Promise<void> => {
    // A server that is still opening cannot be closed.
    await opening?.catch(() => undefined);
    await hub.stop();
    await Promise.all([closeServer(http), consoleServer === undefined ? undefined : closeServer(consoleServer)]);
    container.get(FILES_FOLDER).remove();
    hasStopped();
  };
  const stop = (): Promise<void> => {
    stopping ??= close();
    return stopping;
  };
  container.get(CONTROLS).drain = () => void stop();

  return {
    hub,
    settings: all,
    operatorToken: container.get(OPERATOR_TOKEN),
    version: container.get(ABOUT).version,
    stopped,
    async start() {
      if (opening !== undefined || stopping !== undefined) throw new TypeError('A gateway can be started only once.');
      opening = open();
      try {
        const pages = await opening;
        // Before any client connects and receives a link to a file.
        container.get(WEB_ADDRESS).url = pages[0]?.url;
        return [...pages, ...(await listeners.openAll(hub))];
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function urlOf(host: string, port: number, path: string): string {
  return `http://${urlHost(host)}:${port}/${path}`;
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
