import { type HubOptions, type Json, type Plugin, Refusal } from '../../../../core/index.js';
import { type Mode, profanity } from '../../../../plugins/profanity/index.js';
import { openWorld } from '../../../support/world.js';

/** What plugins with edits, reactions, topics and files do with the core, and nothing besides. */
const asking: Plugin = {
  name: 'asking',
  setup(host) {
    const room = 'lobby';
    host.command({
      name: 'publish',
      summary: 'Publishes an entry of any kind.',
      async run({ kind, text, data }, session) {
        const said = await host.chat.sayAs(session, {
          room,
          text: String(text),
          kind: String(kind),
          ...(data === undefined ? {} : { data }),
        });
        return said instanceof Refusal ? said : {};
      },
    });
    host.command({
      name: 'topic',
      summary: 'Asks for a topic.',
      async run({ topic }, session) {
        const allowed = await host.ask('topic', { room, topic: String(topic) }, session);
        return allowed instanceof Refusal ? allowed : { topic: allowed.topic };
      },
    });
    host.command({
      name: 'file',
      summary: 'Asks for a file.',
      async run({ name }, session) {
        const allowed = await host.ask('file', { room, name: String(name), size: 3, type: 'image/png' }, session);
        return allowed instanceof Refusal ? allowed : { name: allowed.name };
      },
    });
  },
};

/** Ann and bob in the lobby of a hub with the filter. */
export async function lobby(mode: Mode = 'mask', rooms: Record<string, Mode> = {}, parts: Partial<HubOptions> = {}) {
  const world = await openWorld({ ...parts, plugins: [asking, profanity({ mode, rooms })] });
  const ann = await world.native('ann', 'lobby');
  const bob = await world.native('bob', 'lobby');
  const publishes = (kind: string, text: string, data?: Json) => ann.ask({ type: 'publish', kind, text, data });
  return { world, ann, bob, publishes };
}
