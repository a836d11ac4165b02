import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../../core/index.js';
import { root } from '../../support/sources.js';

/** A page of docs/. */
export const readPage = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');

/** docs/protocol.md. */
export const page = readPage('protocol.md');

/** The contents of a page's code blocks in a language, in order. */
export function blocksIn(language: string, text: string = page): string[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, named, block = '']) =>
    named === language ? [block] : [],
  );
}

/** The frames of a JSON block: one a line, where an indented line goes on with the one before. */
export function framesIn(block: string): JsonObject[] {
  return block
    .trimEnd()
    .split(/\n(?! )/)
    .map((text) => {
      const frame: unknown = JSON.parse(text);
      if (!isJsonObject(frame)) throw new TypeError(`${text} is not a frame.`);
      return frame;
    });
}

/** What stands between a heading of the second level and the next one. */
export function section(heading: string): string {
  const [, text] = page.split(`\n## ${heading}\n`);
  if (text === undefined) throw new TypeError(`The page has no section ${heading}.`);
  return text.split('\n## ')[0] ?? '';
}

/** The names that are headings of the third level in a section. */
export function namesIn(heading: string): string[] {
  return [...section(heading).matchAll(/^### `(\w+)`$/gm)].map(([, name = '']) => name);
}
