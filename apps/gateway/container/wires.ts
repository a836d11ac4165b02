import { ContainerModule } from 'inversify';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { type Hub, limitsWith, roomName } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';
import type { About } from '../about.js';
import type { Taker } from '../http/answered.js';
import { consoleSite } from '../http/console-site.js';
import { page } from '../http/page.js';
import { httpServer } from '../http/server.js';
import { type PageFacts, site } from '../http/site.js';
import type { ListenerBook } from '../operator/listeners/index.js';
import type { Held } from '../operator/plugins/index.js';
import type { GatewaySettings } from '../settings/settings.js';
import {
  ABOUT,
  CLOCK,
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
  RANDOM,
  SETTINGS,
  TRANSPORT,
} from './tokens.js';

/** How peers come in: TCP, WebSocket on the HTTP server, and what they speak. */
export const wireModule = new ContainerModule(({ bind }) => {
  bind(DIALECT).toResolvedValue(
    ({ greeting, room, echo }, { dialects }) => auto({ text: text({ greeting, room, echo }), others: dialects }),
    [SETTINGS, HERITAGE],
  );
  bind(HTTP_SERVER).toResolvedValue(
    (hub, about, settings, listeners, logger, metrics, files, operator) =>
      httpServer(
        site({
          hub,
          facts: pageFacts(hub, about, settings, listeners),
          page: page(about.pageFolder),
          metrics: () => metrics.current,
          files: filesOf(files),
          // With an address of its own, it is there alone.
          operator: settings.consoleAddress === '' ? operator : undefined,
          logger,
        }),
      ),
    [HUB, ABOUT, SETTINGS, LISTENERS, LOGGER, METRICS, FILES, OPERATOR_DESK],
  );
  bind(CONSOLE_SERVER).toResolvedValue(
    ({ consoleAddress }, about, logger, files, operator) =>
      consoleAddress === ''
        ? undefined
        : httpServer(consoleSite({ page: page(about.pageFolder), files: filesOf(files), operator, logger })),
    [SETTINGS, ABOUT, LOGGER, FILES, OPERATOR_DESK],
  );
  bind(TRANSPORT).toResolvedValue(
    (settings, clock, random) =>
      tcp({ host: settings.host, port: settings.tcpPort, maxFrameBytes: largestFrame(settings), clock, random }),
    [SETTINGS, CLOCK, RANDOM],
  );
  bind(TRANSPORT).toResolvedValue(
    (server, settings, clock, random) =>
      websocket({ server, maxFrameBytes: largestFrame(settings), clock, random, ...pages(settings.origins) }),
    [HTTP_SERVER, SETTINGS, CLOCK, RANDOM],
  );
});

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

function pages(origins: readonly string[]): { readonly origins?: 'any' | readonly string[] } {
  if (origins.length === 0) return {};
  return { origins: origins.includes('any') ? 'any' : origins };
}

/** Room for the largest message that the limits allow, written as JSON with every character escaped by a backslash. */
function largestFrame({ limits }: GatewaySettings): number {
  const { textBytes, dataBytes } = limitsWith(limits);
  return Math.min(Math.max(131_072, 2 * (textBytes + dataBytes) + 4_096), 16_777_215);
}
