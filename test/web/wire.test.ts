import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { membersIn, readFrame, roomsIn } from '../../apps/web/src/connection/wire.js';

const message = {
  type: 'message',
  room: 'lobby',
  id: 'm1',
  epoch: 'e',
  offset: 7,
  at: 1,
  from: { id: 'u', nick: 'ann' },
  kind: 'text',
  text: 'hi',
};

describe('a frame from the server', () => {
  test('is read when nothing is missing', () => {
    expect(readFrame(JSON.stringify(message))).toEqual(message);
  });

  test.each(['room', 'id', 'epoch', 'offset', 'at', 'from', 'kind', 'text'])('is none without its %s', (field) => {
    expect(readFrame(JSON.stringify({ ...message, [field]: undefined }))).toBeUndefined();
  });

  test.each([
    '',
    'null',
    '[]',
    '7',
    '"text"',
    '{}',
    '{"type":7}',
    '{"type":"toString"}',
    '{"type":"poll"}',
    '{"type":',
  ])('is none when it is %s', (line) => {
    expect(readFrame(line)).toBeUndefined();
  });

  test('never throws, whatever arrives', () => {
    const types = fc.constantFrom('welcome', 'ok', 'error', 'message', 'joined', 'left', 'renamed', 'notice', 'bye');
    const frames = fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue()), types)
      .map(([fields, type]) => ({ ...fields, type }));
    fc.assert(fc.property(fc.string(), (line) => readFrame(line) === undefined || line.includes('"type"')));
    fc.assert(
      fc.property(frames, (frame) => {
        const read = readFrame(JSON.stringify(frame));
        expect(read === undefined || read.type === frame.type).toBe(true);
      }),
    );
  });
});

describe('a result', () => {
  test('gives its members, without those that are none', () => {
    const members = [{ id: 'u', nick: 'ann', wires: ['tcp/text', 7] }, { id: 'v', nick: 'bob' }, null, { id: 'w' }];
    expect(membersIn({ members })).toEqual([
      { id: 'u', nick: 'ann', wires: ['tcp/text'] },
      { id: 'v', nick: 'bob', wires: [] },
    ]);
  });

  test('without members has none', () => {
    expect(membersIn({})).toEqual([]);
  });

  test('gives its rooms, without those that are none', () => {
    expect(roomsIn({ rooms: [{ room: 'lobby', members: 2 }, { room: 'x' }, 'y'] })).toEqual([
      { room: 'lobby', members: 2 },
    ]);
  });
});
