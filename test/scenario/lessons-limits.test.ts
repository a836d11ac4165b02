import { describe, expect, onTestFinished, test } from 'vitest';
import { auto } from '../../adapters/dialects/auto/index.js';
import { text } from '../../adapters/dialects/text/index.js';
import type { RefusedInfo } from '../../core/index.js';
import { createWorld } from '../../testkit/index.js';
import { eventually } from '../support/eventually.js';
import { nativePeer } from '../support/peers.js';
import { type WireName, wireKinds } from '../support/wires.js';
import { openWorld } from '../support/world.js';

const OUTBOX_BYTES = 50_000;
/** One message as a frame, with all that is around its text. */
const MESSAGE_BYTES = 4_500;
const WAY_MS = 5;

/** Ann talks in a room where bob does not read and cat does. */
async function frozenReader() {
  const world = createWorld({ limits: { outboxBytes: OUTBOX_BYTES }, network: { delayMs: [WAY_MS, WAY_MS] } });
  onTestFinished(world.close);
  const [ann, bob, cat] = world.join('lobby', 'ann', 'bob', 'cat');
  await world.settle();
  const took: number[] = [];
  cat.client.on('message', ({ at }) => void took.push(world.now - at));
  const refused: Pick<RefusedInfo, 'what' | 'code'>[] = [];
  let mostPending = 0;
  let pendingWhenClosed = 0;
  world.hub.on('refused', ({ session, what, code }) => {
    pendingWhenClosed = session.pendingBytes;
    refused.push({ what, code });
  });
  bob.freeze();
  const said = Array.from({ length: 40 }, (_, number) => `${number} `.padEnd(4_000, 'x'));
  for (const words of said) {
    ann.say(words);
    await world.settle();
    const [session] = world.hub.chat.sessions().filter(({ user }) => user?.nick === 'bob');
    mostPending = Math.max(mostPending, session?.pendingBytes ?? 0);
  }
  return { world, ann, bob, cat, said, took, refused, mostPending, pendingWhenClosed };
}

describe('lesson 3, a frozen reader', () => {
  test('frozen reader: the others get everything, each message at once', async () => {
    const { ann, cat, said, took } = await frozenReader();
    expect([ann.texts(), cat.texts()]).toEqual([said, said]);
    expect(new Set(took)).toEqual(new Set([WAY_MS]));
  });

  test('frozen reader: the memory that it takes is bounded', async () => {
    const { mostPending, pendingWhenClosed } = await frozenReader();
    expect(mostPending).toBeGreaterThan(OUTBOX_BYTES - MESSAGE_BYTES);
    expect(mostPending).toBeLessThanOrEqual(OUTBOX_BYTES);
    expect(pendingWhenClosed).toBeLessThanOrEqual(OUTBOX_BYTES + MESSAGE_BYTES);
  });

  test('frozen reader: session closed with reason slow, once, and away for the others', async () => {
    const { world, ann, refused } = await frozenReader();
    expect(refused).toEqual([{ what: 'connection', code: 'CHAT_SLOW_CONSUMER' }]);
    expect(world.trace()).toContain('ann ← #lobby bob is away');
    expect(ann.members()).toEqual(['ann', 'bob', 'cat']);
  });

  test('frozen reader: told so when it reads again, it comes back and has lost nothing', async () => {
    const { world, bob, said } = await frozenReader();
    bob.thaw();
    await world.advance('1m');
    expect(world.trace()).toContain('bob is waiting, CHAT_SLOW_CONSUMER');
    expect(world.trace()).toContain('bob ← welcome, resumed');
    expect([bob.texts(), bob.gaps(), bob.violations]).toEqual([said, [], []]);
  });
});

const names = Object.keys(wireKinds) as WireName[];

/** A hub that listens on one kind of wire; the limits are the defaults. */
async function listening(name: WireName) {
  const world = await openWorld({ dialect: auto({ text: text({ prompt: true }) }) });
  const kind = wireKinds[name];
  const transport = kind.listen();
  const addresses = await world.hub.listen(transport);
  return {
    world,
    program: async () => nativePeer(await kind.program(transport, addresses)),
    person: () => kind.person(transport, addresses),
  };
}

describe.each(names)('lesson 7, too big a message, over %s', (name) => {
  test('too-big message gives a coded error, and the session lives', async () => {
    const { program } = await listening(name);
    const ann = await program();
    await ann.ok({ type: 'hello', nick: 'ann' });
    await ann.ok({ type: 'join', room: 'lobby' });
    const reply = await ann.ask({ type: 'say', room: 'lobby', text: 'x'.repeat(4_001) });
    expect(reply).toMatchObject({ type: 'error', code: 'CHAT_TEXT_TOO_LONG', retry: false });
    expect(await ann.ok({ type: 'say', room: 'lobby', text: 'x'.repeat(4_000) })).toMatchObject({ offset: 1 });
    expect(ann.all('bye')).toEqual([]);
  });

  test('too-big frame gives a coded error, and the session lives', async () => {
    const { program, world } = await listening(name);
    const ann = await program();
    await ann.ok({ type: 'hello', nick: 'ann' });
    await ann.ok({ type: 'join', room: 'lobby' });
    ann.send({ type: 'say', room: 'lobby', text: 'x'.repeat(131_072) });
    expect(await ann.next('error')).toMatchObject({ code: 'CHAT_FRAME_TOO_LARGE', retry: false });
    expect(await ann.ok({ type: 'say', room: 'lobby', text: 'still here' })).toMatchObject({ offset: 1 });
    expect(world.hub.chat.members('lobby')).toHaveLength(1);
  });

  test('too-big message of a person gives a line that says so, and the session lives', async () => {
    const { person } = await listening(name);
    const wire = await person();
    const lines: string[] = [];
    const over = (async () => {
      for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) lines.push(String(frame));
    })();
    const sees = (part: string) => eventually(() => lines.some((line) => line.includes(part)));
    wire.send('ann');
    await sees('You are ann');
    await sees('#lobby');
    wire.send('x'.repeat(64_001));
    await sees('! ');
    wire.send('/rooms');
    await sees('lobby');
    wire.send('/quit');
    await over;
    expect(lines.filter((line) => line.startsWith('! '))).toEqual([expect.stringContaining('4000')]);
    expect(lines.at(-1)).toBe('-- Goodbye.');
  });
});
