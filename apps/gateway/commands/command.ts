import type { CommandHelp } from '../settings/help.js';

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
