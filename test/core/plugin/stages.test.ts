import { expect, test } from 'vitest';
import {
  type CommandRequest,
  type Gate,
  type Gates,
  type Plugin,
  type PluginHost,
  refuse,
} from '../../../core/index.js';
import { textPeerNamed } from '../../support/text-peer.js';
import { openWorld } from '../../support/world.js';

declare module '../../../core/index.js' {
  interface Gates {
    'door.open': { readonly door: string };
  }
}

const gate = <S extends keyof Gates>(stage: S, decide: Gate<S>): Plugin => ({
  name: 'guard',
  setup: (host) => host.gate(stage, decide),
});

test('the command stage is asked about every command, the first and the unknown ones too', async () => {
  const seen: CommandRequest[] = [];
  const { native } = await openWorld({
    plugins: [
      gate('command', (request) => {
        seen.push(request);
        return request;
      }),
    ],
  });
  const ann = await native('ann', 'lobby');
  await ann.refused({ type: 'dance' });
  expect(seen.map(({ command }) => command)).toEqual(['hello', 'join', 'unknown']);
});

test('the command stage knows the size of the frame, and counts it once', async () => {
  const seen: CommandRequest[] = [];
  const world = await openWorld({
    plugins: [
      gate('command', (request) => {
        seen.push(request);
        return request;
      }),
    ],
  });
  const ann = world.stranger();
  const frame = '{"type":"hello","nick":"ännchen"}';
  ann.wire.send(frame);
  await ann.next('welcome');
  expect(seen).toEqual([{ command: 'hello', bytes: Buffer.byteLength(frame), paced: false }]);
  const person = await textPeerNamed(world, 'bob');
  await person.reads();
  // One line logs in and joins.
  expect(seen.slice(1).map(({ bytes }) => bytes)).toEqual([3, 0]);
});

test('a command that is refused at its stage is answered like any other', async () => {
  const guard = gate('command', (request) => (request.command === 'rooms' ? refuse('GUARD_NO', 'Not now.') : request));
  const { hub, native } = await openWorld({ plugins: [guard] });
  const refusals: string[] = [];
  hub.on('refused', ({ what, code }) => void refusals.push(`${what} ${code}`));
  const ann = await native('ann');
  expect(await ann.ask({ type: 'rooms' })).toMatchObject({ type: 'error', code: 'GUARD_NO', text: 'Not now.' });
  expect(refusals).toEqual(['rooms GUARD_NO']);
});

test('a gate that waits at the command stage holds up the commands of its session alone, in their order', async () => {
  let open: () => void = () => {};
  const door = new Promise<void>((resolve) => {
    open = resolve;
  });
  const guard = gate('command', async (request, session) => {
    if (session.user?.nick === 'ann') await door;
    return request;
  });
  const { native, settle } = await openWorld({ plugins: [guard] });
  const ann = await native('ann');
  const bob = await native('bob');
  ann.send({ type: 'ping', ref: 1 });
  ann.send({ type: 'rooms', ref: 2 });
  await bob.ok({ type: 'ping' });
  expect(ann.all('ok')).toEqual([]);
  open();
  await settle();
  expect(ann.all('ok').map(({ ref }) => ref)).toEqual([1, 2]);
});

test('last words can be changed, or dropped', async () => {
  const guard = gate('farewell', ({ text }) =>
    text === 'bad' ? refuse('GUARD_NO', 'No.') : { text: text.toUpperCase() },
  );
  const { native } = await openWorld({ plugins: [guard] });
  const [ann, bob, cid] = [await native('ann', 'lobby'), await native('bob', 'lobby'), await native('cid', 'lobby')];
  ann.send({ type: 'quit', text: 'so long' });
  expect(await cid.next('left')).toMatchObject({ user: { nick: 'ann' }, reason: 'SO LONG' });
  bob.send({ type: 'quit', text: 'bad' });
  const left = await cid.next('left');
  expect(left).toMatchObject({ user: { nick: 'bob' } });
  expect(left).not.toHaveProperty('reason');
});

test('a plugin asks the gates of a stage of its own', async () => {
  let host: PluginHost | undefined;
  const doors: Plugin = {
    name: 'doors',
    setup(given) {
      host = given;
    },
  };
  const guard = gate('door.open', (request) => (request.door === 'red' ? refuse('DOOR_SHUT', 'Shut.') : request));
  const { hub, native } = await openWorld({ plugins: [doors, guard] });
  await native('ann');
  const [session] = hub.chat.sessions();
  if (session === undefined) throw new Error('Nobody is there.');
  expect(await host?.ask('door.open', { door: 'green' }, session)).toEqual({ door: 'green' });
  expect(await host?.ask('door.open', { door: 'red' }, session)).toMatchObject({ code: 'DOOR_SHUT' });
});

test('a join gate sees the password, and it goes no further', async () => {
  const seen: unknown[] = [];
  const guard = gate('join', (request) => {
    seen.push(request.password);
    return request.password === 'open sesame' ? request : refuse('GUARD_NO', 'No.');
  });
  const world = await openWorld({ plugins: [guard] });
  const ann = await world.native('ann');
  expect(await ann.refused({ type: 'join', room: 'cave' })).toBe('GUARD_NO');
  const reply = await ann.ok({ type: 'join', room: 'cave', password: 'open sesame' });
  expect(JSON.stringify(reply)).not.toContain('sesame');
  expect(seen).toEqual([undefined, 'open sesame']);
});

test('people type a password after the room', async () => {
  const seen: unknown[] = [];
  const world = await openWorld({
    plugins: [
      gate('join', (request) => {
        seen.push(request.password);
        return request;
      }),
    ],
  });
  const ann = await textPeerNamed(world, 'ann');
  await ann.reads();
  await ann.types('/join cave open sesame');
  expect(seen).toEqual([undefined, 'open sesame']);
});
