import type { PhraseName } from '../../i18n/index.js';
import type { Conversation } from '../conversation.js';
import type { Said } from '../item.js';
import type { Chat } from '../state.js';

/** One command as people type it. */
export interface Slash {
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
  ): Promise<readonly Said[] | undefined> | readonly Said[] | undefined;
}

/** By what is typed after the slash. */
export type Slashes = Readonly<Record<string, Slash>>;

/** There is nothing to say. */
export const NOTHING: readonly Said[] = [];
