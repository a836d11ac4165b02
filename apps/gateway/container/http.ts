import { ContainerModule } from 'inversify';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { type Hub, limitsWith, roomName, webAccess } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import { createRefusalLog, type RefusalLog, webAccessOptions } from '../http/access.js';
import { createPageFiles, createPageHandler } from '../http/page.js';
import type { HttpHandler } from '../http/responses.js';
import {
  type ConnectionLimiter,
  createConnectionLimiter,
  createHttpServer,
  type HttpServerOptions,
} from '../http/server.js';
import { createConsoleSite, createSite, type GatewayInfo } from '../http/sites.js';
import { allocateConnections, openFilesLimit } from '../open-files.js';
import type { ListenerRegistry } from '../operator/listener-registry.js';
import type { Ref } from '../operator/plugin-manager.js';
import type { PackageInfo } from '../package-info.js';
import type { GatewaySettings } from '../settings/settings.js';
import {
  ABOUT,
  BROKER,
  CLOCK,
  CONNECTION_BUDGET,
  CONNECTION_LIMITER,
  CONSOLE_SERVER,
  DIALECT,
  FILES,
  HERITAGE,
  HTTP_SERVER,
  HUB,
  LISTENER_REGISTRY,
  LOGGER,
  METRICS,
  OPERATOR_ROUTES,
  PAGE_FILES,
  RANDOM,
  REFUSAL_LOG,
  SETTINGS,
  TRANSPORT,
} from './tokens.js';

/** HTTP servers, transports and the dialect. */
export const httpModule = new ContainerModule(({ bind }) => {
  bind(DIALECT).toResolvedValue(
    ({ greeting, room, echo }, { dialects }) => auto({ text: text({ greeting, room, echo }), others: dialects }),
    [SETTINGS, HERITAGE],
  );
  bind(CONNECTION_BUDGET).toResolvedValue((settings) => allocateConnections(openFilesLimit(), settings), [SETTINGS]);
  bind(REFUSAL_LOG).toResolvedValue(createRefusalLog, [LOGGER, CLOCK]);
  bind(CONNECTION_LIMITER).toResolvedValue(
    ({ http, httpPerAddress }, refusals) =>
      createConnectionLimiter({ total: http, perAddress: httpPerAddress }, (over) => refusals.connection(over)),
    [CONNECTION_BUDGET, REFUSAL_LOG],
  );
  bind(PAGE_FILES).toResolvedValue((about) => createPageFiles(about.pageFolder), [ABOUT]);
  bind(HTTP_SERVER).toResolvedValue(
    (hub, broker, about, settings, listeners, logger, metrics, files, operator, pages, cap, refusals) =>
      createHttpServer(
        createSite({
          hub,
          problem: () => broker.problem,
          info: gatewayInfo(hub, about, settings, listeners),
          access: webAccess(webAccessOptions(settings)),
          page: createPageHandler(pages),
          metrics: () => metrics.current,
          files: fileHandler(files),
          // With its own address, the console is not on this server.
          operator: settings.consoleAddress === '' ? operator : undefined,
          logger,
        }),
        serverOptions(settings, cap, refusals),
      ),
    [
      HUB,
      BROKER,
      ABOUT,
      SETTINGS,
      LISTENER_REGISTRY,
      LOGGER,
      METRICS,
      FILES,
      OPERATOR_ROUTES,
      PAGE_FILES,
      CONNECTION_LIMITER,
      REFUSAL_LOG,
    ],
  );
  bind(CONSOLE_SERVER).toResolvedValue(
    (settings, logger, files, operator, pages, cap, refusals) =>
      settings.consoleAddress === ''
        ? undefined
        : createHttpServer(
            createConsoleSite({ page: createPageHandler(pages), files: fileHandler(files), operator, logger }),
            serverOptions(settings, cap, refusals),
          ),
    [SETTINGS, LOGGER, FILES, OPERATOR_ROUTES, PAGE_FILES, CONNECTION_LIMITER, REFUSAL_LOG],
  );
  bind(TRANSPORT).toResolvedValue(
    (settings, clock, random) =>
      tcp({ host: settings.host, port: settings.tcpPort, maxFrameBytes: maxFrameBytes(settings), clock, random }),
    [SETTINGS, CLOCK, RANDOM],
  );
  bind(TRANSPORT).toResolvedValue(
    (server, settings, clock, random, cap, refusals) =>
      websocket({
        server,
        // The same two paths apply behind a proxy that strips a prefix.
        path: ['/', '/ws'],
        maxFrameBytes: maxFrameBytes(settings),
        clock,
        random,
        ...webAccessOptions(settings),
        onRefused: (refused) => refusals.request(refused),
        onUpgraded: (socket) => cap.release(socket),
      }),
    [HTTP_SERVER, SETTINGS, CLOCK, RANDOM, CONNECTION_LIMITER, REFUSAL_LOG],
  );
});

function serverOptions(settings: GatewaySettings, cap: ConnectionLimiter, refusals: RefusalLog): HttpServerOptions {
  return {
    access: webAccess(webAccessOptions(settings)),
    cap,
    onRefused: (refused) => refusals.request(refused),
  };
}

/** Reads the TCP port from the listener: the setting may be 0. */
function gatewayInfo(
  hub: Hub,
  { version }: PackageInfo,
  { room }: GatewaySettings,
  listeners: ListenerRegistry,
): () => GatewayInfo {
  return () => {
    const tcpPort = listeners.portOf('tcp');
    return { version, room: roomName(room, hub.limits), ...(tcpPort === undefined ? {} : { tcpPort }) };
  };
}

/** Answers requests for files while the plugin is on. */
function fileHandler(files: Ref<FileTransfer>): HttpHandler {
  return (request, response) => files.current?.http(request, response) === true;
}

/** Returns the size of the largest message allowed by the limits, as JSON with every character escaped. */
function maxFrameBytes({ limits }: GatewaySettings): number {
  const { textBytes, dataBytes } = limitsWith(limits);
  return Math.min(Math.max(131_072, 2 * (textBytes + dataBytes) + 4_096), 16_777_215);
}
