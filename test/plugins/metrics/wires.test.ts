import { describe, expect, onTestFinished, test } from 'vitest';
import { createHub, silent } from '../../../index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { eventually } from '../../support/eventually.js';
import { nativePeer } from '../../support/peers.js';
import { type WireName, wireKinds } from '../../support/wires.js';
import { type Scrape, scrape } from './support/scrape.js';

const overSockets = ['TCP, lines', 'WebSocket'] as const satisfies readonly WireName[];
const transports = { 'TCP, lines': 'tcp', WebSocket: 'websocket' } as const;

describe.each(overSockets)('over %s', (wire) => {
  test('two clients and what they do are in the numbers, with labels and types as documented', async () => {
    const kind = wireKinds[wire];
    const transport = transports[wire];
    const numbers = metrics();
    const hub = createHub({ plugins: [numbers], logger: silent });
    onTestFinished(() => hub.stop());
    const listener = kind.listen();
    const addresses = await hub.listen(listener);
    const peers = await Promise.all(
      ['ann', 'bob'].map(async () => nativePeer(await kind.program(listener, addresses))),
    );
    const [ann, bob] = peers;
    for (const [index, peer] of peers.entries()) {
      await peer.ok({ type: 'hello', nick: `user${index}` });
      await peer.ok({ type: 'join', room: 'lobby' });
    }
    for (let time = 0; time < 20; time++) await ann?.ok({ type: 'say', room: 'lobby', text: `${time}` });
    while (bob?.all('message').length !== 20) await bob?.next('message');

    const read: Scrape = await scrape(numbers);
    expect(read.series('partyline_sessions')).toEqual({ [`dialect=native,state=connected,transport=${transport}`]: 2 });
    expect(read.series('partyline_connections_opened_total')).toEqual({ [`transport=${transport}`]: 2 });
    expect(read.value('partyline_messages_total', { kind: 'text' })).toBe(20);
    expect(read.value('partyline_command_seconds_count', { command: 'say', outcome: 'done' })).toBe(20);
    expect(read.value('partyline_handover_seconds_count')).toBe(20);
    expect(read.value('partyline_handover_seconds_sum')).toBeLessThan(20);

    let closed = 0;
    hub.on('closed', () => void closed++);
    for (const peer of peers) peer.wire.close();
    await eventually(() => closed === 2);
    const after = await scrape(numbers);
    expect(after.series('partyline_sessions')).toEqual({});
    expect(Object.values(after.series('partyline_connections_closed_total')).reduce((a, b) => a + b, 0)).toBe(2);
  });
});
