import { describe, expect, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { floodControl } from '../../../plugins/flood-control/index.js';
import { eventually } from '../../support/eventually.js';
import { nativePeer } from '../../support/peers.js';
import { type WireName, wireKinds } from '../../support/wires.js';
import { openWorld } from '../../support/world.js';

/** A program and a person in the lobby, both from this machine, whose address counts for once. */
async function lobby(name: WireName) {
  const control = floodControl({
    session: { messages: { burst: 3, perSecond: 1 } },
    patienceMs: 2_000,
    strikes: 2,
    shared: () => false,
  });
  const world = await openWorld({ plugins: [control], dialect: auto({ text: text({ prompt: true }) }) });
  const kind = wireKinds[name];
  const transport = kind.listen();
  const addresses = await world.hub.listen(transport);
  const program = nativePeer(await kind.program(transport, addresses));
  await program.ok({ type: 'hello', nick: 'robot' });
  await program.ok({ type: 'join', room: 'lobby' });
  const person = await kind.person(transport, addresses);
  const lines: string[] = [];
  const over = (async () => {
    for (let frame = await person.next(); frame !== undefined; frame = await person.next()) lines.push(String(frame));
  })();
  const sees = (part: string) => eventually(() => lines.some((line) => line.includes(part)));
  person.send('ann');
  await sees('You are ann');
  const deeds: string[] = [];
  world.hub.on('flooded', ({ did }) => void deeds.push(did));
  /** Time passes when so much has been done, and not before: real sockets take their own. */
  const passes = async (ms: number, done: number) => {
    await eventually(() => deeds.length >= done);
    await world.pass(ms);
  };
  const another = () => kind.program(transport, addresses);
  return { world, program, person, lines, over, sees, deeds, passes, another };
}

const names: readonly WireName[] = ['memory', 'TCP, lines', 'TCP, blocks', 'WebSocket'];

describe.each(names)('over %s', (name) => {
  test('a program that floods is slowed, refused and closed, and the person in the room reads on', async () => {
    const { program, person, sees, deeds, passes, lines } = await lobby(name);
    for (let number = 1; number <= 12; number++) {
      program.send({ type: 'say', room: 'lobby', text: `spam ${number}.`, ref: number });
    }
    await sees('spam 3.');
    await passes(1_000, 1);
    await sees('spam 4.');
    person.send('can anybody hear me?');
    expect(await program.next('message')).toBeDefined();
    await passes(1_000, 2);
    await program.over;
    expect(deeds).toEqual(['slowed', 'slowed', 'refused', 'refused', 'refused', 'closed']);
    expect(program.all('bye')).toMatchObject([{ code: 'FLOOD' }]);
    await sees('* robot left');
    expect(lines.join('\n')).not.toContain('spam 6.');
    person.close();
  });

  test('a person who floods reads why, and is closed', async () => {
    const { program, person, lines, over, deeds, passes, another } = await lobby(name);
    for (let number = 1; number <= 12; number++) person.send(`spam ${number}.`);
    await passes(1_000, 1);
    await passes(1_000, 2);
    await over;
    expect(deeds).toEqual(['slowed', 'slowed', 'refused', 'refused', 'refused', 'closed']);
    expect(lines.filter((line) => line.startsWith('! '))).toEqual([
      ...Array(3).fill('! You are sending messages too fast. Wait 1 s.'),
      '! You have sent too much, too fast.',
    ]);
    await eventually(() => program.all('message').length === 5);
    // From memory there is no address to remember.
    if (name === 'memory') return;
    const back = await another();
    expect(String(await back.next())).toContain('Too much was sent from your address. Wait 30 s.');
    expect(await back.next()).toBeUndefined();
  });
});
