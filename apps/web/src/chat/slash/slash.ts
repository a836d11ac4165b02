import type { PhraseName } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import type { NoticeText } from '../item.js';
import type { Chat } from '../state.js';

/** One command as people type it. */
export interface SlashCommand {
  /** The phrase that explains it, its usage first. */
  readonly help: PhraseName;
  /** Whether it makes no sense without something after it. */
  readonly wantsText?: true;
  /**
   * Does it; what it returns is shown to whoever typed it.
   *
   * @returns `undefined`: it was typed wrongly, and is explained
   * @throws ClientError when it was refused
   */
  run(
    chat: Chat,
    here: Conversation,
    typed: string,
  ): Promise<readonly NoticeText[] | undefined> | readonly NoticeText[] | undefined;
}

/** By what is typed after the slash. */
export type SlashCommands = Readonly<Record<string, SlashCommand>>;

/** There is nothing to say. */
export const NO_OUTPUT: readonly NoticeText[] = [];
