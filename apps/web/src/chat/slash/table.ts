import { fileCommands } from './files.js';
import { historyCommands } from './history.js';
import { moderationCommands } from './moderation.js';
import { basicCommands } from './own.js';
import type { SlashCommand, SlashCommands } from './slash.js';

const all: SlashCommands = {
  ...basicCommands,
  ...historyCommands,
  ...fileCommands,
  ...moderationCommands,
  help: {
    help: 'helpHelp',
    run: () => Object.values(all).map(({ help }) => ({ phrase: help })),
  },
};

const aliases: Readonly<Record<string, string>> = {
  j: 'join',
  leave: 'part',
  tell: 'msg',
  query: 'msg',
  del: 'delete',
  '?': 'help',
};

/** The command of a name, whatever its case. */
export function findCommand(typed: string): SlashCommand | undefined {
  const name = typed.toLowerCase();
  const key = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** All commands, by name. */
export const slashCommands: SlashCommands = all;
