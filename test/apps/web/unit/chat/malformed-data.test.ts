import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePage } from '../../../../../apps/web/src/chat/history/fetch.js';
import {
  fileUrl,
  parseEdit,
  parseEntry,
  toMessageItem,
} from '../../../../../apps/web/src/chat/timeline/read-message.js';
import { chatFixture } from '../support/chat-fixture.js';

const context = { myIds: new Set(['a']), base: '/chat/' };
const sender = { id: 'b', nick: 'bob' };
const whole = { type: 'message', id: 'm', epoch: 'e', offset: 1, at: 5, from: sender, kind: 'file', text: 'x' };

describe('a file in a message', () => {
  const data = { file: 'abcdefgh1234', name: 'cat.png', size: 5, type: 'image/png', sha256: 'a'.repeat(64) };
  const itemWith = (data: unknown) => {
    const entry = parseEntry({ ...whole, data });
    if (entry === undefined) throw new TypeError('It is a message.');
    return toMessageItem(entry, context);
  };

  test('has a URL under the path of the gateway', () => {
    expect(itemWith(data).file).toEqual({
      id: 'abcdefgh1234',
      url: '/chat/files/abcdefgh1234/cat.png',
      name: 'cat.png',
      size: 5,
      mediaType: 'image/png',
      sha256: 'a'.repeat(64),
    });
  });

  test.each([
    { ...data, file: '../../../../etc' },
    { ...data, file: 'https://evil.example/' },
    { ...data, file: 7 },
    { ...data, name: '' },
    { ...data, name: '\u{D800}' },
    { ...data, size: -1 },
    { ...data, size: '5' },
    'a text',
    null,
    [],
  ])('is ignored with %j', (data) => {
    expect(itemWith(data).file).toBeUndefined();
  });

  test('drops an invalid type or checksum', () => {
    expect(itemWith({ ...data, type: 'text/html"><script>', sha256: 'x' }).file).toMatchObject({
      mediaType: 'application/octet-stream',
      sha256: '',
    });
  });

  test('of any name has a URL under the path of the gateway', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string(), (name, id) => {
        const path = fileUrl('/chat/', id, name);
        if (path === undefined) return;
        const url = new URL(path, 'http://host');
        expect(url.host).toBe('host');
        expect(url.pathname.startsWith('/chat/files/')).toBe(true);
      }),
    );
  });
});

describe('malformed data', () => {
  test('in a page of the history is skipped', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (result) => {
        expect(parsePage(result).entries).toBeInstanceOf(Array);
      }),
    );
  });

  test('in a message yields an item or nothing', () => {
    const fields = { data: fc.jsonValue(), reactions: fc.jsonValue(), edited: fc.jsonValue(), kind: fc.string() };
    fc.assert(
      fc.property(fc.record(fields), (more) => {
        const entry = parseEntry({ ...whole, ...more });
        if (entry !== undefined) expect(toMessageItem(entry, context).type).toBe('message');
      }),
    );
  });

  test('in an edit yields an edit or nothing', () => {
    const fields = { text: fc.string(), data: fc.jsonValue(), kind: fc.constantFrom('edit', 'delete', 'reaction') };
    fc.assert(
      fc.property(fc.record(fields), (event) => {
        const found = parseEdit({ ...event, at: 1, from: sender }, { epoch: 'e', offset: 2 });
        if (found !== undefined) expect(found.target.epoch).toBeTypeOf('string');
      }),
    );
  });

  test('on the wire does not stop the page', async () => {
    const { page } = await chatFixture([]);
    const ann = await page('ann');
    const types = ['message', 'gap', 'recovered', 'joined', 'left', 'renamed', 'typing', 'presence', 'notice', 'topic'];
    const events = [...types, 'moderated', 'invited', 'read', 'erased', 'file.done', 'constructor', '__proto__'];
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.dictionary(fc.string(), fc.jsonValue()), (type, fields) => {
        ann.inject({ room: 'lobby', epoch: 'e', offset: 1, user: null, ...fields, type });
        ann.inject({ ...fields, type, room: 'lobby', offsets: fields, topic: fields, line: fields });
      }),
    );
    ann.inject({ type: 'notice', text: 'still here' });
    await ann.until(() => ann.items().some((item) => item.type === 'notice'));
    expect(ann.chat.connectionState.value.name).toBe('online');
  });
});
