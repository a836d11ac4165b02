import type { Container } from 'inversify';
import { dedicatedHeritageKinds, heritageOptions } from '../settings/heritage.js';
import type { GatewaySettings } from '../settings/settings.js';
import { DIALECT, HERITAGE_LISTENERS, LISTENER_REGISTRY, TRANSPORT } from './tokens.js';

/** Puts every wire into the book of listeners, in the order of listening. */
export function registerListeners(container: Container, settings: GatewaySettings): void {
  const book = container.get(LISTENER_REGISTRY);
  const dialect = container.get(DIALECT);
  for (const transport of container.getAll(TRANSPORT)) book.add(transport.name, transport, dialect);
  const names = dedicatedHeritageKinds(settings);
  container.get(HERITAGE_LISTENERS).forEach((listener, at) => {
    const name = names[at];
    const port = name === undefined ? 0 : heritageOptions(name, settings).port;
    book.add(`heritage ${port === 0 ? (name ?? at) : port}`, listener.transport, listener.dialect);
  });
}
