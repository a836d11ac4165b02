// Writes docs/reference.md from the tables of the built core: `npm run docs:reference`.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const yesNo = (value) => (value ? 'yes' : 'no');
const cell = (text) => text.replaceAll('|', '\\|');
const row = (...cells) => `| ${cells.join(' | ')} |`;
const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');

/** The whole of docs/reference.md, from the tables of core/errors.ts and core/limits.ts. */
export function reference(errors, limits) {
  const codes = Object.entries(errors).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# Reference: limits and codes',
    '',
    '<!-- Made by `npm run docs:reference` from core/limits.ts and core/errors.ts. Change those instead. -->',
    '',
    '## Limits',
    '',
    'Every limit can be changed when a hub is made: `createHub({ limits: { textBytes: 4096 } })`. Characters are Unicode',
    'code points, bytes are those of UTF-8. Where no code is given nobody is refused, only slowed down.',
    '',
    row('limit', 'default', 'unit', 'code', 'what is limited'),
    row('---', '---:', '---', '---', '---'),
    ...Object.entries(limits).map(([name, { default: value, unit, code, text }]) =>
      row(`\`${name}\``, grouped(value), unit, code === undefined ? '' : `\`${code}\``, cell(text)),
    ),
    '',
    '## Codes',
    '',
    'A refusal carries its code. Codes stay, texts may change. *Again*: whether the same command, unchanged, may succeed',
    'later. *Closes*: whether the connection ends with it. Plugins refuse with codes of their own.',
    '',
    row('code', 'again', 'closes', 'what it means'),
    row('---', '---', '---', '---'),
    ...codes.map(([code, { text, retry, closes }]) => row(`\`${code}\``, yesNo(retry), yesNo(closes), cell(text))),
    '',
  ].join('\n');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [{ errors }, { limitTable }] = await Promise.all([
    import('../dist/core/errors.js'),
    import('../dist/core/limits.js'),
  ]);
  writeFileSync(new URL('../docs/reference.md', import.meta.url), reference(errors, limitTable));
}
