import { oneLine } from '../aligned.js';
import type { Level } from './check.js';
import { countLevels, type NamedFinding } from './examine.js';

const LINE_CHARACTERS = 1_000;
const colours: Readonly<Record<Level, string>> = { ok: '32', warning: '33', failed: '31' };

/** What was found, a line each, and how it stands altogether. */
export function formatReport(found: readonly NamedFinding[], coloured: boolean): string {
  const width = Math.max(...found.map(({ name }) => name.length));
  const lines = found.map(({ level, name, text }) => {
    const word = level.padEnd('warning'.length);
    const painted = coloured ? `\u001b[${colours[level]}m${word}\u001b[0m` : word;
    return `${painted}  ${name.padEnd(width)}  ${oneLine(text, LINE_CHARACTERS)}\n`;
  });
  const count = countLevels(found);
  const warnings = `${count.warning} ${count.warning === 1 ? 'warning' : 'warnings'}`;
  return `${lines.join('')}\n${count.ok} ok, ${warnings}, ${count.failed} failed.\n`;
}

/** The same for programs. */
export function formatJsonReport(found: readonly NamedFinding[], version: string): string {
  const count = countLevels(found);
  return `${JSON.stringify({ version, ok: count.failed === 0, count, findings: found }, undefined, 2)}\n`;
}
