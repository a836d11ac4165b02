import { describe, expect, test } from 'vitest';
import { type Finding, formatBytes, formatDuration } from '../../../../../apps/gateway/commands/doctor/check.js';
import { assessHost, assessPort } from '../../../../../apps/gateway/commands/doctor/network.js';
import {
  assessConfig,
  assessHosts,
  assessOrigins,
  assessPlugins,
  assessToken,
} from '../../../../../apps/gateway/commands/doctor/settings.js';
import { assessData, assessFiles, assessStore } from '../../../../../apps/gateway/commands/doctor/storage.js';
import {
  assessClock,
  assessIntl,
  assessMemory,
  assessNode,
  assessOpenFiles,
  assessPages,
} from '../../../../../apps/gateway/commands/doctor/system.js';
import { parseOpenFilesLimit } from '../../../../../apps/gateway/open-files.js';

const GIB = 1_073_741_824;
const levels = (findings: Finding | readonly Finding[]) => [findings].flat().map(({ level }) => level);

test.each([
  ['20.19.0', 'ok'],
  ['20.20.2', 'ok'],
  ['22.1.0', 'ok'],
  ['20.18.9', 'failed'],
  ['18.20.0', 'failed'],
])('Node %s, where 20.19 is needed: %s', (version, level) => {
  expect(assessNode(version, '>=20.19').level).toBe(level);
});

test('a Node that knows English alone is warned of', () => {
  const facts = { icu: '78.2', januaries: ['январь', '一月'], locale: 'en', timeZone: 'UTC' };
  expect(assessIntl(facts).level).toBe('ok');
  expect(assessIntl({ ...facts, januaries: ['January', 'January'] }).level).toBe('warning');
  expect(assessIntl({ ...facts, icu: undefined }).level).toBe('warning');
});

test('a web page that is not built is warned of', () => {
  expect([assessPages(true, '/x').level, assessPages(false, '/x').level]).toEqual(['ok', 'warning']);
});

test('each problem with the settings is one of its own', () => {
  expect(assessConfig({ configFile: 'a.yaml', problems: ['one', 'two'], warnings: ['three'] })).toEqual([
    { level: 'failed', text: 'one' },
    { level: 'failed', text: 'two' },
    { level: 'warning', text: 'three' },
  ]);
  expect(assessConfig({ configFile: 'a.yaml', problems: [], warnings: [] })[0]?.text).toContain('a.yaml');
});

test.each([
  [100_000, true, 20_000, 'warning'],
  [100_000, false, 20_000, 'ok'],
  [100_000, false, 1_024, 'warning'],
  [10_000, true, 20_000, 'ok'],
  [10_000, true, Number.POSITIVE_INFINITY, 'ok'],
  [100_000, false, 1_024, 'warning'],
  [100_000, false, 64, 'failed'],
])('%d sessions (expected: %s) with %s open files: %s', (sessions, isExpected, most, level) => {
  expect(assessOpenFiles(most, sessions, isExpected).level).toBe(level);
});

test('the limit of open files is read from what Linux tells', () => {
  expect(
    parseOpenFilesLimit('Limit  Soft\nMax open files            20000                30000                files\n'),
  ).toBe(20_000);
  expect(parseOpenFilesLimit('Max open files   unlimited  unlimited files')).toBe(Number.POSITIVE_INFINITY);
  expect(parseOpenFilesLimit('')).toBeUndefined();
});

describe('memory', () => {
  const facts = { bytes: 8 * GIB, isContainer: false, heapBytes: 4 * GIB, sessions: 100_000, outboxBytes: 1_048_576 };

  test('that is enough is well', () => {
    expect(levels(assessMemory(facts))).toEqual(['ok']);
  });

  test.each([
    ['too many sessions', { bytes: GIB }],
    ['a heap that a container has no room for', { bytes: 4 * GIB, isContainer: true }],
    ['readers of whom a few fill it', { outboxBytes: GIB }],
  ])('is warned of for %s', (_why, change) => {
    expect(levels(assessMemory({ ...facts, ...change }))).toEqual(['warning']);
  });
});

describe('the clock', () => {
  const facts = { now: 2_000_000, stepMs: 1, installedAt: 1_000_000, newestAt: 1_999_000, timeZone: 'UTC' };

  test('that runs evenly is well, whatever was said before', () => {
    expect(levels(assessClock(facts))).toEqual(['ok']);
    expect(levels(assessClock({ ...facts, newestAt: undefined }))).toEqual(['ok']);
  });

  test.each([
    ['is before this program came here', { installedAt: 3_000_000 }],
    ['is behind the newest message', { newestAt: 2_060_000 }],
    ['is set while it is looked at', { stepMs: -900 }],
  ])('is warned of when it %s', (_when, change) => {
    expect(levels(assessClock({ ...facts, ...change }))).toEqual(['warning']);
  });
});

test.each([
  ['', false, undefined, ['ok']],
  ['5f4dcc3b5aa765d61d8327deb882cf99', false, undefined, ['ok']],
  ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false, undefined, ['warning']],
  ['5f4dcc3b5aa765d6', false, undefined, ['warning']],
  ['5f4dcc3b5aa765d61d8327deb882cf99', true, 'a.yaml', ['warning', 'warning']],
])('the token %j (an argument: %s, in the open file %s): %j', (token, isArgument, openFile, expected) => {
  expect(levels(assessToken({ token, isArgument, readableFile: openFile }))).toEqual(expected);
});

