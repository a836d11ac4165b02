import { ChatError } from '../errors.js';
import { Refusal } from '../message/refusal.js';
import type { SlashCommand } from '../ports/dialect.js';
import type { Slash } from './command.js';

/**
 * A slash command as dialects see it: the defaults filled in, and what a plugin throws kept from the dialect.
 * @param summary The command's own, for when the slash has none.
 * @param failed Told of what is thrown besides a ChatError.
 */
export function slashCommand(
  command: string,
  summary: string,
  slash: Slash,
  failed: (error: unknown) => void,
): SlashCommand {
  return {
    command,
    summary: slash.summary ?? summary,
    name: slash.name,
    usage: slash.usage ?? '',
    fields(typed, here) {
      try {
        return slash.fields?.(typed, here) ?? {};
      } catch (error) {
        if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
        failed(error);
        const refusal = new ChatError('CHAT_COMMAND_FAILED');
        return new Refusal(refusal.code, refusal.message);
      }
    },
    answer(result) {
      try {
        return slash.answer?.(result);
      } catch (error) {
        failed(error);
        return undefined;
      }
    },
  };
}
