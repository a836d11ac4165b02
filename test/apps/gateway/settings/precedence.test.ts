import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../apps/gateway/settings/read.js';
import { configFile } from '../support/files.js';

const given = (args: readonly string[], env: Record<string, string> = {}) => {
  const { settings, problems, warnings } = readSettings(args, env);
  expect(problems).toEqual([]);
  return { ...settings, warnings };
};

describe('without anything given', () => {
  test('the gateway is on loopback, with the ports 8080 and 7000, and logs no texts', () => {
    expect(given([])).toEqual({
      acceptDataLoss: false,
      trustClock: false,
      heritage: false,
      heritageQserverchatPort: 55_555,
      heritageQserverchatGreeting: '',
      heritageQserverchatEcho: false,
      heritageQserverchatVoice: 'System: ',
      heritageQmlChatPort: 3_000,
      heritageQmlChatGreeting: 'Welcome to Awesome Chat',
      heritageQmlChatEcho: true,
      heritageQmlChatVoice: '',
      heritageTcpChattingPort: 9_999,
      heritageTcpChattingGreeting: '服务器连接成功！',
      heritageTcpChattingEcho: true,
      heritageTcpChattingVoice: '[服务器]：',
      heritageWebsocketFilesPort: 8_080,
      heritageWebsocketFilesGreeting: '',
      heritageWebsocketFilesEcho: false,
      heritageWebsocketFilesVoice: '',
      heritageServerchatPort: 8_888,
      heritageServerchatGreeting: '',
      heritageServerchatEcho: true,
      heritageServerchatVoice: '服务器: ',
      data: '',
      plugins: [],
      profanity: 'mask',
      floodControl: true,
      history: 10,
      keepDays: 0,
      keepMessages: 0,
      files: true,
      filesDir: '',
      fileBytes: 104_857_600,
      filesBytes: 10_737_418_240,
      publicUrl: '',
      operatorToken: '',
      consoleAddress: '',
      chaos: false,
      host: '127.0.0.1',
      httpPort: 8080,
      tcpPort: 7000,
      greeting: 'Welcome to Partyline.',
      room: 'lobby',
      echo: false,
      origins: [],
      hosts: [],
      httpConnections: 0,
      httpConnectionsPerAddress: 0,
      logLevel: 'info',
      logFormat: 'auto',
      metrics: true,
      logTexts: false,
      drainMs: 5_000,
      limits: {},
      warnings: [],
    });
  });
});

describe('which value counts', () => {
  const file = () => configFile('httpPort: 1001\ntcpPort: 2001\nroom: attic\necho: true\nlimits: {textBytes: 5}\n');

  test("the config file's goes before the default", () => {
    expect(given(['--config', file()])).toMatchObject({ httpPort: 1001, room: 'attic', limits: { textBytes: 5 } });
  });

  test("the environment's goes before the file's", () => {
    const env = { PARTYLINE_CONFIG: file(), PARTYLINE_HTTP_PORT: '1002', PARTYLINE_LIMIT_TEXT_BYTES: '6' };
    expect(given([], env)).toMatchObject({ httpPort: 1002, tcpPort: 2001, limits: { textBytes: 6 } });
  });

  test("the flag's goes before all others", () => {
    const env = { PARTYLINE_CONFIG: file(), PARTYLINE_HTTP_PORT: '1002', PARTYLINE_ECHO: 'true' };
    expect(given(['--http-port', '1003', '--no-echo', '--limit-text-bytes=7'], env)).toMatchObject({
      httpPort: 1003,
      tcpPort: 2001,
      echo: false,
      limits: { textBytes: 7 },
    });
  });

  test('of a flag given twice, the last', () => {
    expect(given(['--room', 'attic', '--room=cellar'])).toMatchObject({ room: 'cellar' });
  });

  test('--config goes before PARTYLINE_CONFIG', () => {
    const env = { PARTYLINE_CONFIG: configFile('room: cellar') };
    expect(given(['--config', file()], env)).toMatchObject({ room: 'attic' });
  });

  test('an empty variable is none', () => {
    expect(given([], { PARTYLINE_HTTP_PORT: '', PARTYLINE_CONFIG: '' })).toMatchObject({ httpPort: 8080 });
  });
});

describe('how values are written', () => {
  test.each([
    ['1', true],
    ['true', true],
    ['0', false],
    ['false', false],
  ])('a switch in a variable: %s', (text, value) => {
    expect(given([], { PARTYLINE_LOG_TEXTS: text })).toMatchObject({ logTexts: value });
  });

  test('a list with commas in a flag, and as a list in the file', () => {
    const origins = ['https://a.example', 'https://b.example:8443'];
    expect(given(['--origins', origins.join(', ')])).toMatchObject({ origins });
    expect(given(['--config', configFile(`origins: [${origins.join(', ')}]`)])).toMatchObject({ origins });
  });

  test('a value that begins with a dash after an equals sign', () => {
    expect(given(['--greeting=- hello -'])).toMatchObject({ greeting: '- hello -' });
  });

  test('an empty config file is one without settings', () => {
    expect(given(['--config', configFile('# nothing yet\nlimits:\n')])).toMatchObject({ httpPort: 8080, limits: {} });
  });

  test('variables that only begin like ours are told of, and harm nothing', () => {
    expect(given([], { PARTYLINE_PORT: 'tcp://10.0.0.1:80' })).toMatchObject({
      httpPort: 8080,
      warnings: ['Unknown setting PARTYLINE_PORT is ignored.'],
    });
  });
});
