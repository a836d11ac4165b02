import { describe, expect, test } from 'vitest';
import { readAddress } from '../../../apps/terminal/index.js';

describe('an address', () => {
  test.each([
    ['ws://127.0.0.1:8080/', 'ws://127.0.0.1:8080/'],
    ['wss://chat.example/ws', 'wss://chat.example:443/ws'],
    ['http://chat.example', 'ws://chat.example:80/'],
    ['https://chat.example/a?b=c', 'wss://chat.example:443/a?b=c'],
    ['tcp://10.0.0.1:7001', 'tcp://10.0.0.1:7001'],
    ['tcp://10.0.0.1', 'tcp://10.0.0.1:7000'],
    ['chat.example', 'ws://chat.example:8080/'],
    ['chat.example:80', 'ws://chat.example:80/'],
    ['[::1]:9000', 'ws://[::1]:9000/'],
  ])('%s means %s', (text, url) => {
    expect(readAddress(text)?.url).toBe(url);
  });

  test.each(['ftp://x', 'tcp://x/path', 'ws://', 'http://a b', 'host:99999', 'host:0', 'ws://u:p@host', ''])(
    '%j is none',
    (text) => {
      expect(readAddress(text)).toBeUndefined();
    },
  );

  test('of IPv6 is without brackets for a socket', () => {
    expect(readAddress('tcp://[::1]:7000')).toMatchObject({ host: '::1', port: 7000, wire: 'tcp' });
  });
});
