import type { Conversation } from '../conversation.js';
import { detailedFault, type Fault } from '../fault.js';
import { isJsonObject, readText } from '../fields.js';
import { sendMessage } from '../send.js';
import type { Chat } from '../state.js';
import { addNotice } from '../timeline/update.js';
import { basicCommands } from './basic-commands.js';
import type { SlashCommand, SlashCommands } from './command.js';
import { fileCommands, historyCommands, moderationCommands } from './plugin-commands.js';

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

/** Finds a command by name or alias, ignoring case. */
export function findCommand(typed: string): SlashCommand | undefined {
  const name = typed.toLowerCase();
  const key = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** All commands, by name. */
export const slashCommands: SlashCommands = all;

/** A search rejects with a fault instead of an error. */
function readFault(thrown: unknown): Fault {
  const code = isJsonObject(thrown) ? readText(thrown.code) : undefined;
  const text = isJsonObject(thrown) ? readText(thrown.text) : undefined;
  return code !== undefined && text !== undefined ? { code, text } : detailedFault(thrown);
}

/**
 * Handles a submitted line: sends it as a message, or runs it as a slash command. `//` escapes a slash, and an unknown command that
 * looks like a path (`/etc/hosts`, `/run.sh`) is a message. Output is shown in the conversation. Never rejects.
 *
 * @returns whether the line was accepted; if not, restore it in the composer
 */
export async function submitLine(chat: Chat, here: Conversation, line: string): Promise<boolean> {
  if (!line.startsWith('/') || line.startsWith('//')) {
    sendMessage(chat, here, line.replace(/^\/\//, '/'));
    return true;
  }
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const command = findCommand(name);
  const typed = rest.trim();
  if (command === undefined && /[/.]/.test(name)) {
    sendMessage(chat, here, line);
    return true;
  }
  if (command === undefined) {
    addNotice(chat, here, 'error', { phrase: 'unknownCommand', values: { name } });
    return false;
  }
  if (command.wantsText === true && typed === '') {
    addNotice(chat, here, 'error', { phrase: command.help });
    return false;
  }
  try {
    const output = await command.run(chat, here, typed);
    if (output === undefined) addNotice(chat, here, 'error', { phrase: command.help });
    else if (output.length > 0) addNotice(chat, here, 'plain', ...output);
    return output !== undefined;
  } catch (thrown) {
    const { code, text } = readFault(thrown);
    // The server lacks the plugin of this command.
    if (code === 'CHAT_COMMAND_UNKNOWN') addNotice(chat, here, 'error', { phrase: 'serverLacks', values: { name } });
    else addNotice(chat, here, 'error', { code, text });
    return false;
  }
}
