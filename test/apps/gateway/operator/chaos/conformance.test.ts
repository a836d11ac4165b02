import { describe, test } from 'vitest';
import { systemClock } from '../../../../../adapters/system/index.js';
import { createChaos } from '../../../../../apps/gateway/operator/chaos.js';
import type { Transport } from '../../../../../core/index.js';
import { type TransportHarness, transportConformance } from '../../../../../testkit/index.js';
import {
  memoryHarness,
  sharedServerHarness,
  tcpHarness,
  webSocketHarness,
} from '../../../../adapters/transports/support/harnesses.js';

/** A harness whose connections all go through chaos. @param ms By how much they are held back; 0: not at all. */
function wrapped(harness: TransportHarness, ms: number): TransportHarness {
  const inner = new WeakMap<Transport, Transport>();
  const chaos = createChaos(systemClock);
  return {
    create(wish) {
      const transport = harness.create(wish);
      const worse = chaos.wrap(transport);
      const outer: Transport = {
        ...worse,
        listen: (accept) =>
          worse.listen((connection) => {
            if (ms > 0) chaos.set(connection.info, 'slow', ms);
            accept(connection);
          }),
      };
      inner.set(outer, transport);
      return outer;
    },
    connect: (transport, addresses) => harness.connect(inner.get(transport) ?? transport, addresses),
    supports: ms === 0 ? harness.supports : withoutSilence(harness.supports),
  };
}

/**
 * What is held back waits by the machine's clock, while the suite turns its own: when it looks for a dead peer, the writes
 * that the peer should have taken are not out yet.
 */
function withoutSilence({ ports, binary, rawText }: TransportHarness['supports']): TransportHarness['supports'] {
  return { ports, binary, rawText };
}

const harnesses: Readonly<Record<string, TransportHarness>> = {
  memory: memoryHarness(),
  'tcp, adaptive framing': tcpHarness({}, {}),
  'tcp, blocks': tcpHarness({ framing: 'blocks' }, { framing: 'blocks' }),
  websocket: webSocketHarness({}, {}),
  'websocket, existing server': sharedServerHarness(),
};

for (const [name, harness] of Object.entries(harnesses)) {
  describe(`${name}, through chaos that does nothing`, () => {
    for (const { name: rule, run } of transportConformance(wrapped(harness, 0))) test(rule, run);
  });
  describe(`${name}, through chaos that holds back for a millisecond`, () => {
    for (const { name: rule, run } of transportConformance(wrapped(harness, 1))) test(rule, run);
  });
}
