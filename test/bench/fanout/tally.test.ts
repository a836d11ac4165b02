import { expect, it } from 'vitest';
import { tally } from '../../../bench/fanout/load/crowd.js';

it('adds up to nothing missing when every member got every message of its room', () => {
  const groups = [
    { published: 3, members: [{ got: 3 }, { got: 3 }] },
    { published: 5, members: [{ got: 5 }] },
  ];
  expect(tally(groups)).toEqual({ published: 8, expected: 11, undelivered: 0, surplus: 0 });
});

it("does not let one member's surplus hide another's loss", () => {
  expect(tally([{ published: 4, members: [{ got: 3 }, { got: 5 }] }])).toMatchObject({ undelivered: 1, surplus: 1 });
});
