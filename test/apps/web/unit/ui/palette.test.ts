import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NICK_COLOURS } from '../../../../../apps/web/src/text/nicks.js';
import { root } from '../../../../support/sources.js';

const AA = 4.5;

const css = readFileSync(join(root, 'apps/web/src/styles/tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);

type Rgb = readonly [number, number, number];

const channels = (hex: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const luminance = (colour: Rgb): number => {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: Rgb, other: Rgb): number => {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
};
const mixed = (share: number, one: Rgb, other: Rgb): Rgb =>
  one.map((channel, at) => channel * share + (other[at] ?? 0) * (1 - share)) as unknown as Rgb;

const nicks = Array.from({ length: NICK_COLOURS }, (_, at) => `nick-${at}`);
const backgrounds = ['surface', 'surface-muted', 'raised', 'hover', 'accent-wash', 'mention-wash'];
const pairs: ReadonlyArray<readonly [ink: string, backgrounds: readonly string[]]> = [
  ...nicks.map((nick) => [nick, backgrounds] as const),
  ['ink', [...backgrounds, 'press', 'bad-wash']],
  ['ink-soft', backgrounds],
  ['ink-quiet', ['surface', 'surface-muted', 'raised', 'hover', 'mention-wash']],
  ['accent', ['surface', 'surface-muted', 'raised', 'hover', 'bad-wash']],
  ['accent-ink', ['accent']],
  ['good-ink', ['surface']],
  ['bad', ['surface', 'raised', 'bad-wash']],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colour = (name: string): Rgb => {
    const found = tokens.get(name);
    if (found === undefined) throw new TypeError(`There is no token --${name}.`);
    return channels(found[theme]);
  };

  test.each(pairs)('%s has enough contrast on its backgrounds', (ink, on) => {
    const weak = on.filter((background) => contrast(colour(ink), colour(background)) < AA);
    expect(weak).toEqual([]);
  });

  test('the initial on a tile has enough contrast', () => {
    const surface = colour('surface');
    const weak = nicks.filter((nick) => contrast(colour(nick), mixed(0.14, colour(nick), surface)) < AA);
    expect(weak).toEqual([]);
  });
});
