import { describe, expect, onTestFinished, test } from 'vitest';
import { history } from '../../plugins/history/index.js';
import { createWorld, type World, type WorldOptions } from '../../testkit/index.js';

function open(options: WorldOptions = {}): World {
  const world = createWorld(options);
  onTestFinished(world.close);
  return world;
}

/** Two people who have not yet talked, and what each hears of the other. */
async function two(options: WorldOptions = {}) {
  const world = open(options);
  const [ann, bob] = world.join('lobby', 'ann', 'bob');
  await world.settle();
  const toBob = ann.client.direct('BOB');
  const toAnn = bob.client.direct('ann');
  const heard = { ann: [] as string[], bob: [] as string[] };
  toBob.on('message', ({ from, text }) => heard.ann.push(`${from.nick}: ${text}`));
  toAnn.on('message', ({ from, text }) => heard.bob.push(`${from.nick}: ${text}`));
  return { world, ann, bob, toBob, toAnn, heard };
}

describe('a conversation', () => {
  test('is there before anything was said, and sends nothing', async () => {
    const { toBob, ann, world } = await two();
    expect([toBob.nick, toBob.name, toBob.position, toBob.recovering]).toEqual(['BOB', undefined, undefined, false]);
    toBob.typing();
    expect(await toBob.history()).toEqual({ room: '', entries: [], more: false, gap: false });
    await world.settle();
    expect([...ann.client.rooms.keys()]).toEqual(['lobby']);
  });

  test('goes both ways, and hears nobody else', async () => {
    const { world, bob, toBob, toAnn, heard } = await two();
    bob.say('to all');
    void toBob.say('psst');
    await world.settle();
    void toAnn.say('yes?');
    await world.settle();
    expect(heard).toEqual({ ann: ['ann: psst', 'bob: yes?'], bob: ['ann: psst', 'bob: yes?'] });
    expect(toBob.name).toBe(toAnn.name);
    expect([toBob.nick, toBob.position?.offset]).toEqual(['bob', 2]);
  });

  test('stays with the person, whoever has the nick then', async () => {
    const { world, ann, bob, toBob, heard } = await two();
    void toBob.say('one');
    await world.settle();
    bob.rename('rob');
    await world.settle();
    const [other] = world.join('lobby', 'cid');
    await world.settle();
    other.rename('bob');
    await world.settle();
    void toBob.say('two');
    await world.settle();
    expect([toBob.nick, other.nick]).toEqual(['rob', 'bob']);
    expect(other.texts()).toEqual([]);
    expect(heard.bob).toEqual(['ann: one', 'ann: two']);
    expect(ann.refusals).toEqual([]);
  });

  test('is with the person who was told, even when they are called something else before the answer is looked at', async () => {
    const world = open();
    const [ann, bob] = world.join('lobby', 'ann', 'bob');
    await world.settle();
    const toBob = ann.client.direct('bob');
    void toBob.say('one');
    await world.settle();
    bob.rename('rob');
    await world.settle();
    void toBob.say('two');
    await world.settle();
    expect(bob.texts().slice(-2)).toEqual(['one', 'two']);
  });

  test('says so where nobody has the nick', async () => {
    const world = open();
    const ann = world.client('ann');
    await world.settle();
    const saying = expect(ann.client.direct('nobody').say('hello?')).rejects.toMatchObject({
      code: 'CHAT_USER_UNKNOWN',
    });
    await world.settle();
    await saying;
  });

  test('tells that the other one writes', async () => {
    const { world, toBob, toAnn } = await two();
    const heard: boolean[] = [];
    toAnn.on('typing', ({ on }) => heard.push(on));
    void toBob.say('psst');
    await world.settle();
    toBob.typing();
    toBob.typing(false);
    await world.settle();
    expect(heard).toEqual([true, false]);
  });

  test('is caught up after a lost connection', async () => {
    const { world, bob, toBob, toAnn, heard } = await two();
    void toBob.say('one');
    await world.settle();
    const told: unknown[] = [];
    toAnn.on('caughtUp', (room, result) => told.push([room === toAnn.name, result]));
    bob.drop();
    void toBob.say('two');
    await world.advance('5s');
    expect(heard.bob).toEqual(['ann: one', 'ann: two']);
    expect(told).toEqual([[true, { how: 'recovered', messages: 1 }]]);
  });

  test('gives its messages one after the other until the client is stopped', async () => {
    const { world, bob, toBob, toAnn } = await two();
    const messages = toAnn.messages();
    void toBob.say('one');
    void toBob.say('two');
    await world.settle();
    expect([(await messages.next()).value?.text, (await messages.next()).value?.text]).toEqual(['one', 'two']);
    bob.client.stop();
    expect((await messages.next()).done).toBe(true);
  });

  test('has what was said before, where the server keeps it', async () => {
    const { world, toBob } = await two({ plugins: [history()] });
    void toBob.say('psst');
    await world.settle();
    const reading = toBob.history({ limit: 5 });
    await world.settle();
    expect((await reading).entries.map(({ text }) => text)).toEqual(['psst']);
  });
});
