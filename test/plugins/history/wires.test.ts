import { describe, expect, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { history } from '../../../plugins/history/index.js';
import { eventually } from '../../support/eventually.js';
import { nativePeer } from '../../support/peers.js';
import { type WireName, wireKinds } from '../../support/wires.js';
import { openWorld } from '../../support/world.js';

/** A hub with the plugin on one kind of wire, a program in its lobby, and people who come there. */
async function lobby(name: WireName) {
  const world = await openWorld({ plugins: [history({ entry: 3 })], dialect: auto({ text: text({ prompt: true }) }) });
  const kind = wireKinds[name];
  const transport = kind.listen();
  const addresses = await world.hub.listen(transport);
  const program = nativePeer(await kind.program(transport, addresses));
  await program.ok({ type: 'hello', nick: 'robot' });
  await program.ok({ type: 'join', room: 'lobby' });

  async function person(nick: string) {
    const wire = await kind.person(transport, addresses);
    const lines: string[] = [];
    const over = (async () => {
      for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) {
        lines.push(...String(frame).split(/\r?\n/));
      }
    })();
    wire.send(nick);
    const sees = (part: string) => eventually(() => lines.some((line) => line.includes(part)));
    await sees(`You are ${nick}`);
    return {
      lines,
      sees,
      types: (line: string) => wire.send(line),
      async leaves() {
        wire.close();
        await over;
      },
    };
  }
  return { world, program, person };
}

const names: readonly WireName[] = ['memory', 'TCP, lines', 'WebSocket'];

describe.each(names)('over %s', (name) => {
  test('a person and a program change, react to and read what was said', async () => {
    const { world, program, person } = await lobby(name);
    const first = await program.ok({ type: 'say', room: 'lobby', text: 'hello' });
    const ann = await person('ann');
    await ann.sees('robot: hello');
    await ann.sees('That was said before you came.');

    ann.types('teh tea');
    expect(await nextOf(program, 'text')).toMatchObject({ text: 'teh tea' });
    ann.types('/edit the tea');
    expect(await nextOf(program, 'edit')).toMatchObject({ text: 'the tea', data: { target: { offset: 2 } } });
    await ann.sees('-- Changed.');
    await program.ok({ type: 'react', room: 'lobby', emoji: '🍵' });
    await ann.sees('* robot: 🍵');
    await program.ok({ type: 'delete', room: 'lobby', epoch: first.epoch, offset: first.offset });
    await ann.sees('* robot deleted a message');

    const page = (await program.ok({ type: 'history', room: 'lobby' })) as { entries: readonly unknown[] };
    expect(page.entries).toMatchObject([
      { kind: 'erased', text: '' },
      {
        text: 'the tea',
        from: { nick: 'ann' },
        reactions: { '🍵': { count: 1, by: [{ nick: 'robot' }], mine: true } },
      },
    ]);
    expect(page.entries).toHaveLength(2);
    ann.types('/history');
    await ann.sees('ann: the tea (edited) [🍵 1]');
    await ann.sees('robot: (deleted)');

    const bob = await person('bob');
    await bob.sees('ann (edited): the tea');
    await bob.sees('That was said before you came.');
    expect(bob.lines.join('\n')).not.toContain('hello');
    ann.types('bye');
    await bob.sees('ann: bye');
    await program.ok({ type: 'history.erase', confirm: true });
    ann.types('/history 1');
    await ann.sees('ann: bye');
    expect(world.failures).toEqual([]);
    await ann.leaves();
    await bob.leaves();
  });
});

/** The next message of a kind. */
async function nextOf(peer: ReturnType<typeof nativePeer>, kind: string) {
  for (;;) {
    const message = await peer.next('message');
    if (message.kind === kind && message.text !== 'hello') return message;
  }
}
