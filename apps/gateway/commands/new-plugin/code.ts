import { commandName, errorCodePrefix, factoryName } from './name.js';

/** The plugin itself: a command for everybody, and a gate. */
export function pluginCode(name: string): string {
  const make = factoryName(name);
  return `import { type Plugin, refuse } from 'partyline';

/** Greets the room for whoever types \`/${name}\`, and has nobody shout. Code: \`${errorCodePrefix(name)}_SHOUTING\`. */
export const ${make} = (): Plugin => ({
  name: '${name}',
  setup(host) {
    host.gate('publish', (message) =>
      message.text.endsWith('!!!') ? refuse('${errorCodePrefix(name)}_SHOUTING', 'Please do not shout.') : message,
    );
    host.command({
      name: '${commandName(name)}',
      summary: 'Greets everybody in the room.',
      parse: ({ room }) => ({ room: String(room ?? '') }),
      async run({ room }, session) {
        await host.chat.say({ room, text: \`\${session.user?.nick} greets everybody.\` });
        return { greeted: true };
      },
      slash: { name: '${name}', fields: (_typed, here) => ({ room: here ?? '' }) },
    });
  },
});
`;
}

/** Its test, in a world: a hub, its clients and their network, without a port and without a wait. */
export function testCode(name: string): string {
  const make = factoryName(name);
  return `import { createWorld } from 'partyline/testkit';
import { expect, test } from 'vitest';
import { ${make} } from './${name}.js';

test('whoever asks for it has everybody greeted', async () => {
  const world = createWorld({ seed: 1, plugins: [${make}()] });
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const answer = ann.client.request('${commandName(name)}', { room: 'lobby' });
  await world.settle();
  expect(await answer).toEqual({ greeted: true });
  expect(bob.last()?.text).toBe('ann greets everybody.');
  await world.close();
});

test('nobody shouts', async () => {
  const world = createWorld({ seed: 1, plugins: [${make}()] });
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  ann.say('Tea!!!');
  ann.say('Tea!');
  await world.settle();
  expect(ann.refusals.map(({ code }) => code)).toEqual(['${errorCodePrefix(name)}_SHOUTING']);
  expect(bob.texts()).toEqual(['Tea!']);
  await world.close();
});
`;
}
