// Writes core/message/confusables.ts from the table of UTS #39 as the package unhomoglyph has it:
// `node scripts/confusables.mjs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
/** The Unicode version of the data; the README of the package states it. */
const version = /v(\d+\.\d+\.\d+)/.exec(readFileSync(require.resolve('unhomoglyph/README.md'), 'utf8'))?.[1];

/** Letters that the table of Unicode leaves out: small capitals, and white letters on black. */
const additions = new Map([
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ', 'abcdefghijklmnopqrstuvwyz'),
  // What Unicode takes the small capitals k and m for, and the small palochka, which is drawn like an l.
  ...pairs('ĸʍӏ', 'kml'),
  ...letters(0x1f150),
  ...letters(0x1f170),
]);

function pairs(sources, targets) {
  const to = [...targets];
  return [...sources].map((source, index) => [source, to[index]]);
}

function letters(first) {
  return Array.from({ length: 26 }, (_, index) => [
    String.fromCodePoint(first + index),
    String.fromCodePoint(0x61 + index),
  ]);
}

/** The lower case of one character, by way of upper case. */
const lower = (character) => character.toUpperCase().toLowerCase();

/** The characters that `character` looks like: mapped, in lower case and decomposed, until nothing changes any more. */
function prototype(character, mapped) {
  let text = character;
  for (let round = 0; round < 8; round++) {
    const next = [...[...text].map(mapped).join('').normalize('NFKD')].map(lower).join('').normalize('NFKD');
    if (next === text) return text;
    text = next;
  }
  throw new Error(`The mapping of U+${hex(character)} does not end.`);
}

const hex = (text) => [...text].map((character) => character.codePointAt(0).toString(16)).join('+');

/** The text of core/message/confusables.ts. */
export function confusables() {
  const data = new Map([...Object.entries(require('unhomoglyph/data.json')), ...additions]);
  const mapped = (character) => data.get(character) ?? character;
  const groups = new Map();
  for (let code = 0; code <= 0x10ffff; code++) {
    const source = String.fromCodePoint(code);
    if (!data.has(source) && ![...lower(source)].some((character) => data.has(character))) continue;
    // Others are decomposed before they are looked up.
    if (source.normalize('NFKD') !== source) continue;
    const target = prototype(source, mapped);
    if (target !== lower(source)) groups.set(target, [...(groups.get(target) ?? []), hex(source)]);
  }
  const rows = [...groups].map(([target, sources]) => `${hex(target)}=${sources.join(',')}`);
  return [
    '/**',
    ` * The confusable characters of Unicode ${version} (UTS #39), closed under case: \`target=source,source\` as code points in`,
    ' * hexadecimal, where a target of several has `+` between them. Made by `node scripts/confusables.mjs`; change that instead.',
    ' */',
    'export const confusables: readonly string[] = [',
    ...wrapped(rows).map((line) => `  '${line}',`),
    '];',
    '',
  ].join('\n');
}

/** Rows joined with spaces to lines of at most 110 characters; a longer row is continued under the same target. */
function wrapped(rows) {
  const words = rows.flatMap((row) => split(row));
  const lines = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 110) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function split(row) {
  const [target, list] = row.split('=');
  const parts = [];
  for (const source of list.split(',')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + source.length < 108) parts[parts.length - 1] = `${last},${source}`;
    else parts.push(`${target}=${source}`);
  }
  return parts;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(new URL('../core/message/confusables.ts', import.meta.url), confusables());
}
