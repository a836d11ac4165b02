import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from '../../../client/index.js';
import type { Effect } from '../../../client/machine/output.js';
import { type Hand, handFed } from '../support/hand.js';
import { give, type Input, inputs } from '../support/inputs.js';

const RUNS = { numRuns: 400 };

const placeOf = ({ epoch, offset }: Position): Position => ({ epoch, offset });

/** Gives a machine all inputs, and looks at it after each. */
function play(list: readonly Input[], look: (fresh: readonly Effect[], hand: Hand, input: Input) => void): Hand {
  const hand = handFed({ pending: 5 });
  for (const input of list) look(give(hand, input), hand, input);
  return hand;
}

test('whatever comes, the machine has a wire exactly while it needs one', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      let isOpen = false;
      play(list, (fresh, { machine }, input) => {
        if (input.do === 'closed') isOpen = false;
        for (const effect of fresh) {
          if (effect.do === 'open') expect(isOpen).toBe(false);
          if (effect.do === 'send' || effect.do === 'close') expect(isOpen).toBe(true);
          if (effect.do === 'open' || effect.do === 'close') isOpen = effect.do === 'open';
        }
        expect(isOpen).toBe(machine.state === 'connecting' || machine.state === 'online');
      });
    }),
    RUNS,
  );
});

test('whatever comes, the machine is woken as long as something depends on it', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      play(list, (_fresh, { machine, wake }) => {
        if (machine.state === 'connecting' || machine.state === 'waiting') expect(wake).toBeDefined();
        if (machine.state === 'stopped') expect(wake).toBeUndefined();
      });
    }),
    RUNS,
  );
});

test('whatever comes, each command is settled once, and all are by the end', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      const settled: number[] = [];
      let given = 0;
      play([...list, { do: 'stop' }], (fresh, _hand, { do: what }) => {
        if (what === 'submit' || what === 'quit') given++;
        for (const effect of fresh) {
          if (effect.do === 'resolve' || effect.do === 'reject') settled.push(effect.command);
        }
      });
      expect(settled.sort((a, b) => a - b)).toEqual(Array.from({ length: given }, (_, index) => index + 1));
    }),
    RUNS,
  );
});

test('whatever comes, each message follows on the one before, or on a gap', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      let places = new Map<string, Position>();
      play(list, (fresh, { machine }) => {
        for (const effect of fresh) {
          if (effect.do !== 'tell') continue;
          if (effect.event === 'gap') places.set(effect.args[0].room, placeOf(effect.args[0]));
          if (effect.event !== 'message') continue;
          const { room, epoch, offset } = effect.args[0];
          const before = places.get(room);
          if (before !== undefined) expect(before).toEqual({ epoch, offset: offset - 1 });
          places.set(room, { epoch, offset });
        }
        const now = new Map([...machine.rooms].flatMap(([name, { position }]) => (position ? [[name, position]] : [])));
        for (const [name, { epoch, offset }] of places) {
          const position = now.get(name);
          if (position === undefined) continue;
          expect(position.epoch).toBe(epoch);
          expect(position.offset).toBeGreaterThanOrEqual(offset);
        }
        places = now;
      });
    }),
    RUNS,
  );
});

test('the same inputs give the same effects', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      expect(play(list, () => {}).effects).toEqual(play(list, () => {}).effects);
    }),
    { numRuns: 100 },
  );
});
