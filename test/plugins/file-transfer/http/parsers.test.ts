import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName } from '../../../../plugins/file-transfer/file-store/index.js';
import { parseRoute } from '../../../../plugins/file-transfer/http/handler.js';
import {
  contentRange,
  disposition,
  guessedType,
  isPreview,
  noneMatches,
  rangeIn,
  servedType,
} from '../../../../plugins/file-transfer/http/headers.js';
import { fileHandler, httpLimits } from '../../../../plugins/file-transfer/http/index.js';

describe('a range', () => {
  const sizes = fc.nat({ max: 1000 });

  test('is within the file, whatever is asked for', () => {
    const header = fc.oneof(
      fc.tuple(fc.nat(1200), fc.nat(1200)).map(([from, to]) => `bytes=${from}-${to}`),
      fc.nat(1200).map((from) => `bytes=${from}-`),
      fc.nat(1200).map((length) => `bytes=-${length}`),
      fc.string().map((text) => `bytes=${text}`),
    );
    fc.assert(
      fc.property(header, sizes, (text, size) => {
        const range = rangeIn(text, size);
        if (range === undefined || range === 'none') return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.last).toBeGreaterThanOrEqual(range.first);
        expect(range.last).toBeLessThan(size);
      }),
    );
  });

  test('from one byte to another is just that', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(499), (first, more) => {
        expect(rangeIn(`bytes=${first}-${first + more}`, 1000)).toEqual({ first, last: first + more });
      }),
    );
  });

  test('of absurd numbers is refused or the whole file', () => {
    const digits = '9'.repeat(400);
    expect(rangeIn(`bytes=${digits}-`, 10)).toBe('none');
    expect(rangeIn(`bytes=0-${digits}`, 10)).toEqual({ first: 0, last: 9 });
    expect(rangeIn(`bytes=-${digits}`, 10)).toEqual({ first: 0, last: 9 });
  });

  test('of a body comes back as it was written', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (first, more, rest) => {
        const last = first + more;
        const size = last + 1 + rest;
        expect(contentRange(`bytes ${first}-${last}/${size}`)).toEqual({ first, last, size });
        expect(contentRange(`bytes ${first}-${last}/*`)).toEqual({ first, last, size: undefined });
        expect(contentRange(`bytes ${first}-${last}/${last}`)).toBeUndefined();
      }),
    );
  });

  test('of a body that is nonsense is none', () => {
    fc.assert(fc.property(fc.string(), (text) => contentRange(text) === undefined));
    expect(contentRange(`bytes 0-${'9'.repeat(16)}/*`)).toBeUndefined();
  });

  test('conditions never throw', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof noneMatches(text, '"x"') === 'boolean'));
  });
});

describe('a path', () => {
  test('never leads anywhere but to ids and names', () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const place = parseRoute(`/files/${rest}`, '/files/');
        if (typeof place === 'string') expect(place).toBe('nowhere');
        else expect(place.id).toMatch(/^[\w-]{1,128}$/);
      }),
    );
  });

  test('gives the name of a ticket as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const place = parseRoute(`/files/new/abc/${encodeURIComponent(name)}?x`, '/files/');
        expect(place).toEqual({ kind: 'ticket', id: 'abc', name });
      }),
    );
  });
});

describe('a disposition', () => {
  test('has nothing in its plain part that a client could decode', () => {
    expect(disposition('inline', '50%41 “off” (a).txt')).toBe(
      `inline; filename="50_41 _off_ (a).txt"; filename*=UTF-8''50%2541%20%E2%80%9Coff%E2%80%9D%20%28a%29.txt`,
    );
  });

  test('is one line of ASCII from which the name comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }).map(cleanName), (name) => {
        const header = disposition('attachment', name);
        const match = /^attachment; filename="([^"\\%]*)"; filename\*=UTF-8''([\w.!~%-]+)$/.exec(header);
        expect(header).toMatch(/^[\x20-\x7e]+$/);
        expect(decodeURIComponent(match?.[2] ?? '')).toBe(name);
      }),
    );
  });
});

describe('a type', () => {
  test('that is previewed is served as it is', () => {
    for (const type of ['image/png', 'image/gif', 'image/webp', 'image/avif']) {
      expect([isPreview(type), servedType(type)]).toEqual([true, type]);
    }
    for (const type of ['image/svg+xml', 'text/plain', 'constructor', 'image/']) expect(isPreview(type)).toBe(false);
    expect(servedType('constructor')).toBe('application/octet-stream');
  });

  test.each([
    ['a.PNG', 'image/png'],
    ['a.b.txt', 'text/plain'],
    ['a.svg', 'application/octet-stream'],
    ['png', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('of %j is guessed to be %s', (name, type) => {
    expect(guessedType(name)).toBe(type);
  });
});

describe('options', () => {
  test.each([{ transfers: 0 }, { idleMs: 1.5 }, { windowBytes: 4_000_000 }, { nonsense: 1 }])(
    '%j are no limits',
    (limits) => {
      expect(() => httpLimits(limits)).toThrow(TypeError);
    },
  );

  test.each(['files', '/files', 'files/', ''])('%j is no public path', (publicPath) => {
    const parts = { publicPath } as unknown as Parameters<typeof fileHandler>[0];
    expect(() => fileHandler(parts)).toThrow(TypeError);
  });
});