test.each([
  [[], '', 'ok'],
  [['https://a.example'], '', 'ok'],
  [['any'], 'https://a.example', 'warning'],
  [[], 'http://localhost:8080/', 'ok'],
  [['null'], '', 'warning'],
  [['file', 'https://a.example'], '', 'warning'],
  [[], 'https://a.example/chat', 'ok'],
  [['https://b.example'], 'https://a.example/chat', 'ok'],
])('the origins %j with the page at %j: %s', (origins, publicUrl, level) => {
  expect(assessOrigins(origins, publicUrl).level).toBe(level);
});

test.each([
  [[], '', '127.0.0.1', 'ok', /IP address and as localhost/],
  [[], '', '0.0.0.0', 'warning', /--hosts/],
  [['chat.example'], '', '0.0.0.0', 'ok', /chat\.example/],
  [[], 'https://chat.example/', '127.0.0.1', 'ok', /chat\.example/],
  [[], '', 'chat.lan', 'ok', /chat\.lan/],
  [['any'], '', '127.0.0.1', 'warning', /Every host name/],
])('the hosts %j with the page at %j, listening on %s: %s', (hosts, publicUrl, host, level, text) => {
  expect(assessHosts({ hosts, publicUrl, host, origins: [] })).toMatchObject({
    level,
    text: expect.stringMatching(text),
  });
});

describe('a host', () => {
  test.each([
    ['127.0.0.1', ['127.0.0.1'], undefined, 'ok', /only this machine/],
    ['0.0.0.0', ['0.0.0.0'], undefined, 'ok', /all addresses/],
    ['chat.example', ['192.0.2.1'], undefined, 'ok', /is this machine \(192\.0\.2\.1\)/],
    ['chat.example', 'ENOTFOUND', undefined, 'failed', /Host chat\.example was not found/],
    ['192.0.2.1', ['192.0.2.1'], 'EADDRNOTAVAIL', 'failed', /is not an address of this machine/],
    ['192.0.2.1', ['192.0.2.1'], 'EACCES', 'failed', /EACCES/],
  ] as const)('%s, found as %j, with %s', (host, addresses, problem, level, text) => {
    expect(assessHost({ host, addresses, problem })).toEqual({ level, text: expect.stringMatching(text) });
  });
});

describe('a port', () => {
  const facts = { port: 8080, use: 'web page', flag: '--http-port', problem: 'EADDRINUSE' };

  test.each([
    [{ problem: undefined }, 'ok', /8080 is free/],
    [{ port: 0 }, 'ok', /any free port/],
    [{}, 'failed', /is in use\. Choose another with --http-port/],
    [{ owner: 'nginx (process 7)' }, 'failed', /is in use by nginx \(process 7\)/],
    [{ gateway: { version: '1.2.3', isReady: true } }, 'warning', /port 8080 is in use by Partyline 1\.2\.3 \(ready\)/],
    [{ gateway: { version: '1.2.3', isReady: false } }, 'warning', /\(not ready\)/],
    [{ problem: 'EACCES', port: 80 }, 'failed', /80 is not allowed for this user/],
    [{ problem: 'EADDRNOTAVAIL' }, 'failed', /EADDRNOTAVAIL/],
  ])('with %j', (change, level, text) => {
    expect(assessPort({ ...facts, ...change })).toEqual({ level, text: expect.stringMatching(text) });
  });
});

describe('a folder', () => {
  const folder = { path: './data', exists: true, problem: undefined, free: 50 * GIB };

  test.each([
    [undefined, 'ok'],
    [folder, 'ok'],
    [{ ...folder, exists: false }, 'ok'],
    [{ ...folder, free: undefined }, 'ok'],
    [{ ...folder, free: GIB / 2 }, 'warning'],
    [{ ...folder, free: 1_000 }, 'failed'],
    [{ ...folder, problem: 'EACCES' }, 'failed'],
  ])('for data: %j', (facts, level) => {
    expect(assessData(facts).level).toBe(level);
  });

  test.each([
    [{ folder: undefined }, 'ok'],
    [{}, 'ok'],
    [{ isPassing: true }, 'ok'],
    [{ maxBytes: 51 * GIB }, 'warning'],
    [{ folder: { ...folder, problem: 'EROFS' } }, 'failed'],
  ])('for files: %j', (change, level) => {
    expect(assessFiles({ folder, isTemporary: false, maxBytes: 10 * GIB, ...change }).level).toBe(level);
  });
});

describe('the store', () => {
  test.each([
    ['absent', 'ok'],
    ['sound', 'ok'],
    ['open', 'ok'],
    ['locked', 'warning'],
    ['corrupt', 'failed'],
    ['newer', 'failed'],
    ['foreign', 'failed'],
    ['driver', 'failed'],
    ['unusable', 'failed'],
  ] as const)('that is %s: %s', (state, level) => {
    expect(assessStore({ path: '/x', report: { state, text: 'It is so.' } }).level).toBe(level);
  });

  test('that does not answer has failed, and one in memory is well', () => {
    expect(assessStore({ path: '/x', report: undefined }).level).toBe('failed');
    expect(assessStore(undefined).level).toBe('ok');
  });
});

test('plugins that are not found have failed, one by one', () => {
  expect(levels(assessPlugins(['a', 'b'], ['no a', 'no b']))).toEqual(['failed', 'failed']);
  expect(levels(assessPlugins([], []))).toEqual(['ok']);
});

test('sizes and times are for people', () => {
  expect([0, 1_023, 1_536, 10 * 1_048_576, GIB * 73, GIB * 5_000].map(formatBytes)).toEqual([
    '0 bytes',
    '1023 bytes',
    '1.5 KiB',
    '10 MiB',
    '73 GiB',
    '4.9 TiB',
  ]);
  expect([500, 119_000, -120_000, 86_400_000, 259_200_000].map(formatDuration)).toEqual([
    '1 seconds',
    '119 seconds',
    '2 minutes',
    '24 hours',
    '3 days',
  ]);
});
