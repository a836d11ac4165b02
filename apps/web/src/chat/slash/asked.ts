import type { PhraseName } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import { type Fields, readText } from '../fields.js';
import type { NoticeText } from '../item.js';
import type { Chat } from '../state.js';
import { NO_OUTPUT, type SlashCommand } from './slash.js';
import { type CommandInput, parseInput } from './typed.js';

/** A command that the server does. */
export interface ServerCommand {
  readonly help: PhraseName;
  /** What the server calls it. */
  readonly command: string;
  /** What was typed, as the command's fields; `undefined`: it was typed wrongly. */
  fields(typed: CommandInput): Fields | undefined;
  /** What is said of the reply. Default: what was done, where the room that is shown is not told of it anyway. */
  describe?(result: Fields, chat: Chat): readonly NoticeText[];
}

/** The room itself is told what was done in it; of what was done elsewhere, whoever did it reads here. */
function describeElsewhere(result: Fields, { room }: Conversation): readonly NoticeText[] {
  const line = readText(result.line);
  return line === undefined || result.room === room ? NO_OUTPUT : [{ text: line }];
}

/** A command of the server as one that is typed. */
export function serverCommand({ help, command, fields, describe: told }: ServerCommand): SlashCommand {
  return {
    help,
    async run(chat, here, typed) {
      const parts = parseInput(here, typed);
      const wish = fields(parts);
      if (wish === undefined) return undefined;
      if (parts.room === '' && wish.room === '') return [{ phrase: 'needsRoom' }];
      const result = await chat.client.request(command, wish);
      return told === undefined ? describeElsewhere(result, here) : told(result, chat);
    },
  };
}
