import { describe, expect, test } from 'vitest';
import { formatHelp } from '../../../../apps/gateway/settings/flags.js';
import { resolveSettings } from '../../../../apps/gateway/settings/read.js';
import type { GatewaySettings } from '../../../../apps/gateway/settings/settings.js';
import { allRows } from '../../../../apps/gateway/settings/table.js';
import { limitTable } from '../../../../index.js';

describe('the table of settings', () => {
  test('has defaults that it takes itself', () => {
    const wrong = allRows.filter(({ setting }) => !setting.schema.safeParse(setting.default).success);
    expect(wrong).toEqual([]);
  });

  test('has every limit of the core, and each name once', () => {
    const names = allRows.map(({ name }) => name);
    for (const limit of Object.keys(limitTable)) {
      expect(names).toContain(limit === 'drainMs' ? limit : `limits.${limit}`);
    }
    expect(new Set(allRows.map(({ flag }) => flag)).size).toBe(names.length);
  });

  test('is in --help, all of it', () => {
    const help = formatHelp('1.2.3', []);
    expect(allRows.filter(({ flag }) => !new RegExp(`--(\\[no-\\])?${flag}\\s`).test(help))).toEqual([]);
  });

  test('gives a help that fits a terminal of 120 columns', () => {
    expect(
      Math.max(
        ...formatHelp('1.2.3', [])
          .split('\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(120);
  });
});

describe('settings given in code', () => {
  test('are the defaults but for what was changed', () => {
    expect(resolveSettings({ room: 'attic', limits: { textBytes: 9 } })).toMatchObject({
      room: 'attic',
      httpPort: 8080,
      limits: { textBytes: 9 },
    });
  });

  test.each([
    [{ httpPort: -1 }, 'httpPort must be an integer from 0 to 65535, not -1.'],
    [{ limits: { textBytes: 0.5 } }, 'limits.textBytes must be an integer of at least 1, not 0.5.'],
    [{ wobble: 1 }, 'Unknown setting wobble.'],
    [{ limits: { drainMs: 1 } }, 'Unknown setting limits.drainMs.'],
  ])('%j are misuse', (settings, message) => {
    expect(() => resolveSettings(settings as Partial<GatewaySettings>)).toThrow(new TypeError(message));
  });
});
