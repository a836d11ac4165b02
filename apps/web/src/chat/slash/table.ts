import { fileSlashes } from './files.js';
import { historySlashes } from './history.js';
import { moderationSlashes } from './moderation.js';
import { ownSlashes } from './own.js';
import type { Slash, Slashes } from './slash.js';

const all: Slashes = {
  ...ownSlashes,
  ...historySlashes,
  ...fileSlashes,
  ...moderationSlashes,
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
export function slashOf(typed: string): Slash | undefined {
  const name = typed.toLowerCase();
  const key = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** All commands, by name. */
export const slashes: Slashes = all;
