import { describe, expect, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { profanity } from '../../../plugins/profanity/index.js';
import { eventually } from '../../support/eventually.js';
import { nativePeer } from '../../support/peers.js';
import { type WireName, wireKinds } from '../../support/wires.js';
import { openWorld } from '../../support/world.js';

/** A program and a person in the lobby of a hub with the filter, on one kind of wire. */
async function lobby(name: WireName) {
  const world = await openWorld({ plugins: [profanity()], dialect: auto({ text: text({ prompt: true }) }) });
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
  const leaves = async () => {
    person.close();
    await over;
  };
  return { world, program, person, lines, sees, leaves };
}

const names: readonly WireName[] = ['memory', 'TCP, lines', 'TCP, blocks', 'WebSocket'];

describe.each(names)('over %s', (name) => {
  test('what a program says is masked for a person, once', async () => {
    const { program, person, lines, sees, leaves } = await lobby(name);
    person.send('ann');
    await sees('You are ann');
    await program.ok({ type: 'say', room: 'lobby', text: 'oh f\u200buсk' });
    await program.ok({ type: 'say', room: 'lobby', text: 'done' });
    await sees('robot: done');
    expect(lines.join('\n').match(/robot: oh.*/g)).toEqual(['robot: oh *****']);
    await leaves();
  });

  test('what a person says is masked for a program, once', async () => {
    const { program, person, sees, leaves } = await lobby(name);
    person.send('ann');
    await sees('You are ann');
    person.send('ｓｈｉｔ, 操你妈, блядь');
    expect(await program.next('message')).toMatchObject({ text: '****, ***, *****' });
    person.send('done');
    expect(await program.next('message')).toMatchObject({ text: 'done' });
    expect(program.all('message')).toHaveLength(2);
    await leaves();
  });

  test('a person cannot have such a nick, at the prompt or later', async () => {
    const { program, person, lines, sees, leaves } = await lobby(name);
    person.send('shithead');
    await sees('That nick is not allowed here.');
    person.send('ann');
    await sees('You are ann');
    const before = lines.length;
    person.send('/nick sh1thead');
    await eventually(() => lines.slice(before).some((line) => line.includes('That nick is not allowed here.')));
    expect(JSON.stringify(program.heard)).not.toMatch(/sh[i1]t/);
    await leaves();
  });
});
