import type { Conversation } from '../conversation.js';
import { faultFrom, type SendFault } from '../fault.js';
import { isFields, textIn } from '../fields.js';
import { note } from '../notes.js';
import { say } from '../sending/say.js';
import type { Chat } from '../state.js';
import { slashOf } from './table.js';

/** What was thrown may be a fault already. */
function faultOf(thrown: unknown): SendFault {
  const code = isFields(thrown) ? textIn(thrown.code) : undefined;
  const text = isFields(thrown) ? textIn(thrown.text) : undefined;
  return code !== undefined && text !== undefined ? { code, text } : faultFrom(thrown);
}

/**
 * What was typed into the composer: a message, or a command that begins with a slash; two slashes are one, as text.
 * An unknown command that is rather a path (`/etc/hosts`, `/run.sh`) is a message too.
 * What came of a command is shown in the conversation. Never rejects.
 *
 * @returns whether the text was taken; if not, whoever typed it should get it back
 */
export async function runLine(chat: Chat, here: Conversation, line: string): Promise<boolean> {
  if (!line.startsWith('/') || line.startsWith('//')) {
    say(chat, here, line.replace(/^\/\//, '/'));
    return true;
  }
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const slash = slashOf(name);
  const typed = rest.trim();
  if (slash === undefined && /[/.]/.test(name)) {
    say(chat, here, line);
    return true;
  }
  if (slash === undefined) {
    note(chat, here, 'bad', { phrase: 'unknownCommand', values: { name } });
    return false;
  }
  if (slash.wantsText === true && typed === '') {
    note(chat, here, 'bad', { phrase: slash.help });
    return false;
  }
  try {
    const said = await slash.run(chat, here, typed);
    if (said === undefined) note(chat, here, 'bad', { phrase: slash.help });
    else if (said.length > 0) note(chat, here, 'plain', ...said);
    return said !== undefined;
  } catch (thrown) {
    const { code, text } = faultOf(thrown);
    // A server without the plugin that brings the command.
    if (code === 'CHAT_COMMAND_UNKNOWN') note(chat, here, 'bad', { phrase: 'serverLacks', values: { name } });
    else note(chat, here, 'bad', { code, text });
    return false;
  }
}
