import { describe, expect, test } from 'vitest';
import { nativeSubprotocol } from '../../core/index.js';
import { lossyNumber } from '../../core/protocol/numbers.js';
import { openWorld } from '../support/world.js';

const frameWith = (data: string): string => `{"type":"say","ref":2,"room":"lobby","text":"-0 1e400","data":${data}}`;

function lossy(data: string) {
  const frame = frameWith(data);
  return lossyNumber(frame, JSON.parse(frame) as never);
}

describe('a number in data', () => {
  test.each([
    '0',
    '-1',
    '9007199254740991',
    '-9007199254740991',
    '0.1',
    '1.10',
    '1.0',
    '0.0',
    '0e5',
    '1e3',
    '1E+3',
    '-1.5e-7',
    '1733022141.1234567',
    '0.30000000000000004',
    '0.10000000000000001',
    '1.7976931348623157e308',
    '5e-324',
    '1e20',
    '100000000000000000000.0',
    '0.50000000000000000000000',
    '["12345678901234567890","1e400","a\\"-0\\\\"]',
    '{"1e400":"12345678901234567890"}',
  ])('%s is kept', (data) => {
    expect(lossy(data)).toBeUndefined();
  });

  test.each([
    '12345678901234567890',
    '9007199254740993',
    '9007199254740992',
    '-9007199254740992',
    '1e400',
    '-1e400',
    '1e-400',
    '0.1234567890123456789',
    '1.23456789e-320',
    '-0',
    '-0.0',
    '-0e5',
  ])('%s is not kept, wherever it is', (literal) => {
    const found = { field: 'data', literal };
    expect(lossy(literal)).toEqual(found);
    expect(lossy(`{"a":[1,"x\\"",{"b":[${literal}]}]}`)).toEqual(found);
    expect(lossy(`[ ${literal} , 1e400]`)).toEqual(found);
    expect(lossy(`{"twice":${literal},"twice":1}`)).toEqual(found);
  });

  test('is looked for in time in proportion to the frame', () => {
    const begun = process.cpuUsage();
    expect(lossy(`[${'1e5,'.repeat(30_000)}"${'\\"-0'.repeat(10_000)}"]`)).toBeUndefined();
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

/** A program in the lobby that writes frames as they are, and reads them so. */
async function raw() {
  const world = await openWorld();
  const wire = world.connect({ subprotocol: nativeSubprotocol });
  const seen: string[] = [];
  wire.onframe = (frame) => void seen.push(String(frame));
  wire.send('{"type":"hello","ref":0,"nick":"ann"}');
  wire.send('{"type":"join","ref":1,"room":"lobby"}');
  await world.settle();
  return {
    world,
    async asks(...frames: readonly string[]) {
      seen.length = 0;
      for (const frame of frames) wire.send(frame);
      await world.settle();
      return [...seen];
    },
  };
}

describe('over the wire', () => {
  test('a number that cannot be kept is refused with a code, the field and the number, and nothing is said', async () => {
    const { asks, world } = await raw();
    expect(await asks(frameWith('{"id":12345678901234567890}'))).toEqual([
      '{"type":"error","ref":2,"code":"CHAT_BAD_NUMBER","text":"The number 12345678901234567890 in the field data cannot be kept as it is. Send it as a text.","retry":false,"details":{"field":"data","number":"12345678901234567890"}}',
    ]);
    expect((await world.native('bob', 'lobby')).heard.map(({ type }) => type)).not.toContain('message');
    expect((await asks('{"type":"say","ref":3,"room":"lobby","text":"first"}'))[0]).toContain('"offset":1,');
  });

  test.each(['1.1', '1e3', '{"__proto__":1}', '"12345678901234567890"'])('%s in data passes', async (data) => {
    const { asks } = await raw();
    const [message, ok] = await asks(frameWith(data));
    expect(JSON.stringify((JSON.parse(message as string) as { data: unknown }).data)).toBe(
      JSON.stringify(JSON.parse(data)),
    );
    expect(JSON.parse(ok as string)).toMatchObject({ type: 'ok', ref: 2 });
  });

  test('of a name that is given twice the last counts', async () => {
    const { asks } = await raw();
    expect((await asks(frameWith('{"a":1,"a":2}')))[0]).toContain('"data":{"a":2}');
  });

  test.each([
    ['1', '1'],
    ['9007199254740991', '9007199254740991'],
    ['-7', '-7'],
    ['1.0', '1'],
    ['1e3', '1000'],
    ['1733022141.125', '1733022141.125'],
    ['"9007199254740993"', '"9007199254740993"'],
  ])('the ref %s comes back as %s', async (ref, back) => {
    const { asks } = await raw();
    expect((await asks(`{"type":"ping","ref":${ref}}`))[0]).toContain(`{"type":"ok","ref":${back},`);
  });

  test.each(['9007199254740993', '12345678901234567890', '1e400', '-0', '-0.0', '0.1234567890123456789'])(
    'the ref %s is refused, in a reply without ref',
    async (ref) => {
      const { asks } = await raw();
      for (const command of ['"type":"ping"', '"type":"say","room":"lobby","text":"x"']) {
        const replies = (await asks(`{${command},"ref":${ref}}`)).map((frame) => JSON.parse(frame) as object);
        expect(replies).toEqual([
          {
            type: 'error',
            code: 'CHAT_BAD_NUMBER',
            text: `The number ${ref} in the field ref cannot be kept as it is. Send it as a text.`,
            retry: false,
            details: { field: 'ref', number: ref },
          },
        ]);
      }
    },
  );

  test.each([
    ['{"type":"join","ref":5,"room":"attic","last":1.5}', 'CHAT_BAD_COMMAND', 'last'],
    ['{"type":"join","ref":5,"room":"attic","last":-1}', 'CHAT_BAD_COMMAND', 'last'],
    ['{"type":"join","ref":5,"room":"attic","last":1e400}', 'CHAT_BAD_NUMBER', 'last'],
    [
      '{"type":"join","ref":5,"room":"attic","after":{"epoch":"x","offset":9007199254740993}}',
      'CHAT_BAD_NUMBER',
      'after',
    ],
    ['{"type":"join","ref":5,"room":"attic","after":{"epoch":"x","offset":0.5}}', 'CHAT_BAD_COMMAND', 'after'],
  ])('%s is refused with %s, which names the field %s', async (frame, code, field) => {
    const { asks } = await raw();
    expect((await asks(frame)).map((reply) => JSON.parse(reply) as object)).toMatchObject([
      { type: 'error', ref: 5, code, details: { field } },
    ]);
  });

  test('refusals come in the order of the frames', async () => {
    const { asks } = await raw();
    const frames = await asks(
      '{"type":"say","ref":10,"room":"lobby","text":"a"}',
      frameWith('-0'),
      '{"type":"ping","ref":11}',
    );
    expect(frames.flatMap((frame) => /"ref":(\d+)/.exec(frame)?.[1] ?? [])).toEqual(['10', '2', '11']);
  });
});
