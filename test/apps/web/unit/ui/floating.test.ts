import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeFloating } from '../../../../../apps/web/src/ui-kit/floating.js';

const view = { width: 800, height: 600 };
const menu = { width: 200, height: 100 };
const at = (left: number, top: number) => ({ left, top, right: left + 40, bottom: top + 32 });

test('a menu is placed below its anchor', () => {
  expect(placeFloating(menu, at(100, 100), view)).toEqual({ left: 100, top: 136 });
});

test('a menu is placed above its anchor without space below', () => {
  expect(placeFloating(menu, at(100, 560), view)).toEqual({ left: 100, top: 456 });
});

test('a menu is aligned to the end of its anchor at the right edge', () => {
  expect(placeFloating(menu, at(760, 100), view)).toEqual({ left: 592, top: 136 });
});

test('a menu that fits is always inside the window', () => {
  const pixels = fc.integer({ min: -100, max: 1000 });
  const length = fc.integer({ min: 10, max: 580 });
  fc.assert(
    fc.property(pixels, pixels, length, length, (left, top, width, height) => {
      const spot = placeFloating({ width, height }, at(left, top), view);
      expect(spot.left).toBeGreaterThanOrEqual(8);
      expect(spot.top).toBeGreaterThanOrEqual(8);
      expect(spot.left + width).toBeLessThanOrEqual(view.width - 8);
      expect(spot.top + height).toBeLessThanOrEqual(view.height - 8);
    }),
  );
});
