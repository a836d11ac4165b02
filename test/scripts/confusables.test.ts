import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const script = new URL('../../scripts/confusables.mjs', import.meta.url).href;
const { confusables } = (await import(script)) as { confusables(): string };
const checkedIn = readFileSync(new URL('../../core/message/confusables.ts', import.meta.url), 'utf8');

test('the table of confusable characters is what its script makes', () => {
  expect(checkedIn).toBe(confusables());
});

test('the table of confusable characters states the version of Unicode', () => {
  expect(checkedIn).toMatch(/Unicode \d+\.\d+\.\d+ \(UTS #39\)/);
});
