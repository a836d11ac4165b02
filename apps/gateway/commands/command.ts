import type { CommandHelp } from '../settings/cli-text.js';

/** What a command receives. */
export interface CommandContext {
  /** Arguments after the command's name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads all commands, for `--help`. */
  readonly loadAllCommands: () => Promise<readonly CommandHelp[]>;
}

/** A command of the program. */
export interface Command extends CommandHelp {
  /**
   * Runs the command.
   * @returns The exit code.
   * @throws ChatError for an expected failure. Its message is printed as one line.
   */
  run(call: CommandContext): Promise<number>;
}

/** The program's exit codes. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Writes to standard output. */
export const print = (text: string): boolean => process.stdout.write(text);

/** Writes a line to standard error. */
export const printError = (line: string): boolean => process.stderr.write(`partyline: ${line}\n`);

/** Formats a table with aligned columns. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** Makes remote text safe for one line of a terminal. */
export function oneLine(text: string, most = 500): string {
  return text.slice(0, most).replace(/\p{C}+/gu, ' ');
}
