import type { AddressInfo } from 'node:net';
import type { Address, Hub } from '../../core/index.js';
import { gatewayContainer } from './container/container.js';
import {
  ABOUT,
  HERITAGE_LISTENERS,
  HTTP_SERVER,
  HUB,
  OPERATOR_TOKEN,
  TRANSPORT,
  WEB_ADDRESS,
} from './container/tokens.js';
import { closeServer, openServer } from './http/server.js';
import type { GatewayOverrides } from './overrides.js';
import type { GatewaySettings } from './settings/settings.js';
import { settingsWith } from './settings/with-defaults.js';

/** The stock gateway: web page, WebSocket and health checks on one port, TCP on another, one hub. */
export interface Gateway {
  /** The hub inside, to listen to or to speak through. {@link Gateway.stop} stops it too. */
  readonly hub: Hub;
  /** All settings, the defaults filled in. */
  readonly settings: GatewaySettings;
  /** What makes an operator of whoever shows it. */
  readonly operatorToken: string;
  /** The package's version. */
  readonly version: string;
  /**
   * Starts the HTTP server, then the hub. The addresses: HTTP first, then TCP, WebSocket, what was added, and the old
   * programs'.
   * @throws ChatError `CHAT_LISTEN_FAILED`, with details `port` and `reason` (the system's code), or a plugin's failure
   *   to be set up. Then nothing is left open.
   * @throws TypeError when it was started or stopped before.
   */
  start(): Promise<readonly Address[]>;
  /** Lets `/readyz` fail, drains the hub, then closes the HTTP server. No handle is left. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Puts the stock gateway together. Nothing is opened until {@link Gateway.start}.
 * @param settings What differs from the defaults.
 * @param overrides Parts to use instead of the stock ones.
 * @throws TypeError for a setting that is none, or a value that it cannot have.
 */
export function createGateway(settings: Partial<GatewaySettings> = {}, overrides: GatewayOverrides = {}): Gateway {
  const all = settingsWith(settings);
  const container = gatewayContainer(all, overrides);
  const hub = container.get(HUB);
  const http = container.get(HTTP_SERVER);
  const transports = container.getAll(TRANSPORT);

  let opening: Promise<AddressInfo> | undefined;
  let stopping: Promise<void> | undefined;

  const open = (): Promise<AddressInfo> => {
    if (opening !== undefined || stopping !== undefined) throw new TypeError('A gateway is started once.');
    opening = openServer(http, all.host, all.httpPort);
    return opening;
  };
  const close = async (): Promise<void> => {
    // A server that is about to listen cannot be closed yet.
    await opening?.catch(() => undefined);
    await hub.stop();
    await closeServer(http);
  };
  const stop = (): Promise<void> => {
    stopping ??= close();
    return stopping;
  };

  return {
    hub,
    settings: all,
    operatorToken: container.get(OPERATOR_TOKEN),
    version: container.get(ABOUT).version,
    async start() {
      const opened = open();
      try {
        const { address, port } = await opened;
        const url = `http://${urlHost(address)}:${port}/`;
        // Before anybody can come in and be told of a file.
        container.get(WEB_ADDRESS).url = url;
        const addresses = await hub.listen(...transports, ...container.get(HERITAGE_LISTENERS));
        return [{ transport: 'http', url, host: address, port }, ...addresses];
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
