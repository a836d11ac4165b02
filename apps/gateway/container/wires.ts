import { ContainerModule } from 'inversify';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { tcp } from '../../../adapters/transports/tcp/index.js';
import { websocket } from '../../../adapters/transports/websocket/index.js';
import { page } from '../http/page.js';
import { httpServer } from '../http/server.js';
import { site } from '../http/site.js';
import { ABOUT, CLOCK, DIALECT, HTTP_SERVER, HUB, LOGGER, RANDOM, SETTINGS, TRANSPORT } from './tokens.js';

/** How peers come in: TCP, WebSocket on the HTTP server, and what they speak. */
export const wireModule = new ContainerModule(({ bind }) => {
  bind(DIALECT).toResolvedValue(
    ({ greeting, room, echo }) => auto({ text: text({ greeting, room, echo }) }),
    [SETTINGS],
  );
  bind(HTTP_SERVER).toResolvedValue(
    (hub, { pageFolder }, logger) => httpServer(site({ hub, page: page(pageFolder), logger })),
    [HUB, ABOUT, LOGGER],
  );
  bind(TRANSPORT).toResolvedValue(
    ({ host, tcpPort }, clock, random) => tcp({ host, port: tcpPort, clock, random }),
    [SETTINGS, CLOCK, RANDOM],
  );
  bind(TRANSPORT).toResolvedValue(
    (server, { origins }, clock, random) => websocket({ server, clock, random, ...pages(origins) }),
    [HTTP_SERVER, SETTINGS, CLOCK, RANDOM],
  );
});

function pages(origins: readonly string[]): { readonly origins?: 'any' | readonly string[] } {
  if (origins.length === 0) return {};
  return { origins: origins.includes('any') ? 'any' : origins };
}
