import { describe, test } from 'vitest';
import { type TransportHarness, transportConformance } from '../../../testkit/index.js';
import { memoryHarness, sharedServerHarness, tcpHarness, tls, webSocketHarness } from './support/harnesses.js';

const harnesses: Readonly<Record<string, TransportHarness>> = {
  memory: memoryHarness(),
  'tcp, lines found by adaptive framing': tcpHarness({}, {}),
  'tcp, lines': tcpHarness({ framing: 'lines' }, {}),
  'tcp, blocks': tcpHarness({ framing: 'blocks' }, { framing: 'blocks' }),
  'tcp, TLS': tcpHarness({ tls }, { ca: tls.cert }),
  'websocket, own port': webSocketHarness({}, {}),
  'websocket, TLS': webSocketHarness({ tls }, { ca: tls.cert }),
  'websocket, compression': webSocketHarness({ compression: { thresholdBytes: 100 } }, { compression: true }),
  'websocket, existing server': sharedServerHarness(),
};

for (const [name, harness] of Object.entries(harnesses)) {
  describe(name, () => {
    for (const { name: rule, run } of transportConformance(harness)) test(rule, run);
  });
}
