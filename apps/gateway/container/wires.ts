import { ContainerModule } from 'inversify';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { type Hub, limitsWith, roomName, webAccess } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { About } from '../about.js';
import { webAccessOptions } from '../http/access.js';
import type { Taker } from '../http/answered.js';
import { type ConnectionCap, connectionCap } from '../http/connection-cap.js';
import { consoleSite } from '../http/console-site.js';
import { page } from '../http/page.js';
import { pageFiles } from '../http/page-files.js';
import { type RefusalLog, refusalLog } from '../http/refusal-log.js';
import { httpServer, type ServerGuard } from '../http/server.js';
import { type PageFacts, site } from '../http/site.js';
import { connectionShares, openFilesLimit } from '../open-files.js';
import type { ListenerBook } from '../operator/listeners/index.js';
import type { Held } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import {
  ABOUT,
  BROKER,
  CLOCK,
  CONNECTION_CAP,
  CONSOLE_SERVER,
  DIALECT,
  FILES,
  HERITAGE,
  HTTP_SERVER,
  HUB,
  LISTENERS,
  LOGGER,
  METRICS,
  OPERATOR_DESK,
  PAGE_FILES,
  RANDOM,
  REFUSALS,
  SETTINGS,
  SHARES,
  TRANSPORT,
} from './tokens.js';

/** How peers come in: TCP, WebSocket on the HTTP server, and what they speak. */
export const wireModule = new ContainerModule(({ bind }) => {
  bind(DIALECT).toResolvedValue(
    ({ greeting, room, echo }, { dialects }) => auto({ text: text({ greeting, room, echo }), others: dialects }),
    [SETTINGS, HERITAGE],
  );
  bind(SHARES).toResolvedValue((settings) => connectionShares(openFilesLimit(), settings), [SETTINGS]);
  bind(REFUSALS).toResolvedValue(refusalLog, [LOGGER, CLOCK]);
  bind(CONNECTION_CAP).toResolvedValue(
    ({ http, httpPerAddress }, refusals) =>
      connectionCap({ total: http, perAddress: httpPerAddress }, (over) => refusals.connection(over)),
    [SHARES, REFUSALS],
  );
  bind(PAGE_FILES).toResolvedValue((about) => pageFiles(about.pageFolder), [ABOUT]);
  bind(HTTP_SERVER).toResolvedValue(
    (hub, broker, about, settings, listeners, logger, metrics, files, operator, pages, cap, refusals) =>
      httpServer(
        site({
          hub,
          problem: () => broker.problem,
          facts: pageFacts(hub, about, settings, listeners),
          access: webAccess(webAccessOptions(settings)),
          page: page(pages),
          metrics: () => metrics.current,
          files: filesOf(files),
          // With an address of its own, it is there alone.
          operator: settings.consoleAddress === '' ? operator : undefined,
          logger,
        }),
        guardFor(settings, cap, refusals),
      ),
    [
      HUB,
      BROKER,
      ABOUT,
      SETTINGS,
      LISTENERS,
      LOGGER,
      METRICS,
      FILES,
      OPERATOR_DESK,
      PAGE_FILES,
      CONNECTION_CAP,
      REFUSALS,
    ],
  );
  bind(CONSOLE_SERVER).toResolvedValue(
    (settings, logger, files, operator, pages, cap, refusals) =>
      settings.consoleAddress === ''
        ? undefined
        : httpServer(
            consoleSite({ page: page(pages), files: filesOf(files), operator, logger }),
            guardFor(settings, cap, refusals),
          ),
    [SETTINGS, LOGGER, FILES, OPERATOR_DESK, PAGE_FILES, CONNECTION_CAP, REFUSALS],
  );
  bind(TRANSPORT).toResolvedValue(
    (settings, clock, random) =>
      tcp({ host: settings.host, port: settings.tcpPort, maxFrameBytes: largestFrame(settings), clock, random }),
    [SETTINGS, CLOCK, RANDOM],
  );
  bind(TRANSPORT).toResolvedValue(
    (server, settings, clock, random, cap, refusals) =>
      websocket({
        server,
        // Behind a proxy that takes a prefix off it is the same two.
        path: ['/', '/ws'],
        maxFrameBytes: largestFrame(settings),
        clock,
        random,
        ...webAccessOptions(settings),
        onRefused: (refused) => refusals.request(refused),
        onUpgraded: (socket) => cap.release(socket),
      }),
    [HTTP_SERVER, SETTINGS, CLOCK, RANDOM, CONNECTION_CAP, REFUSALS],
  );
});

function guardFor(settings: GatewaySettings, cap: ConnectionCap, refusals: RefusalLog): ServerGuard {
  return {
    access: webAccess(webAccessOptions(settings)),
    cap,
    onRefused: (refused) => refusals.request(refused),
  };
}

/** The TCP port is known while it is listened on: the one in the settings may be “any”. */
function pageFacts(hub: Hub, { version }: About, { room }: GatewaySettings, listeners: ListenerBook): () => PageFacts {
  return () => {
    const tcpPort = listeners.portOf('tcp');
    return { version, room: roomName(room, hub.limits), ...(tcpPort === undefined ? {} : { tcpPort }) };
  };
}

/** While files are off, nobody answers for them. */
function filesOf(files: Held<FileTransfer>): Taker {
  return (request, response) => files.current?.http(request, response) === true;
}

/** Room for the largest message that the limits allow, written as JSON with every character escaped by a backslash. */
function largestFrame({ limits }: GatewaySettings): number {
  const { textBytes, dataBytes } = limitsWith(limits);
  return Math.min(Math.max(131_072, 2 * (textBytes + dataBytes) + 4_096), 16_777_215);
}
