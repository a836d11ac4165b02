import { describe, expect, test } from 'vitest';
import { messageNames, resolve, specification } from './support/specification.js';

/** Every `$ref` in a part of the file. */
function referencesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  );
}

const last = (pointer: string): string => pointer.split('/').at(-1) ?? '';

describe('docs/asyncapi.yaml', () => {
  test('is of AsyncAPI 3.0', () => {
    expect(specification.asyncapi).toBe('3.0.0');
  });

  test('has no reference that leads nowhere', () => {
    const references = referencesIn(specification);
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((pointer) => resolve(pointer) === undefined)).toEqual([]);
  });

  test('has every message on its channel, under its own name', () => {
    const { messages } = specification.channels.connection;
    expect(Object.keys(messages)).toEqual(messageNames);
    expect(Object.values(messages).map(({ $ref }) => last($ref))).toEqual(messageNames);
  });

  test('has every message in an operation', () => {
    const used = new Set(referencesIn(specification.operations).map(last));
    expect(messageNames.filter((name) => !used.has(name))).toEqual([]);
  });

  test('has no schema that nothing refers to', () => {
    const used = new Set(referencesIn(specification.components));
    const names = Object.keys(specification.components.schemas);
    expect(names.filter((name) => !used.has(`#/components/schemas/${name}`))).toEqual([]);
  });

  test.each(Object.entries(specification.operations).filter(([, { action }]) => action === 'receive'))(
    'answers %s with its own reply or an error',
    (name, { messages, reply }) => {
      expect(messages.map(({ $ref }) => last($ref))).toEqual([name]);
      const done = name === 'hello' ? 'welcome' : `${name}Ok`;
      expect(reply?.messages.map(({ $ref }) => last($ref))).toEqual([done, 'error']);
    },
  );

  test.each(messageNames)('takes fields that it does not know in %s, unless it is a command', (name) => {
    const payload = specification.components.messages[name]?.payload;
    const isCommand = specification.operations[name]?.action === 'receive';
    expect(payload?.additionalProperties).toBe(isCommand ? false : undefined);
  });
});
