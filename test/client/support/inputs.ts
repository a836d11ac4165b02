import fc from 'fast-check';
import type { Effect } from '../../../client/machine/output.js';
import type { Hand } from './hand.js';

/** One input for a hand-fed machine, as data, so that it can be given to two of them. */
export type Input =
  | { readonly do: 'connect' | 'hurry' | 'stop' | 'quit' | 'opened' | 'closed' | 'sleep' | 'typing' }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'submit'; readonly type: string; readonly fields: Record<string, unknown>; readonly kept: boolean }
  | { readonly do: 'answer'; readonly reply: Record<string, unknown> }
  | { readonly do: 'frame'; readonly text: string };

const few = (...values: string[]) => fc.constantFrom(...values);
const room = few('lobby', 'tea', '@a+b', '__proto__');
const epoch = few('e1', 'e2');
const offset = fc.integer({ min: -1, max: 6 });
const person = fc.record({ id: few('u-ann', 'u-bob'), nick: few('ann', 'bob') });
const occupant = fc.record({ id: few('u-ann', 'u-bob'), nick: few('ann', 'bob'), wires: fc.constant([]) });
const position = fc.record({ epoch, offset });
const members = fc.array(occupant, { maxLength: 2 });
const key = few('k1', 'k2', 'k3');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const is = (type: string) => fc.constant(type);

const message = fc.record({
  type: is('message'),
  room,
  id: is('m'),
  epoch,
  offset,
  at: fc.constant(1),
  from: person,
  kind: is('text'),
  text: is('x'),
  key: maybe(key),
});

const event = fc.oneof(
  { weight: 6, arbitrary: message },
  fc.record({ type: is('gap'), room, after: position, epoch, offset }),
  fc.record({
    type: is('recovered'),
    room,
    epoch,
    offset,
    messages: fc.nat(3),
    complete: fc.boolean(),
    members,
  }),
  fc.record({ type: few('joined', 'left'), room, user: occupant }),
  fc.record({ type: is('renamed'), room, user: person, was: few('ann', 'bob') }),
  fc.record({ type: is('presence'), room, user: person, state: few('away', 'online', 'gone') }),
  fc.record({ type: is('bye'), code: few('bye', 'CHAT_DRAINING'), text: is(''), reconnectMs: maybe(fc.nat(9_000)) }),
  fc.record({ type: few('notice', 'poll'), text: is('x') }),
);

const reply = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: is('welcome'),
      user: person,
      heartbeatMs: fc.nat(9_000),
      resume: maybe(fc.record({ token: few('t1', 't2') })),
      resumed: maybe(fc.boolean()),
      rooms: maybe(fc.array(room, { maxLength: 3 })),
    }),
  },
  fc.record({
    type: is('ok'),
    result: fc.record({ room, epoch, offset, members, id: is('m'), at: fc.constant(1), nick: few('ann', 'x') }),
  }),
  fc.record({ type: is('ok'), result: fc.dictionary(few('room', 'nick'), fc.anything()) }),
  fc.record({
    type: is('error'),
    code: few('CHAT_NICK_TAKEN', 'CHAT_NOT_IN_ROOM', 'CHAT_ROOM_FULL'),
    text: is('No.'),
    retry: fc.boolean(),
    details: maybe(fc.record({ suggestion: is('ann2') })),
  }),
);

const text = (value: unknown) => JSON.stringify(value) ?? 'undefined';

const input: fc.Arbitrary<Input> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('connect', 'hurry', 'opened', 'closed', 'sleep', 'typing') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stop', 'quit') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(20_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('submit' as const),
      type: few('join', 'leave', 'say', 'tell', 'nick', 'poll', 'hello', 'constructor'),
      fields: fc.record({ room, text: is('x'), key }),
      kept: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), reply: reply.map(sendable) }) },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('frame' as const), text: event.map(text) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('frame' as const), text: fc.json() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('frame' as const), text: fc.string() }) },
);

/** As it would come over a wire: what JSON cannot carry is gone. */
function sendable(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? 0 : part)));
}

/** Whatever was before: on the way to a welcome, which without this would hardly ever come. */
const login = (resumed: boolean): readonly Input[] => [
  { do: 'connect' },
  { do: 'opened' },
  {
    do: 'answer',
    reply: { type: 'welcome', user: { id: 'u-ann', nick: 'ann' }, resume: { token: 't1' }, resumed, rooms: ['lobby'] },
  },
];

/** A login, then any inputs in any order. */
export const inputs: fc.Arbitrary<readonly Input[]> = fc
  .array(
    fc.oneof({ weight: 9, arbitrary: input.map((one) => [one]) }, { weight: 1, arbitrary: fc.boolean().map(login) }),
    { maxLength: 80 },
  )
  .map((parts) => [...login(false), ...parts.flat()]);

/** Gives a machine one input; answers with the effects. */
export function give(hand: Hand, one: Input): readonly Effect[] {
  const from = hand.effects.length;
  switch (one.do) {
    case 'pass':
      hand.now += one.ms;
      break;
    case 'submit':
      hand.submit(one.type, one.fields, one.kept);
      break;
    case 'answer':
      hand.answer(one.reply);
      break;
    case 'frame':
      hand.frame(one.text);
      break;
    case 'sleep':
      if (hand.wake !== undefined) hand.sleep();
      break;
    case 'typing':
      hand.typing('lobby', true);
      break;
    default:
      hand[one.do]();
  }
  return hand.effects.slice(from);
}
