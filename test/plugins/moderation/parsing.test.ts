import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressMatcher, networkFrom, networkOf } from '../../../plugins/moderation/address.js';
import {
  formatDuration,
  LONGEST_SECONDS,
  looksLikeTime,
  parseDuration,
} from '../../../plugins/moderation/durations.js';

describe('a time', () => {
  test.each([
    ['30s', 30],
    ['10m', 600],
    ['2h', 7_200],
    ['7d', 604_800],
    ['1w', 604_800],
    ['1h30m', 5_400],
    ['1H30M', 5_400],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(['', '0s', '10', 'h', '2y', '-1h', '1.5h', '1h ', '4000d', '99999999999s'])('is not %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test('that is shown is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LONGEST_SECONDS }), (seconds) => {
        const text = formatDuration(seconds * 1_000);
        expect(parseDuration(text)).toBe(seconds);
        expect(looksLikeTime(text)).toBe(true);
      }),
    );
  });

  test('is never read where it does not look like one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9wdhmsx]{0,8}$/)), (text) => {
        expect(parseDuration(text) === undefined || looksLikeTime(text)).toBe(true);
      }),
    );
  });

  test('is over no sooner than it says', () => {
    expect([formatDuration(1), formatDuration(59_001)]).toEqual(['1s', '1m']);
  });
});

const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const v6 = fc.ipV6().filter((address) => isIPv6(address));
const peer = fc.oneof(v4, v6);

/** The bits of an address, worked out the slow way: by what the URL parser makes of it. */
function bitsOf(address: string): string {
  if (isIPv4(address))
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [front, back] = [groups(head), groups(tail ?? '')];
  const middle = new Array<string>(8 - front.length - back.length).fill('0');
  const all = [...front, ...middle, ...back].map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'));
  const bits = all.join('');
  const mapped = '0'.repeat(80) + '1'.repeat(16);
  return bits.startsWith(mapped) ? bits.slice(96) : bits;
}

describe('a network', () => {
  test('has one spelling', () => {
    fc.assert(
      fc.property(peer, fc.nat(128), (address, length) => {
        const network = networkFrom(`${address}/${isIPv4(address) ? length % 33 : length}`);
        expect(network).toBeDefined();
        expect(networkFrom(network ?? '')).toBe(network);
      }),
    );
  });

  test('has those in it whose first bits are the same', () => {
    fc.assert(
      fc.property(v4, v4, fc.nat(32), (one, other, length) => {
        const isIn = addressMatcher([networkFrom(`${one}/${length}`) ?? '']);
        expect(isIn(other)).toBe(bitsOf(one).slice(0, length) === bitsOf(other).slice(0, length));
        expect(isIn(one)).toBe(true);
      }),
    );
  });

  test('of IPv6 has those in it whose first bits are the same', () => {
    const near = fc.tuple(v6, fc.nat(0xffff)).map(([address, last]) => {
      const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1);
      return [address, groups.includes('::') ? address : groups.replace(/[^:]+$/, last.toString(16))] as const;
    });
    fc.assert(
      fc.property(near, fc.integer({ min: 97, max: 128 }), ([one, other], length) => {
        const shift = bitsOf(one).length === 32 ? 96 : 0;
        const isIn = addressMatcher([networkFrom(`${one}/${length}`) ?? '']);
        const same = bitsOf(one).slice(0, length - shift) === bitsOf(other).slice(0, length - shift);
        expect(isIn(other)).toBe(same && bitsOf(one).length === bitsOf(other).length);
      }),
    );
  });

  test('is the same for an IPv4 address and what IPv6 writes for it', () => {
    fc.assert(
      fc.property(v4, (address) => {
        expect(networkFrom(`::ffff:${address}`)).toBe(`${address}/32`);
        expect(networkOf(`::ffff:${address}`)).toBe(networkOf(address));
        expect(addressMatcher([`${address}/32`])(`::ffff:${address}`)).toBe(true);
      }),
    );
  });

  test('of one peer has that peer in it', () => {
    fc.assert(
      fc.property(peer, (address) => {
        const network = networkOf(address);
        fc.pre(network !== undefined);
        expect(addressMatcher([network])(address)).toBe(true);
      }),
    );
  });

  test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', 'nonsense', ''])(
    'is not that of this machine, nor of no address: %j',
    (address) => {
      expect(networkOf(address)).toBeUndefined();
    },
  );

  test('is never made of what is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [host = ''] = text.trim().split(/[/%]/);
        expect(networkFrom(text) === undefined || isIPv4(host) || isIPv6(host)).toBe(true);
      }),
    );
  });

  test.each(['', '1.2.3', '1.2.3.4/33', '1.2.3.4/', '1.2.3.4/8/8', '::/129', ':::', '1.2.3.4/-1', '1.2.3.4/1e1'])(
    'is not %j',
    (text) => {
      expect(networkFrom(text)).toBeUndefined();
    },
  );
});
