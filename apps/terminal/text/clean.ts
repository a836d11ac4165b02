const ESC = '\\u001b';
/** Commands to a terminal, in their seven-bit and their eight-bit forms (ECMA-48): with parameters, with a text, others. */
const WITH_PARAMETERS = `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`;
const WITH_TEXT = `(?:${ESC}[P\\]X^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0000-\\u001f\\u007f-\\u009f]*(?:\\u0007|${ESC}\\\\|\\u009c)?`;
const OTHERS = `${ESC}[ -/]*[0-~]?`;
const sequences = new RegExp(`${WITH_PARAMETERS}|${WITH_TEXT}|${OTHERS}`, 'gu');

/**
 * What is not seen, or changes how the rest is seen: control characters, direction overrides, tags, variation selectors,
 * halves of surrogate pairs. The two joiners stay: scripts and emoji need them.
 */
const unseen = /(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** More marks than any language puts on one letter: they would be drawn over the lines above. */
const pile = /(\p{M}{8})\p{M}+/gu;

/**
 * A text from somebody else as it may go to a terminal: without escape sequences and without any control character but line
 * breaks. Tabs become four spaces.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(sequences, '')
    .replace(/[\u2028\u2029\u0085]/g, '\n')
    .replace(unseen, '')
    .replace(pile, '$1');
}

/** One's own text without what a terminal has put around it, such as the colours of another program's output. */
export function plainInput(text: string): string {
  return text.replace(sequences, '').replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** A text from somebody else on one line: for nicks, topics, names of rooms and files. `?` where nothing is left. */
export function cleanLine(text: string): string {
  const line = cleanText(text).replace(/\s+/gu, ' ').trim();
  return line === '' ? '?' : line;
}
