import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseArguments } from '../../../../apps/gateway/commands/arguments.js';
import { parseTarget } from '../../../../apps/gateway/commands/operator-command.js';

const options = { room: { placeholder: 'ROOM', help: '' }, url: { placeholder: 'URL', help: '' } };
const read = (args: readonly string[]) => parseArguments('say', args, options);

test('options may stand before, between and behind the words', () => {
  const { values, positionals: words, problems } = read(['a', '--room', 'r', 'b', '--url=u', 'c']);
  expect([values, words, problems]).toEqual([{ room: 'r', url: 'u' }, ['a', 'b', 'c'], []]);
});

test('an option that is given twice counts as it was given last', () => {
  expect(read(['--room', 'a', '--room', 'b']).values).toEqual({ room: 'b' });
});

test.each(['--constructor', '--__proto__', '--toString'])('rejects %s as an unknown option', (flag) => {
  expect(read([flag]).problems).toEqual([`Unknown option ${flag}. See partyline say --help.`]);
});

test('words behind -- are all there, as they are', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(read(['--room', 'r', '--', ...words])).toMatchObject({ positionals: words, problems: [], help: false });
    }),
  );
});

test('whatever it is, it is read without a throw, and its problems are lines', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--room', '--url=', '-h', '--help', '--', '-', '--__proto__', '-rx'),
  );
  fc.assert(
    fc.property(fc.array(word), (args) => {
      const { values, problems } = read(args);
      for (const problem of problems) expect(problem).not.toBe('');
      for (const name of Object.keys(values)) expect(Object.keys(options)).toContain(name);
    }),
  );
});

test.each([
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['https://chat.example/partyline//', 'https://chat.example/partyline'],
])('the address %s is taken without the slashes at its end', (url, base) => {
  expect(parseTarget({ room: 'r', url, token: 't' }, {})).toEqual({ base, token: 't', room: 'r' });
});

test.each(['', 'chat.example', 'http://x/?a', 'http://x/#a', 'file:///x'])('the address %j is none', (url) => {
  expect(parseTarget({ room: 'r', url, token: 't' }, {})).toEqual([expect.stringContaining('--url must be')]);
});

test('the token of the command line goes before that of the environment', () => {
  const env = { PARTYLINE_OPERATOR_TOKEN: 'env' };
  expect(parseTarget({ room: 'r', token: 'line' }, env)).toMatchObject({ token: 'line' });
  expect(parseTarget({ room: 'r' }, env)).toMatchObject({ token: 'env' });
});
