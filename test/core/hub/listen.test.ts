import { expect, onTestFinished, test } from 'vitest';
import { memory } from '../../../adapters/transports/memory/index.js';
import { ChatError, createHub, native, type Plugin, type Transport } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';
import { deferred } from '../../support/deferred.js';
import { fakeTransport } from '../../support/fake-transport.js';
import { partsForTests } from '../../support/world.js';

function hubFor(parts: Parameters<typeof partsForTests>[1] = {}) {
  const hub = createHub(partsForTests(manualClock(), parts));
  onTestFinished(() => hub.stop());
  return hub;
}

/** A transport that writes down what is done to it, and fails to listen where it is told to. */
function noted(name: string, log: string[], fails = false): Transport {
  return {
    name,
    async listen() {
      log.push(`listen ${name}`);
      if (fails) throw new ChatError('CHAT_LISTEN_FAILED');
      return [{ transport: name, url: `${name}:` }];
    },
    async close() {
      log.push(`close ${name}`);
    },
  };
}

test('nothing happens before listen', () => {
  let setUp = false;
  const setup = () => {
    setUp = true;
  };
  hubFor({ plugins: [{ name: 'eager', setup }] });
  expect(setUp).toBe(false);
});

test('addresses come in the order of the listeners, and are reported', async () => {
  const hub = hubFor();
  const reported: string[] = [];
  hub.on('listening', ({ url }) => void reported.push(url));
  const addresses = await hub.listen(noted('one', []), { transport: noted('two', []), dialect: native });
  expect(addresses.map(({ url }) => url)).toEqual(['one:', 'two:']);
  expect(reported).toEqual(['one:', 'two:']);
});

test('when one cannot listen, the others are closed, and the error is given', async () => {
  const log: string[] = [];
  const hub = hubFor();
  const listening = hub.listen(noted('one', log), noted('two', log, true), noted('three', log));
  await expect(listening).rejects.toMatchObject({ code: 'CHAT_LISTEN_FAILED' });
  expect(log).toEqual(['listen one', 'listen two', 'close one', 'close two']);
  expect(hub.state).toBe('idle');
});

test('a hub that could not listen may try again, and sets its plugins up once', async () => {
  const setUps: string[] = [];
  const plugin: Plugin = { name: 'once', setup: () => void setUps.push('set up') };
  const hub = hubFor({ plugins: [plugin] });
  await expect(hub.listen(noted('bad', [], true))).rejects.toThrow(ChatError);
  await hub.listen(noted('good', []));
  expect([setUps, hub.state]).toEqual([['set up'], 'open']);
});

test('more listeners can be added to an open hub', async () => {
  const hub = hubFor();
  await hub.listen(memory());
  expect(await hub.listen(fakeTransport('second'))).toEqual([{ transport: 'second', url: 'second:' }]);
});

test('a hub that is stopping or has stopped does not listen any more', async () => {
  const hub = hubFor();
  const stopped = hub.stop();
  await expect(hub.listen(memory())).rejects.toMatchObject({ code: 'CHAT_DRAINING' });
  await stopped;
  await expect(hub.listen(memory())).rejects.toMatchObject({ code: 'CHAT_DRAINING' });
});

test('a hub that is stopped while its plugins are set up opens nothing', async () => {
  const log: string[] = [];
  const ready = deferred();
  const hub = hubFor({ plugins: [{ name: 'slow', setup: () => ready.promise }] });
  const listening = hub.listen(noted('one', log));
  await new Promise(setImmediate);
  const stopped = hub.stop();
  ready.resolve();
  await expect(listening).rejects.toMatchObject({ code: 'CHAT_DRAINING' });
  await stopped;
  expect(log).toEqual([]);
});

test('a limit that is none is a mistake', () => {
  expect(() => hubFor({ limits: { sessions: 0 } })).toThrow(TypeError);
  expect(() => hubFor({ limits: { nonsense: 1 } as Record<string, number> })).toThrow(TypeError);
});
