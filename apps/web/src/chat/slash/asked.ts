import type { PhraseName } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import { type Fields, textIn } from '../fields.js';
import type { Said } from '../item.js';
import type { Chat } from '../state.js';
import { NOTHING, type Slash } from './slash.js';
import { type Typed, typedIn } from './typed.js';

/** A command that the server does. */
export interface Asked {
  readonly help: PhraseName;
  /** What the server calls it. */
  readonly command: string;
  /** What was typed, as the command's fields; `undefined`: it was typed wrongly. */
  fields(typed: Typed): Fields | undefined;
  /** What is said of the reply. Default: what was done, where the room that is shown is not told of it anyway. */
  told?(result: Fields, chat: Chat): readonly Said[];
}

/** The room itself is told what was done in it; of what was done elsewhere, whoever did it reads here. */
function toldElsewhere(result: Fields, { room }: Conversation): readonly Said[] {
  const line = textIn(result.line);
  return line === undefined || result.room === room ? NOTHING : [{ text: line }];
}

/** A command of the server as one that is typed. */
export function asked({ help, command, fields, told }: Asked): Slash {
  return {
    help,
    async run(chat, here, typed) {
      const parts = typedIn(here, typed);
      const wish = fields(parts);
      if (wish === undefined) return undefined;
      if (parts.room === '' && wish.room === '') return [{ phrase: 'needsRoom' }];
      const result = await chat.client.request(command, wish);
      return told === undefined ? toldElsewhere(result, here) : told(result, chat);
    },
  };
}
