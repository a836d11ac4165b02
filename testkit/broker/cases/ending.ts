import assert from 'node:assert/strict';
import { ChatError } from '../../../core/index.js';
import type { ConformanceCase } from '../../transport/harness.js';
import { type MakeBroker, onBroker } from '../stage.js';

/** Rules about what a broker says of itself, and its end. */
export function endingCases(make: MakeBroker): readonly ConformanceCase[] {
  return [
    {
      name: 'a broker says how far it reaches, whether it outlives the process and whether it can search',
      run: () =>
        onBroker(make, async ({ broker }) => {
          assert.ok(['process', 'host', 'cluster'].includes(broker.scope), broker.scope);
          assert.equal(typeof broker.supports.durable, 'boolean');
          assert.equal(typeof broker.search, broker.supports.search ? 'function' : 'undefined');
        }),
    },
    {
      name: 'a closed broker takes no message, and says so with a code',
      run: () =>
        onBroker(make, async ({ broker, say, entries }) => {
          await broker.subscribe('a');
          await broker.close();
          await assert.rejects(
            say('a', 'too late'),
            (error) => error instanceof ChatError && error.code === 'CHAT_BROKER_FAILED',
          );
          assert.deepEqual(entries, []);
        }),
    },
    {
      name: 'a closed broker signals nothing',
      run: () =>
        onBroker(make, async ({ broker, signals }) => {
          await broker.subscribe('a');
          await broker.close();
          broker.broadcastEphemeral('a', { event: { type: 'left', room: 'a', user: { id: 'u1', nick: 'ann' } } });
          assert.deepEqual(signals, []);
        }),
    },
    {
      name: 'closing twice is closing once',
      run: () =>
        onBroker(make, async ({ broker }) => {
          await broker.close();
          await assert.doesNotReject(broker.close());
        }),
    },
  ];
}
