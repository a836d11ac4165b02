import { expect, test } from 'vitest';
import { faultTexts } from '../../apps/web/src/i18n/faults.js';
import { pluginFaultTexts } from '../../apps/web/src/i18n/plugin-faults.js';

test('the codes of plugins are known in the same languages', () => {
  expect(Object.keys(pluginFaultTexts.zh)).toEqual(Object.keys(pluginFaultTexts.ru));
});

test('no code has two texts', () => {
  const both = Object.keys(pluginFaultTexts.ru).filter((code) => code in faultTexts.ru);
  expect(both).toEqual([]);
});
