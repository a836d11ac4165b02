import type { SlashCommand } from '../../../core/index.js';

/** The answer to `/help`: every slash command there is, plugins' ones too. */
export function formatHelp(slashes: ReadonlyMap<string, SlashCommand>): string {
  const rows = [...slashes.values()]
    .map(({ name, usage, summary }) => ({ typed: `/${name} ${usage}`.trim(), summary }))
    .sort((a, b) => (a.typed < b.typed ? -1 : 1));
  const width = Math.max(...rows.map(({ typed }) => typed.length), 0);
  const lines = rows.map(({ typed, summary }) => `  ${typed.padEnd(width)}  ${summary}`);
  return [
    '-- What you can type:',
    ...lines,
    '  Anything else is said in the room. Begin with // to say a line with a slash.',
  ].join('\n');
}
