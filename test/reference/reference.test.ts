import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errors } from '../../core/errors.js';
import { limitTable } from '../../core/limits.js';

interface Generator {
  reference(codes: typeof errors, limits: typeof limitTable): string;
}

const script = new URL('../../scripts/reference.mjs', import.meta.url).href;
const { reference } = (await import(script)) as Generator;
const written = readFileSync(new URL('../../docs/reference.md', import.meta.url), 'utf8');

/** The names in the first column of the tables under a heading. */
function documented(heading: string): string[] {
  const section = written.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].flatMap(([, name]) => name ?? []);
}

describe('docs/reference.md', () => {
  test('lists every limit of the core, and no other', () => {
    expect(documented('Limits').sort()).toEqual(Object.keys(limitTable).sort());
  });

  test('lists every code of the core, and no other', () => {
    expect(documented('Codes').sort()).toEqual(Object.keys(errors).sort());
  });

  test('is what the tables say today (npm run docs:reference writes it anew)', () => {
    expect(written).toBe(reference(errors, limitTable));
  });
});

describe('the tables', () => {
  test('keep the codes sorted', () => {
    expect(Object.keys(errors)).toEqual(Object.keys(errors).sort());
  });

  test('give every limit a text and a sound default', () => {
    for (const [name, { default: value, text }] of Object.entries(limitTable)) {
      expect(Number.isSafeInteger(value) && value > 0, name).toBe(true);
      expect(text, name).toMatch(/\.$/);
    }
  });
});
