import fc from 'fast-check';

/** Any text at all: of every code point, halves of surrogate pairs too. */
export const anyText = (maxLength = 10): fc.Arbitrary<string> =>
  fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)), maxLength });

/** Any text, more often with the characters that mean something to terminals. */
export const controlText = (maxLength = 10): fc.Arbitrary<string> =>
  fc.string({
    unit: fc
      .oneof(fc.integer({ min: 0, max: 0x9f }), fc.integer({ min: 0, max: 0x2100 }))
      .map((code) => String.fromCodePoint(code)),
    maxLength,
  });
