import fc from 'fast-check';
import { plugins } from './plugins.js';
import { type Participant, rooms, type Stage } from './stage.js';

/** What is known of a run without looking at it: who has quit. */
export interface Model {
  readonly gone: Set<number>;
}

/** One thing that happens in a run. */
export type Act = fc.AsyncCommand<Model, Stage>;

/** An act, with the words that name it in a shrunk run. */
function act(words: string, happen: (stage: Stage, model: Model) => Promise<void> | void, who?: number): Act {
  return {
    check: (model) => who === undefined || !model.gone.has(who),
    run: async (model, stage) => happen(stage, model),
    toString: () => words,
  };
}

const names = ['ann', 'bob', 'cleo', 'dan'];
const who = fc.nat(names.length - 1);
const room = fc.constantFrom(...rooms);

/** An act of somebody. */
function of(
  what: string,
  happen: (participant: Participant, stage: Stage, model: Model) => Promise<void> | void,
): fc.Arbitrary<Act> {
  return who.map((index) =>
    act(`${names[index]} ${what}`, (stage, model) => happen(one(stage, index), stage, model), index),
  );
}

/** An act of somebody in a room. */
function inRoom(
  what: string,
  happen: (participant: Participant, room: string, stage: Stage) => void,
): fc.Arbitrary<Act> {
  return fc
    .tuple(who, room)
    .map(([index, name]) =>
      act(`${names[index]} ${what} ${name}`, (stage) => happen(one(stage, index), name, stage), index),
    );
}

function one(stage: Stage, index: number): Participant {
  return stage.participants[index] as Participant;
}

function say(participant: Participant, name: string, stage: Stage): void {
  participant.said++;
  stage.messages++;
  participant.client.say(`message ${stage.messages}`, { room: name });
}

function burst(participant: Participant, name: string, stage: Stage): void {
  for (let count = 0; count < 12; count++) say(participant, name, stage);
}

function tell(index: number, stage: Stage, { client }: Participant): void {
  stage.messages++;
  const from = one(stage, index);
  from.said++;
  from.client.tell(client.nick, `message ${stage.messages}`);
}

function wait(...choices: readonly number[]): fc.Arbitrary<Act> {
  return fc.constantFrom(...choices).map((ms) => act(`${ms} ms pass`, ({ world }) => world.advance(ms)));
}

const plugin = fc.constantFrom(...Object.keys(plugins));

/** Everything that can happen, and how often beside the others. */
const weighted: readonly (readonly [weight: number, act: fc.Arbitrary<Act>])[] = [
  [12, inRoom('says something in', say)],
  [6, inRoom('says much in', burst)],
  [3, inRoom('joins', ({ client }, name) => client.join(name))],
  [2, inRoom('leaves', ({ client }, name) => client.leave(name))],
  [3, inRoom('types in', ({ client }, name) => client.typing(true, name))],
  [
    3,
    fc
      .tuple(who, who)
      .map(([index, other]) =>
        act(`${names[index]} tells ${names[other]} something`, (stage) => tell(index, stage, one(stage, other)), index),
      ),
  ],
  [1, of('takes another nick', ({ client }, stage) => client.rename(`nick${++stage.messages}`))],
  [4, of('is dropped', ({ client }) => client.drop())],
  [3, of('loses its connection alone', ({ client }) => client.lose())],
  [2, of('vanishes', ({ client }) => client.vanish())],
  [3, of('freezes', ({ client }) => client.freeze())],
  [3, of('thaws', ({ client }) => client.thaw())],
  [2, of('is cut off', ({ client }, { world }) => world.partition(client))],
  [3, of('is healed', ({ client }, { world }) => world.heal(client))],
  [3, of('hurries', ({ client }) => client.client.hurry())],
  [1, of('quits', quit)],
  [12, wait(0, 1, 5, 15, 30)],
  [8, wait(60, 150, 400, 1_000, 3_000)],
  [2, wait(12_000, 45_000, 150_000)],
  [1, fc.constant(act('the hub crashes', crash))],
  [1, fc.constant(act('the hub is restarted', restart))],
  [2, plugin.map((name) => act(`the plugin ${name} is loaded`, (stage) => load(stage, name)))],
  [2, plugin.map((name) => act(`the plugin ${name} is unloaded`, (stage) => unload(stage, name)))],
];

/** Every act as often as it weighs, since all in the list are drawn alike. */
export const acts: readonly fc.Arbitrary<Act>[] = weighted.flatMap(([weight, one]) =>
  Array.from({ length: weight }, () => one),
);

function quit(participant: Participant, stage: Stage, { gone }: Model): void {
  // Half of those who take part stay to the end.
  if (gone.size >= 2) return;
  gone.add(stage.participants.indexOf(participant));
  participant.gone = true;
  participant.client.quit();
}

function crash(stage: Stage): void {
  stage.world.crash();
  stage.up = false;
}

/** Starts a hub where there is none; else stops it in order and starts another. */
export async function restart(stage: Stage): Promise<void> {
  stage.up = true;
  // One that is going down counts as another: it keeps no session any more.
  stage.hubs++;
  await stage.world.restart();
  stage.hubs++;
}

function unload({ world }: Stage, name: string): void {
  void world.hub.plugins.unload(name).catch(() => undefined);
}

function load({ world, random }: Stage, name: string): void {
  const make = plugins[name as keyof typeof plugins];
  void world.hub.plugins.load(make(random)).catch(() => undefined);
}
