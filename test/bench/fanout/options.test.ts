import { expect, it } from 'vitest';
import { optionsFrom } from '../../../bench/fanout/options.js';

it('measures everything unless told otherwise', () => {
  const options = optionsFrom([]);
  expect(options?.shapes.map(({ name }) => name)).toEqual(['1x1000', '10x100', '200x10']);
  expect(options?.servers).toEqual(['partyline', 'socketio', 'ws']);
  expect(options).toMatchObject({ seconds: 4, rounds: 3, idle: 5000, steady: 40_000, check: false });
});

it('takes lists by name, and none for no shapes', () => {
  const options = optionsFrom(['--shapes', 'none', '--servers', 'ws,socketio']);
  expect(options).toMatchObject({ shapes: [], servers: ['ws', 'socketio'] });
});

it.each([
  ['a shape that is not there', ['--shapes', '3x3']],
  ['a server that is not there', ['--servers', 'toString']],
  ['half a round', ['--rounds', '1.5']],
  ['no time at all', ['--seconds', '0']],
  ['an empty number', ['--idle', '']],
  ['an option that is not there', ['--fast']],
])('throws for %s', (_what, args) => {
  expect(() => optionsFrom(args)).toThrow(TypeError);
});

it('gives nothing when help is asked for', () => {
  expect(optionsFrom(['--help'])).toBeUndefined();
});
