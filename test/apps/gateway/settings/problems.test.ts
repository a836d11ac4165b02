import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCommandLine } from '../../../../apps/gateway/settings/flags.js';
import { readConfig, readSettings } from '../../../../apps/gateway/settings/read.js';
import { configFile } from '../support/files.js';

const problems = (args: readonly string[], env: Record<string, string> = {}) => readSettings(args, env).problems;
const inFile = (text: string) => problems(['--config', configFile(text)]);

describe('on the command line', () => {
  test.each([
    [['--http-prot', '1'], 'Unknown option --http-prot. Did you mean --http-port?'],
    [['--wobble'], 'Unknown option --wobble. See partyline --help.'],
    [['-x'], 'Unknown option -x. See partyline --help.'],
    [['serve'], 'Unexpected argument “serve”. See partyline --help.'],
    [['constructor'], 'Unexpected argument “constructor”. See partyline --help.'],
    [['--constructor'], 'Unknown option --constructor. See partyline --help.'],
    [['--__proto__'], 'Unknown option --__proto__. See partyline --help.'],
    [['--http-port'], '--http-port needs a value.'],
    [['--room='], '--room needs a value.'],
    [['--room', '--echo'], '--room needs a value. If the value begins with a dash, write --room=--echo.'],
    [['--echo=yes'], '--echo takes no value.'],
    [['--http-port', 'abc'], '--http-port must be an integer from 0 to 65535, not "abc".'],
    [['--tcp-port', '65536'], '--tcp-port must be an integer from 0 to 65535, not 65536.'],
    [['--log-level', 'loud'], '--log-level must be one of debug, info, warn, error, silent, not "loud".'],
    [['--room', 'a b'], '--room must be the name of a room, not "a b".'],
    [['--greeting', 'a\nb'], '--greeting must be one line of text, not "a\\nb".'],
    [['--limit-text-bytes', '0'], '--limit-text-bytes must be an integer of at least 1, not 0.'],
    [
      ['--origins', 'https://a.example,b.example'],
      '--origins must be an origin such as https://chat.example, or null, file or any, not "b.example".',
    ],
    [['--http-port', '9', '--tcp-port', '9'], '--http-port and --tcp-port are both 9. Choose two different ports.'],
    [
      ['--console-address', '9090'],
      '--console-address must be an address with a port such as 127.0.0.1:9090, not "9090".',
    ],
    [['--console-address', '127.0.0.1:70000'], '--console-address has port 70000. The highest port is 65535.'],
  ])('%j is told of in one line', (args, line) => {
    expect(problems(args)).toEqual([line]);
  });

  test('chaos is not for production', () => {
    const line = '--chaos is not allowed in production (NODE_ENV is production).';
    expect(problems(['--chaos'], { NODE_ENV: 'production' })).toEqual([line]);
    expect(problems(['--chaos'], { NODE_ENV: 'development' })).toEqual([]);
    expect(problems([], { NODE_ENV: 'production' })).toEqual([]);
  });

  test('several problems are all told of', () => {
    expect(problems(['--wobble', '--http-port', 'x'], { PARTYLINE_ECHO: 'maybe' })).toEqual([
      'Unknown option --wobble. See partyline --help.',
      'PARTYLINE_ECHO must be true or false, not "maybe".',
      '--http-port must be an integer from 0 to 65535, not "x".',
    ]);
  });

  test('whatever it is, it is read without a throw, and its problems are lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('--echo', '--no-echo', '--room', '--', '-h'))),
        (args) => {
          for (const problem of readCommandLine(args).problems) expect(problem).not.toBe('');
        },
      ),
    );
  });
});

describe('in the environment', () => {
  test('a wrong value is told of under the name of the variable', () => {
    expect(problems([], { PARTYLINE_DRAIN_MS: '5s' })).toEqual([
      'PARTYLINE_DRAIN_MS must be an integer from 1 to 600000, not "5s".',
    ]);
  });

  test.each(['constructor', 'toString', '__proto__'])('rejects the value %s of a boolean', (value) => {
    expect(problems([], { PARTYLINE_ECHO: value })).toEqual([`PARTYLINE_ECHO must be true or false, not "${value}".`]);
  });

  test('so is a config file that is not there', () => {
    expect(problems([], { PARTYLINE_CONFIG: '/nowhere/chat.yaml' })).toEqual([
      expect.stringMatching(/^PARTYLINE_CONFIG: Cannot read \/nowhere\/chat\.yaml: ENOENT/),
    ]);
  });
});

describe('in a config file', () => {
  test.each([
    ['httpPort: 80800', 'chat.yaml:1: httpPort must be an integer from 0 to 65535, not 80800.'],
    ['\n\nroom: [a]', 'chat.yaml:3: room must be the name of a room, not ["a"].'],
    ['htpPort: 1', 'chat.yaml:1: Unknown setting htpPort. Did you mean httpPort?'],
    ['limits:\n  textByts: 4', 'chat.yaml:2: Unknown setting limits.textByts. Did you mean limits.textBytes?'],
    ['textBytes: 4', 'chat.yaml:1: Unknown setting textBytes. textBytes belongs under limits.'],
    [
      'limits: {drainMs: 4}',
      'chat.yaml:1: Unknown setting limits.drainMs. drainMs does not belong under limits. Move it to the top level.',
    ],
    ['constructor: 1', expect.stringMatching(/^chat\.yaml:1: Unknown setting constructor\. /)],
    ['limits: {toString: 1}', expect.stringMatching(/^chat\.yaml:1: Unknown setting limits\.toString\. /)],
    ['limits: 3', 'chat.yaml:1: limits must be a mapping, for example “httpPort: 8080”.'],
    ['- httpPort', 'chat.yaml:1: the file must be a mapping, for example “httpPort: 8080”.'],
    ['tcpPort: 1\ntcpPort: 2', 'chat.yaml:2: Invalid YAML: map keys must be unique.'],
    ['origins: https://a.example', expect.stringMatching(/^chat\.yaml:1: origins must be a list, each an origin/)],
    [
      'colour: red',
      expect.stringMatching(/^chat\.yaml:1: Unknown setting colour. Known settings: host, httpPort, .+, limits\.$/),
    ],
  ])('%j is told of with its line', (text, line) => {
    expect(inFile(text)).toEqual([line]);
  });

  test('what is not YAML is told of with its line', () => {
    expect(inFile('room: lobby\ngreeting: "hello\n')).toEqual([
      expect.stringMatching(/^chat\.yaml:\d: Invalid YAML: /),
    ]);
  });

  test('whatever it is, every key is a setting or a problem', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const { values: given, problems } = readConfig(JSON.stringify(object), 'chat.yaml');
        const keys = Object.keys(object).filter((key) => key !== 'limits');
        expect(given.length + problems.length).toBeGreaterThanOrEqual(keys.length);
      }),
    );
  });

  test('any text is read without a throw', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readConfig(text, 'chat.yaml')).toHaveProperty('problems');
      }),
    );
  });
});
