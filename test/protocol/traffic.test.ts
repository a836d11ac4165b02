import { beforeAll, describe, expect, test } from 'vitest';
import { chat, provoked } from './support/chat.js';
import { openDesk } from './support/desk.js';
import { documentedFields, fieldsOf } from './support/fields.js';
import { named } from './support/naming.js';
import { faultsOf, messageNames, specification } from './support/specification.js';
import { type WireName, wires } from './support/wires.js';

const payloadOf = (name: string) => specification.components.messages[name]?.payload ?? {};

describe.each(Object.keys(wires) as WireName[])('a chat over %s', (wire) => {
  let frames: ReturnType<typeof named> = [];

  beforeAll(async () => {
    const desk = await openDesk();
    try {
      await chat(desk, wire);
    } finally {
      await desk.hub.stop();
    }
    frames = named(desk.traffic);
  });

  test('has no frame without a schema', () => {
    expect(frames.filter(({ name }) => !messageNames.includes(name))).toEqual([]);
  });

  test('is as the schemas say, in both directions', () => {
    expect(frames.flatMap(({ name, frame }) => faultsOf(name, frame))).toEqual([]);
  });

  test('has every message of the file', () => {
    const seen = new Set(frames.map(({ name }) => name));
    expect(messageNames.filter((name) => !seen.has(name))).toEqual([]);
  });

  test.each(messageNames)('has in its %s frames all the documented fields and no others', (name) => {
    const payload = payloadOf(name);
    const seen = frames.filter((one) => one.name === name).flatMap(({ frame }) => fieldsOf(frame, payload));
    expect([...new Set(seen)].sort()).toEqual([...new Set(documentedFields(payload))].sort());
  });

  test('has the refusals that it was written to provoke', () => {
    const codes = frames.flatMap(({ frame }) => (typeof frame.code === 'string' ? [frame.code] : []));
    expect([...new Set(codes)].sort()).toEqual([...provoked, 'bye'].sort());
  });
});
