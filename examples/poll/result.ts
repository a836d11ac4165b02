import { ChatError, type PluginHost, Refusal } from 'partyline';
import { resultText } from './lines.js';
import { type Poll, standingOf } from './model.js';
import type { Standing } from './types.js';

/**
 * Says how a poll has ended, in the plugin's name. Where a gate or a limit is against it, that is logged: the poll is over
 * all the same. Said again, after a hub has died in between, it is the same message: its key is.
 * @throws ChatError `CHAT_BROKER_FAILED` when it is not known whether it is said.
 */
export async function sayResult({ chat, log }: Pick<PluginHost, 'chat' | 'log'>, poll: Poll): Promise<Standing> {
  const result = standingOf(poll, false);
  // With the time: numbers begin anew where the store is lost and the log is not.
  const key = `poll-${poll.number}-${poll.closesAt}`;
  const against = ({ code, message }: { code: string; message: string }): void => {
    log.warn({ room: poll.room, poll: poll.number, code }, `a result was not said: ${message}`);
  };
  try {
    const said = await chat.say({ room: poll.room, kind: 'poll', text: resultText(result), data: result, key });
    if (said instanceof Refusal) against({ code: said.code, message: said.text });
  } catch (error) {
    if (!(error instanceof ChatError) || error.code === 'CHAT_BROKER_FAILED') throw error;
    against(error);
  }
  return result;
}
