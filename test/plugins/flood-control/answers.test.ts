import { expect, test } from 'vitest';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { openFlooded } from './support/flooded.js';

const commands = { burst: 60, perSecond: 1 };

test('a large answer costs a command more for every answerBytes', async () => {
  const world = await openFlooded({ session: { commands }, answerBytes: 1_024, slowMs: 0 });
  const host = await world.native('host');
  const names = Array.from({ length: 40 }, (_, at) => `${'x'.repeat(40)}${at}`);
  for (const room of names) await host.ok({ type: 'join', room });
  const eve = await world.native('eve');
  let answered = 0;
  while (answered < 60 && (await eve.ask({ type: 'rooms' })).type === 'ok') answered++;
  // 40 rows of about 70 bytes are two commands more.
  expect(answered).toBeGreaterThanOrEqual(19);
  expect(answered).toBeLessThanOrEqual(21);
  expect(world.deeds.at(-1)).toMatchObject({ did: 'refused', what: 'commands', nick: 'eve' });
});

test('small answers cost what every command costs', async () => {
  const world = await openFlooded({ session: { commands }, answerBytes: 1_024 });
  const eve = await world.native('eve');
  for (let asked = 0; asked < 50; asked++) await eve.ok({ type: 'rooms' });
  expect(world.deeds).toEqual([]);
});

test.each([0, 1_023, 1.5, '2048'])('answerBytes of %j is refused', (answerBytes) => {
  expect(() => floodControl({ answerBytes: answerBytes as number })).toThrow(TypeError);
});
