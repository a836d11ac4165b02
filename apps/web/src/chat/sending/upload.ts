import type { FileSending } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';

/** A file on its way, behind its item. */
export interface Upload {
  readonly uid: string;
  readonly conversation: Conversation;
  readonly file: File;
  /** A `blob:` address, to be given back. */
  readonly preview: string | undefined;
  /** Once it was begun. */
  sending: FileSending | undefined;
  /** Whether it is looked at, or sent: it is not to be begun. */
  isStarted: boolean;
  isPaused: boolean;
}
