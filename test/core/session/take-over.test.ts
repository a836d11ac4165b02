import { expect, test } from 'vitest';
import type { Plugin } from '../../../core/index.js';
import { openWorld, type World } from '../../support/world.js';

/** Takes a second over what is marked as slow. */
const slow: Plugin = {
  name: 'slow',
  setup(host) {
    const pause = () => new Promise<void>((resolve) => void host.clock.after(1_000, resolve));
    host.gate('login', async (request) => {
      if (request.client === 'slow') await pause();
      return request;
    });
    host.gate('publish', async (draft) => {
      if (draft.text === 'slow') await pause();
      return draft;
    });
  },
};

async function ticketOf(world: World) {
  const ann = world.stranger();
  const { resume } = await ann.ask({ type: 'hello', nick: 'ann', resume: true });
  await ann.ok({ type: 'join', room: 'lobby' });
  return { ann, token: (resume as { token: string }).token };
}

test('an earlier attempt that was held up does not take the session from a later one', async () => {
  const world = await openWorld({ plugins: [slow] });
  const { ann, token } = await ticketOf(world);
  ann.wire.abort();
  await world.settle();
  const early = world.stranger();
  early.send({ type: 'hello', ref: 1, resume: token, client: 'slow' });
  const late = world.stranger();
  await late.ok({ type: 'hello', resume: token });
  await world.pass(1_000);
  await early.over;
  expect(early.heard.map(({ type, code }) => [type, code])).toEqual([
    ['error', 'CHAT_SESSION_TAKEN'],
    ['bye', 'CHAT_SESSION_TAKEN'],
  ]);
  expect(late.all('bye')).toEqual([]);
  expect((await late.ok({ type: 'ping' })).at).toBe(world.clock.now());
});

test('what the old connection is just doing is done first, and not answered on the new one', async () => {
  const world = await openWorld({ plugins: [slow] });
  const { ann, token } = await ticketOf(world);
  ann.send({ type: 'say', ref: 'old', room: 'lobby', text: 'slow', key: 'k1' });
  ann.send({ type: 'say', ref: 'old', room: 'lobby', text: 'never begun', key: 'k2' });
  await world.settle();
  const late = world.stranger();
  late.send({ type: 'hello', resume: token });
  // A second attempt while the first one waits must wait as well.
  const later = world.stranger();
  const second = later.ask({ type: 'hello', resume: token });
  await world.settle();
  expect([...late.heard, ...later.heard]).toEqual([]);
  await world.pass(1_000);
  expect((await second).resumed).toBe(true);
  expect(late.all('bye')).toMatchObject([{ code: 'CHAT_SESSION_TAKEN' }]);
  await world.settle();
  expect(later.all('message').map(({ text }) => text)).toEqual(['slow']);
  expect([...late.heard, ...later.heard].filter(({ ref }) => ref === 'old')).toEqual([]);
});
