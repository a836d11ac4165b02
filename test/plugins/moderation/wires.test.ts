import { describe, expect, onTestFinished, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { createHub, silent } from '../../../index.js';
import { moderation } from '../../../plugins/moderation/index.js';
import { eventually } from '../../support/eventually.js';
import { nativePeer, type Wire } from '../../support/peers.js';
import { type WireKind, wireKinds } from '../../support/wires.js';

/** A hub with real sockets of two kinds. */
async function hubOnSockets() {
  const operators = ({ user }: { readonly user: { readonly nick: string } | undefined }) => user?.nick === 'op';
  const hub = createHub({
    plugins: [moderation({ operators })],
    dialect: auto({ text: text({ prompt: true }) }),
    logger: silent,
  });
  onTestFinished(() => hub.stop());
  const open = async (kind: WireKind) => {
    const transport = kind.listen();
    const addresses = await hub.listen(transport);
    return {
      program: async () => nativePeer(await kind.program(transport, addresses)),
      person: async (nick: string) => personOn(await kind.person(transport, addresses), nick),
    };
  };
  return { tcp: await open(wireKinds['TCP, lines']), ws: await open(wireKinds.WebSocket) };
}

/** Somebody who types, and what they read. */
async function personOn(wire: Wire, nick: string) {
  const lines: string[] = [];
  let isOver = false;
  void (async () => {
    for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) {
      lines.push(...String(frame).split('\n'));
    }
    isOver = true;
  })();
  const sees = (part: string) => eventually(() => lines.some((line) => line.includes(part)));
  wire.send(nick);
  await sees(`You are ${nick}`);
  return { lines, sees, types: (line: string) => wire.send(line), leaves: () => eventually(() => isOver) };
}

describe('over TCP and WebSocket, programs and people', () => {
  test('run a room together', async () => {
    const { tcp, ws } = await hubOnSockets();
    const ann = await ws.program();
    await ann.ok({ type: 'hello', nick: 'ann' });
    await ann.ok({ type: 'join', room: 'dev' });
    const bob = await tcp.person('bob');
    const cat = await ws.person('cat');
    const robot = await tcp.program();
    await robot.ok({ type: 'hello', nick: 'robot' });

    await ann.ok({ type: 'room.topic', room: 'dev', topic: 'Tea' });
    for (const person of [bob, cat]) {
      person.types('/join dev');
      await person.sees('-- #dev The topic is: Tea');
    }
    await robot.ok({ type: 'join', room: 'dev' });
    expect(await robot.next('topic')).toMatchObject({ topic: 'Tea' });

    await ann.ok({ type: 'room.role', room: 'dev', nick: 'bob', role: 'moderator' });
    await bob.sees('-- #dev ann made bob a moderator');
    bob.types('/mute cat 10m too loud');
    await cat.sees('-- #dev bob muted cat for 10m: too loud');
    cat.types('hello?');
    await cat.sees('! You are muted in #dev for 10m: too loud');
    bob.types('/unmute cat');
    await cat.sees('-- #dev bob unmuted cat');
    cat.types('thank you');
    expect(await robot.next('message')).toMatchObject({ text: 'thank you', from: { nick: 'cat' } });

    bob.types('/kick robot');
    expect(await robot.next('left')).toMatchObject({ room: 'dev', reason: 'kicked by bob' });
    bob.types('/ban robot 1h');
    await bob.sees('-- #dev bob banned robot for 1h');
    expect(await robot.ask({ type: 'join', room: 'dev' })).toMatchObject({
      code: 'MODERATION_BANNED',
      details: { room: 'dev', until: expect.any(Number) },
    });

    bob.types('/lock password open sesame');
    await cat.sees('-- #dev bob locked the room with a password');
    const dan = await tcp.person('dan');
    dan.types('/join dev');
    await dan.sees('! That room has a password: /join ROOM PASSWORD.');
    dan.types('/join dev open sesame');
    await dan.sees('-- You are in #dev:');
    bob.types('/kick ann');
    await bob.sees('! You may not do that to ann.');
    expect(await ann.ok({ type: 'moderation.audit', room: 'dev', limit: 3 })).toMatchObject({
      entries: [{ act: 'lock' }, { act: 'ban' }, { act: 'kick' }],
    });
  });

  test('are sent away from everywhere, and come back on no wire from there', async () => {
    const { tcp, ws } = await hubOnSockets();
    const op = await ws.program();
    await op.ok({ type: 'hello', nick: 'op' });
    const bob = await tcp.person('bob');
    // Here, all come from this machine: that may be a proxy's address, and is nobody's network.
    const ban = { type: 'room.ban', room: '*', nick: 'bob' };
    expect(await op.refused({ ...ban, network: true })).toBe('MODERATION_NO_ADDRESS');
    expect(await op.refused({ type: 'room.ban', room: '*', address: '127.0.0.0/8' })).toBe('MODERATION_OWN_ADDRESS');
    await op.ok({ ...ban, reason: 'enough' });
    await bob.sees('! You were banned by op: enough');
    await bob.leaves();
    const again = await ws.program();
    expect(await again.refused({ type: 'hello', nick: 'BOB' })).toBe('MODERATION_NICK');
    await again.ok({ type: 'hello', nick: 'rob' });
  });
});
