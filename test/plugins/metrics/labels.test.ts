import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { metrics } from '../../../plugins/metrics/index.js';
import { boundedLabel } from '../../../plugins/metrics/labels.js';
import { openWorld } from '../../support/world.js';
import { scrape } from './support/scrape.js';

describe('a label', () => {
  test('has what is known, and what comes besides while there is room', () => {
    const label = boundedLabel(['say']);
    expect(['say', 'dice', 'say'].map(label)).toEqual(['say', 'dice', 'say']);
  });

  test('has 64 values more than it knows at most, and one for all others', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 500 }), (values) => {
        const label = boundedLabel(['known']);
        const all = Array.from({ length: 100 }, (_, index) => `value${index}`);
        expect(new Set([...values, ...all].map(label)).size).toBeLessThanOrEqual(65);
        expect(label('known')).toBe('known');
        expect(label('one too many')).toBe('other');
      }),
    );
  });

  test.each(['', 'a b', 'x'.repeat(65), 'a\nb', 'a"b', 'ключ'])('never has the form of %j', (value) => {
    expect(boundedLabel()(value)).toBe('other');
  });
});

describe('the labels of all metrics', () => {
  test('have nothing in them that a peer chose, nor a room, a nick, an id or an address', async () => {
    const numbers = metrics({ process: false });
    const tagger: Plugin = {
      name: 'tagger',
      async setup(host) {
        await host.chat.say({ room: 'lobby', text: 'hi', kind: 'kind of "anything"' });
      },
    };
    const world = await openWorld({ plugins: [numbers] });
    await world.hub.plugins.load(tagger);
    const ann = world.stranger({ remoteAddress: '192.0.2.7' });
    await ann.ok({ type: 'hello', nick: 'peerchosen' });
    await ann.ok({ type: 'join', room: 'peerroom' });
    await ann.ok({ type: 'say', room: 'peerroom', text: 'peertext', key: 'peerkey' });
    await ann.refused({ type: 'peercommand' });
    const [session] = world.hub.chat.sessions();
    ann.wire.close('peercode', 'peerwords');
    await world.settle();
    const { labelValues, value } = await scrape(numbers);
    const secrets = ['192.0.2.7', session?.id, session?.user?.id, session?.info.id];
    const found = [...labelValues].filter((label) => /peer./.test(label) || secrets.includes(label));
    expect(found).toEqual([]);
    expect(value('partyline_refusals_total', { what: 'unknown', code: 'CHAT_COMMAND_UNKNOWN' })).toBe(1);
    expect(value('partyline_connections_closed_total', { transport: 'memory', by: 'peer', code: '' })).toBe(1);
    expect(value('partyline_messages_total', { kind: 'other' })).toBe(1);
  });
});
