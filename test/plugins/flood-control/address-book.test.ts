import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, networkOf } from '../../../core/index.js';
import { createAddresses } from '../../../plugins/flood-control/addresses.js';

/** The eight groups of an IPv6 address, and one way to write them. */
const written = fc
  .tuple(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([groups, capital, padded]) => {
    const text = groups.map((group) => group.toString(16).padStart(padded ? 4 : 1, '0'));
    return { groups, text: capital ? text.join(':').toUpperCase() : text.join(':') };
  });

/** The shortest way to write an address, as the WHATWG does it. */
const shortest = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

describe('an address is known', () => {
  test('whichever way its IPv6 is written', () => {
    fc.assert(
      fc.property(written, ({ text }) => {
        expect(networkOf(shortest(text))).toBe(networkOf(text));
      }),
    );
  });

  test('by its /64, and by nothing else of it', () => {
    fc.assert(
      fc.property(written, written, ({ groups, text }, other) => {
        const neighbour = [...text.split(':').slice(0, 4), ...other.text.split(':').slice(4)].join(':');
        expect(networkOf(neighbour)).toBe(networkOf(text));
        const same = groups.slice(0, 4).join() === other.groups.slice(0, 4).join();
        expect(networkOf(other.text) === networkOf(text)).toBe(same);
      }),
    );
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['0:0:0:0:0:ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['1::4:5:6:192.0.2.1', '1:0:0:4::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ])('%s as %s', (address, key) => {
    expect(networkOf(address)).toBe(key);
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.1'])(
    '%s as this machine’s',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(true);
    },
  );

  test.each(['192.0.2.1', '12.7.0.1', '::2', '::ffff:192.0.2.127', '2001:db8::1'])(
    '%s not as this machine’s',
    (address) => {
      expect(isLoopbackAddress(address)).toBe(false);
    },
  );
});

describe('the addresses that are remembered', () => {
  test('are never more than were allowed, and those with the most to remember stay', () => {
    const addresses = createAddresses(16);
    for (let number = 0; number < 1_000; number++) {
      addresses.of(String(number)).account.messages = number % 10 === 0 ? 1_000_000 + number : number;
      expect(addresses.size).toBeLessThanOrEqual(16);
    }
    expect(addresses.of('990').account.messages).toBe(1_000_990);
    expect(addresses.of('890').account.messages).toBe(1_000_890);
  });

  test('are forgotten when there is nothing to remember of them any more', () => {
    const addresses = createAddresses(10);
    addresses.of('talker').account.messages = 2_000;
    addresses.of('barred').barredUntil = 3_000;
    addresses.of('silent');
    const sizes = [1_999, 2_000, 3_000].map((now) => {
      addresses.sweep(now);
      return addresses.size;
    });
    expect(sizes).toEqual([2, 1, 0]);
  });
});
