import { describe, expect, test } from 'vitest';
import { isListableHost, isListableOrigin, type WebRequest, webAccess } from '../../core/index.js';

const request = (host: string | undefined, origin?: string, remoteAddress = '127.0.0.1'): WebRequest => ({
  host,
  origin,
  localPort: 8080,
  remoteAddress,
});

describe('hosts', () => {
  test.each([
    undefined,
    '127.0.0.1:8080',
    '10.9.9.1',
    '[::1]:8080',
    '[fe80::1]',
    'localhost',
    'LocalHost:9',
    'localhost.',
    'a.localhost:8080',
    'chat.example',
    'Chat.Example:443',
    'chat.example.',
  ])('%s is accepted', (host) => {
    expect(webAccess({ hosts: ['chat.example'] })(request(host))).toBeUndefined();
  });

  test.each([
    '',
    'evil.example',
    'www.chat.example',
    'chat.example.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1.evil.example',
    '127.1',
    '2130706433',
    '0x7f000001',
    '127.0.0.01',
    '127.0.0.1:80:80',
    '127.0.0.1:99999',
    'chat.example/..',
    'localhost\t',
    'notlocalhost',
  ])('%j is refused', (host) => {
    expect(webAccess({ hosts: ['chat.example'] })(request(host))).toBe('host');
  });

  test('any accepts every name', () => {
    expect(webAccess({ hosts: 'any' })(request('evil.example'))).toBeUndefined();
  });
});

describe('origins', () => {
  const access = webAccess({ hosts: ['chat.example'] });

  test.each([
    ['127.0.0.1:8080', undefined],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['127.0.0.1:8080', 'http://localhost:8080'],
    ['localhost:8080', 'http://[::1]:8080'],
    ['a.localhost:8080', 'http://a.localhost:8080'],
    ['chat.example', 'https://chat.example'],
    ['chat.example', 'http://chat.example'],
    ['chat.example:443', 'https://chat.example'],
    ['Chat.Example:8443', 'https://chat.example:8443'],
  ])('at %s pages of %s are admitted', (host, origin) => {
    expect(access(request(host, origin))).toBeUndefined();
  });

  test.each([
    ['127.0.0.1:8080', 'null'],
    ['127.0.0.1:8080', 'file://'],
    ['127.0.0.1:8080', 'http://localhost:9999'],
    ['127.0.0.1:8080', 'http://127.0.0.1'],
    ['127.0.0.1:8080', 'http://127.0.0.2:8080'],
    ['127.0.0.1:8080', 'http://a.localhost:8080'],
    ['127.1:8080', 'http://127.1:8080'],
    ['127.0.0.1:8080', 'http://127.1:8080'],
    ['127.0.0.1:8080', 'http://2130706433:8080'],
    ['127.0.0.1:8080', 'http://0x7f.1:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1.evil.example:8080'],
    ['127.0.0.1:8080', 'http://localhost.:8080'],
    ['127.0.0.1:8080', 'http://LOCALHOST:8080'],
    ['127.0.0.1:8080', 'http://user@127.0.0.1:8080'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['127.0.0.1:8080', 'ws://127.0.0.1:8080'],
    ['127.0.0.1:8080', 'chrome-extension://127.0.0.1:8080'],
    ['127.0.0.1:8080', ''],
    ['chat.example', 'https://chat.example:444'],
    ['chat.example', 'https://chat.example:443'],
    ['chat.example:8080', 'https://chat.example'],
    [undefined, 'http://evil.example'],
  ])('at %s pages of %j are refused', (host, origin) => {
    expect(access(request(host, origin))).toBeDefined();
  });

  test('pages of localhost are admitted on connections from this machine only', () => {
    const remote = request('10.9.9.1:8080', 'http://localhost:8080', '10.9.9.7');
    expect(access(remote)).toBe('origin');
    expect(access({ ...remote, remoteAddress: '::ffff:127.0.0.1' })).toBeUndefined();
    expect(access({ ...remote, remoteAddress: '::1' })).toBeUndefined();
  });

  test('the words null and file admit pages without a site, each its own kind', () => {
    const at = (origins: string[], origin: string) => webAccess({ origins })(request('localhost', origin));
    expect([at(['null'], 'null'), at(['null'], 'file://')]).toEqual([undefined, 'origin']);
    expect([at(['file'], 'file://'), at(['file'], 'null')]).toEqual([undefined, 'origin']);
    expect(webAccess({ origins: 'any' })(request('localhost', 'null'))).toBeUndefined();
  });

  test('a host that is refused is refused whatever the origin', () => {
    expect(webAccess({ origins: 'any' })(request('evil.example', 'https://chat.example'))).toBe('host');
  });
});

test.each([
  ['any', true],
  ['null', true],
  ['file', true],
  ['https://chat.example', true],
  ['http://[::1]:3000', true],
  ['chat.example', false],
  ['https://chat.example/', false],
  ['http://127.1', false],
  ['ftp://chat.example', false],
])('%s can be listed as an origin: %s', (text, listable) => {
  expect(isListableOrigin(text)).toBe(listable);
});

test.each([
  ['chat.example', true],
  ['any', true],
  ['chat.example:80', false],
  ['https://chat.example', false],
  ['', false],
])('%s can be listed as a host: %s', (text, listable) => {
  expect(isListableHost(text)).toBe(listable);
});
