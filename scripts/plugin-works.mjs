// The README's plugin at work, in a project that has the package: what it refuses is refused, the rest is said.
import assert from 'node:assert/strict';
import { createHub } from 'partyline';
import { memory } from 'partyline/adapters/memory';

// Written beside this file from the README.
const { polite } = await import(new URL('plugin.js', import.meta.url).href);
const wire = memory();
const hub = createHub({ plugins: [polite()] });
await hub.listen(wire);
const ann = wire.connect();
const commands = [
  { type: 'hello', nick: 'ann' },
  { type: 'join', room: 'lobby', ref: 1 },
  { type: 'say', room: 'lobby', text: 'Hear me!!!', ref: 2 },
  { type: 'say', room: 'lobby', text: 'Hear me', ref: 3 },
];
for (const command of commands) ann.send(JSON.stringify(command));
const answers = [];
while (answers.at(-1)?.ref !== 3) answers.push(JSON.parse(await ann.next()));
const refusal = answers.find(({ ref }) => ref === 2);
assert.equal(refusal.code, 'POLITE_SHOUTING');
assert.deepEqual(
  answers.filter(({ type }) => type === 'message').map(({ text }) => text),
  ['Hear me'],
);
await hub.stop();
