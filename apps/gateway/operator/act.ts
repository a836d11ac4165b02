import type { Awaitable, Hub, JsonObject, LogFields, Refusal } from '../../../core/index.js';
import type { FileTransfer } from '../../../plugins/file-transfer/index.js';

/** What acts need. */
export interface ActParts {
  readonly hub: Pick<Hub, 'chat' | 'limits'>;
  /** Under which name the hub speaks. */
  readonly name: string;
  /** Absent: files are switched off. */
  readonly files?: Pick<FileTransfer, 'permit'> | undefined;
  /** Whether the log may have what is said, not only its length. */
  readonly logTexts: boolean;
}

/** Something that an operator does from outside of the chat. */
export interface Act {
  /** What the log calls it. */
  readonly name: string;
  /**
   * Does it.
   * @param note Adds to what the log says of it, whatever becomes of it.
   * @returns What is answered, as JSON.
   * @throws ChatError for what makes no sense.
   */
  run(body: JsonObject, note: (fields: LogFields) => void): Awaitable<object | Refusal>;
}
