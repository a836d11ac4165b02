import type { Container } from 'inversify';
import { heritageOf, listenedFor } from '../settings/heritage.js';
import type { GatewaySettings } from '../settings/settings.js';
import { DIALECT, HERITAGE_LISTENERS, LISTENERS, TRANSPORT } from './tokens.js';

/** Puts every wire into the book of listeners, in the order of listening. */
export function addListeners(container: Container, settings: GatewaySettings): void {
  const book = container.get(LISTENERS);
  const dialect = container.get(DIALECT);
  for (const transport of container.getAll(TRANSPORT)) book.add(transport.name, transport, dialect);
  const names = listenedFor(settings);
  container.get(HERITAGE_LISTENERS).forEach((listener, at) => {
    const name = names[at];
    const port = name === undefined ? 0 : heritageOf(name, settings).port;
    book.add(`heritage ${port === 0 ? (name ?? at) : port}`, listener.transport, listener.dialect);
  });
}
