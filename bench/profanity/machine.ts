/** Random text of one kind, as machines write it. */
export type MachineText = (random: () => number) => string;

/** A generator of numbers from 0 to 1 (mulberry32): the same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const HEX = '0123456789abcdef';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const LOWER = UPPER.toLowerCase();
const BASE64 = `${UPPER}${LOWER}${DIGITS}+/`;
const BASE64URL = `${UPPER}${LOWER}${DIGITS}-_`;
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

type Random = () => number;

const whole = (random: Random, least: number, most: number): number =>
  least + Math.floor(random() * (most - least + 1));
const one = <T>(random: Random, all: readonly T[]): T => all[whole(random, 0, all.length - 1)] as T;
const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');
const several = (count: number, part: () => string, between = ''): string =>
  Array.from({ length: count }, part).join(between);
const from = (random: Random, alphabet: string, count: number): string =>
  several(count, () => alphabet.charAt(whole(random, 0, alphabet.length - 1)));
const hex = (random: Random, count: number): string => from(random, HEX, count);
const date = (random: Random): string =>
  `20${padded(whole(random, 0, 99), 2)}-${padded(whole(random, 1, 12), 2)}-${padded(whole(random, 1, 28), 2)}`;
const time = (random: Random): string =>
  [whole(random, 0, 23), whole(random, 0, 59), whole(random, 0, 59)].map((part) => padded(part, 2)).join(':');
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((count) => hex(random, count)).join('-');
const sentence = (before: string, text: string, after = ''): string => `${before}${text}${after}`;

/** Kinds of text that machines write and people paste. */
export const machineTexts: Readonly<Record<string, MachineText>> = {
  'marked hex': (random) => several(6, () => `@@${hex(random, 16)}`, ' '),
  UUID: uuid,
  'UUID in capitals': (random) => `{${uuid(random).toUpperCase()}}`,
  'git SHA, 40': (random) => hex(random, 40),
  'git SHA, 7': (random) => sentence('fixed in ', hex(random, 7), ', please pull'),
  'SHA-256': (random) => hex(random, 64),
  'docker image': (random) => `images.example.com/app@sha256:${hex(random, 64)}`,
  'docker id': (random) => hex(random, 12),
  ObjectId: (random) => hex(random, 24),
  'short hex': (random) => sentence('error ', hex(random, whole(random, 3, 6)).toUpperCase()),
  'hexadecimal number': (random) => sentence('at 0x', hex(random, whole(random, 4, 16))),
  'base64, 44': (random) => `${from(random, BASE64, 43)}=`,
  'base64, 1 KB': (random) => `${from(random, BASE64, 1_366)}==`,
  'base64 in lines': (random) => several(6, () => from(random, BASE64, 76), '\n'),
  JWT: (random) => `eyJ${from(random, BASE64URL, 33)}.eyJ${from(random, BASE64URL, 90)}.${from(random, BASE64URL, 43)}`,
  'reset link': (random) => `https://example.com/reset?token=${from(random, BASE64URL, 43)}`,
  'file link': (random) => `http://127.0.0.1:8080/files/${from(random, BASE64URL, 22)}/notes.txt`,
  'video link': (random) => `https://youtu.be/${from(random, BASE64URL, 11)}?t=${whole(random, 1, 999)}s`,
  'short id': (random) => from(random, BASE64URL, whole(random, 6, 15)),
  IPv6: (random) => several(8, () => hex(random, 4), ':'),
  'IPv6, short': (random) => sentence('', `fe80::${hex(random, 3)}:${whole(random, 1, 9)}`, ' is up'),
  IPv4: (random) => several(4, () => String(whole(random, 0, 255)), '.'),
  MAC: (random) => several(6, () => hex(random, 2), one(random, [':', '-'])),
  'MAC in capitals': (random) => several(6, () => hex(random, 2), ':').toUpperCase(),
  'MAC of a switch': (random) => several(3, () => hex(random, 4), '.'),
  'nibbles apart': (random) => several(32, () => hex(random, 1), ' '),
  'bytes apart': (random) => several(16, () => hex(random, 2), ' '),
  'ISO time': (random) => `${date(random)}T${time(random)}.${padded(whole(random, 0, 999), 3)}Z`,
  'ISO time with an offset': (random) => `${date(random)}T${time(random)}+0${whole(random, 0, 9)}:00`,
  'seconds with a fraction': (random) => sentence('Build finished in ', (random() * 100).toFixed(1), 's'),
  'seconds with milliseconds': (random) => sentence('took ', (random() * 10).toFixed(3), 's'),
  seconds: (random) => sentence('retry in ', String(whole(random, 1, 9_999)), 's;'),
  amount: (random) =>
    `${whole(random, 1, 9_999)}${one(random, ['b', 'kb', 'mb', 'gb', 'm', 'ms', 'h', 'px', 'k', 'x', 'l', 'lb', 'g', 'cm', 'c', 'th', '%'])}`,
  'licence key': (random) => several(5, () => from(random, UPPER + DIGITS, 5), '-'),
  nanoid: (random) => from(random, BASE64URL, 21),
  ULID: (random) => from(random, CROCKFORD, 26),
  KSUID: (random) => from(random, BASE58, 27),
  'eth address': (random) => `0x${several(40, () => (random() < 0.5 ? hex(random, 1) : hex(random, 1).toUpperCase()))}`,
  bech32: (random) => `bc1q${from(random, BECH32, 38)}`,
  'bitcoin address': (random) => `1${from(random, BASE58, 33)}`,
  'API key': (random) => `sk_live_${from(random, UPPER + LOWER + DIGITS, 24)}`,
  'AWS key': (random) => `AKIA${from(random, UPPER + DIGITS, 16)}`,
  'phone number': (random) =>
    one(random, ['+44 ', '+7 (', '+86 ', '(']) +
    `${from(random, DIGITS, 3)}) ${from(random, DIGITS, 3)}-${from(random, DIGITS, 4)}`,
  coordinates: (random) => `${(random() * 180 - 90).toFixed(5)}, ${(random() * 360 - 180).toFixed(5)}`,
  'coordinates with letters': (random) =>
    `${(random() * 90).toFixed(4)}°${one(random, ['N', 'S'])} ${(random() * 180).toFixed(4)}°${one(random, ['E', 'W'])}`,
  'card number': (random) => several(4, () => from(random, DIGITS, 4), one(random, [' ', '-'])),
  digits: (random) => from(random, DIGITS, whole(random, 1, 24)),
  version: (random) =>
    `v${whole(random, 0, 19)}.${whole(random, 0, 99)}.${whole(random, 0, 99)}-${one(random, ['rc', 'beta.', 'alpha', 's', 'a'])}${whole(random, 0, 99)}+${hex(random, 7)}`,
  colour: (random) => `color: #${hex(random, one(random, [3, 4, 6, 8]))};`,
  hexdump: (random) => {
    const bytes = Array.from({ length: 16 }, () => whole(random, 0, 255));
    const shown = bytes.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    return `${hex(random, 8)}  ${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}  |${shown}|`;
  },
  path: (random) => `/var/lib/docker/overlay2/${hex(random, 64)}/diff/usr/${from(random, BASE64URL, 8)}`,
  'path of Windows': (random) => `C:\\Users\\ann\\AppData\\Local\\Temp\\${from(random, UPPER + LOWER + DIGITS, 8)}.tmp`,
  'name of a file': (random) =>
    `${one(random, ['report', 'invoice', 'IMG', 'scan'])}${one(random, ['-', '_', ''])}${from(random, LOWER + DIGITS, whole(random, 1, 8))}.${one(random, ['pdf', 'csv', 'txt', 'log', 'png'])}`,
  'name of a model': (random) => `Galaxy ${from(random, UPPER, 1)}${whole(random, 1, 99)} 5G is out`,
  'flight, system, room': (random) => `${from(random, UPPER, 2)}${whole(random, 1, 9_999)} is late`,
  'tracking number': (random) => `1Z${from(random, UPPER + DIGITS, 16)}`,
  'random letters and digits': (random) => from(random, LOWER + DIGITS, whole(random, 8, 40)),
};
