import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/index.js';
import { documentedFields, fieldsOf } from './support/fields.js';
import { named } from './support/naming.js';
import { blocksIn, framesIn } from './support/page.js';
import { faultsOf, messageNames, specification } from './support/specification.js';
import { takeBlock } from './support/wires.js';

/** Every command on the page has a `ref`, and no event has: `typing` is both. */
const isCommand = ({ type, ref }: JsonObject): boolean =>
  ref !== undefined && specification.operations[String(type)]?.action === 'receive';

const frames = blocksIn('json').flatMap(framesIn);
const examples = named(frames.map((frame) => ({ by: isCommand(frame) ? 'client' : 'server', frame })));

function payloadsOfBlocks(): { readonly frame: JsonObject; readonly left: number }[] {
  return blocksIn('hex').map((hex) => {
    const taken = takeBlock(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
    if (taken === undefined) throw new TypeError(`${hex} is not a block.`);
    return { frame: JSON.parse(taken.frame) as JsonObject, left: taken.rest.length };
  });
}

describe('the examples of docs/protocol.md', () => {
  test('are as the schemas say', () => {
    expect(examples.flatMap(({ name, frame }) => faultsOf(name, frame))).toEqual([]);
  });

  test('have no field that is not documented', () => {
    const unknown = examples.flatMap(({ name, frame }) => {
      const payload = specification.components.messages[name]?.payload ?? {};
      const documented = new Set(documentedFields(payload));
      return fieldsOf(frame, payload).filter((path) => !documented.has(path));
    });
    expect(unknown).toEqual([]);
  });

  test('show every message once at least', () => {
    const shown = new Set(examples.map(({ name }) => name));
    expect(messageNames.filter((name) => !shown.has(name))).toEqual([]);
  });

  test('show blocks that are one whole frame each', () => {
    const blocks = payloadsOfBlocks();
    expect(blocks.map(({ left }) => left)).toEqual([0, 0]);
    const sides = ['client', 'server'] as const;
    const ofBlocks = named(blocks.map(({ frame }, at) => ({ by: sides[at] ?? 'server', frame })));
    expect(ofBlocks.map(({ name }) => name)).toEqual(['ping', 'pingOk']);
    expect(ofBlocks.flatMap(({ name, frame }) => faultsOf(name, frame))).toEqual([]);
  });
});
