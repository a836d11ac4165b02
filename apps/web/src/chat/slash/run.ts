import type { Conversation } from '../conversation.js';
import { detailedFault, type SendFault } from '../fault.js';
import { isJsonObject, readText } from '../fields.js';
import { addNotice } from '../notes.js';
import { sendMessage } from '../sending/say.js';
import type { Chat } from '../state.js';
import { findCommand } from './table.js';

/** What was thrown may be a fault already. */
function readFault(thrown: unknown): SendFault {
  const code = isJsonObject(thrown) ? readText(thrown.code) : undefined;
  const text = isJsonObject(thrown) ? readText(thrown.text) : undefined;
  return code !== undefined && text !== undefined ? { code, text } : detailedFault(thrown);
}

/**
 * What was typed into the composer: a message, or a command that begins with a slash; two slashes are one, as text.
 * An unknown command that is rather a path (`/etc/hosts`, `/run.sh`) is a message too.
 * What came of a command is shown in the conversation. Never rejects.
 *
 * @returns whether the text was taken; if not, whoever typed it should get it back
 */
export async function submitLine(chat: Chat, here: Conversation, line: string): Promise<boolean> {
  if (!line.startsWith('/') || line.startsWith('//')) {
    sendMessage(chat, here, line.replace(/^\/\//, '/'));
    return true;
  }
  const [, name = '', rest = ''] = /^\/(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const slash = findCommand(name);
  const typed = rest.trim();
  if (slash === undefined && /[/.]/.test(name)) {
    sendMessage(chat, here, line);
    return true;
  }
  if (slash === undefined) {
    addNotice(chat, here, 'bad', { phrase: 'unknownCommand', values: { name } });
    return false;
  }
  if (slash.wantsText === true && typed === '') {
    addNotice(chat, here, 'bad', { phrase: slash.help });
    return false;
  }
  try {
    const said = await slash.run(chat, here, typed);
    if (said === undefined) addNotice(chat, here, 'bad', { phrase: slash.help });
    else if (said.length > 0) addNotice(chat, here, 'plain', ...said);
    return said !== undefined;
  } catch (thrown) {
    const { code, text } = readFault(thrown);
    // A server without the plugin that brings the command.
    if (code === 'CHAT_COMMAND_UNKNOWN') addNotice(chat, here, 'bad', { phrase: 'serverLacks', values: { name } });
    else addNotice(chat, here, 'bad', { code, text });
    return false;
  }
}
