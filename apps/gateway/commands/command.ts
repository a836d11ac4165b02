import type { CommandHelp } from '../settings/cli-text.js';

/** What a command is called with. */
export interface CommandContext {
  /** What stands behind its name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** All commands, for whoever tells of them. */
  readonly loadAllCommands: () => Promise<readonly CommandHelp[]>;
}

/** Something that the program does, by the word behind its name. */
export interface Command extends CommandHelp {
  /**
   * Does it. @returns The exit code, for when the process ends by itself.
   * @throws ChatError for what went wrong outside of the program: it is told in one line.
   */
  run(call: CommandContext): Promise<number>;
}

/** The program's exit codes. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Writes to standard output. */
export const print = (text: string): boolean => process.stdout.write(text);

/** Writes a line to standard error. */
export const printError = (line: string): boolean => process.stderr.write(`partyline: ${line}\n`);

/** A table for a terminal: each column as wide as its widest cell; the last one as it is. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** What another machine says, as one line of a terminal. */
export function oneLine(text: string, most = 500): string {
  return text.slice(0, most).replace(/\p{C}+/gu, ' ');
}
