import { type Signal, useSignal } from '@preact/signals';
import { type Completion, type Conversation, completionsFor } from '../../chat/index.js';
import { isComposing } from '../composition.js';
import { useChat } from '../context.js';
import { emojiByCode } from '../emoji/data.js';

/** The suggestions for what is being written. */
export interface CompletionState {
  /** What there is to choose from; `undefined`: nothing, or it was waved away. */
  readonly found: Completion | undefined;
  /** Which is chosen, from 0. */
  readonly active: Signal<number>;
  /** The caret has moved. */
  moveCaret(caret: number): void;
  /** Handles a key; whether it was one for the suggestions. */
  handleKey(event: KeyboardEvent): boolean;
  /** Takes one, from 0. */
  accept(at: number): void;
}

/** Whether what is written says it already: then Enter sends it. */
const isAlreadyTyped = ({ from, to }: Completion, insert: string, text: string): boolean =>
  text.slice(from, to).toLowerCase() === insert.trim().toLowerCase();

/**
 * Suggestions under the caret.
 *
 * @param text  what is written
 * @param apply puts another text there, and the caret
 */
export function useCompletion(
  conversation: Conversation,
  text: Signal<string>,
  apply: (text: string, caret: number) => void,
): CompletionState {
  const chat = useChat();
  const caret = useSignal(text.value.length);
  const active = useSignal(0);
  const waved = useSignal<string | undefined>(undefined);

  const now = (): Completion | undefined => {
    if (waved.value === text.value || conversation.editing.value !== undefined) return undefined;
    const found = completionsFor(chat, conversation, text.value, caret.value, emojiByCode);
    return found === undefined || found.options.length === 0 ? undefined : found;
  };
  const take = (at: number) => {
    const found = now();
    const option = found?.options[at];
    if (found === undefined || option === undefined) return;
    const before = text.value.slice(0, found.from) + option.insert;
    const next = before + text.value.slice(found.to);
    active.value = 0;
    caret.value = before.length;
    waved.value = next;
    apply(next, before.length);
  };
  const accept = (event: KeyboardEvent): boolean => {
    const found = now();
    const option = found?.options[active.value];
    if (found === undefined || option === undefined || event.shiftKey) return false;
    if (event.key === 'Enter' && isAlreadyTyped(found, option.insert, text.value)) return false;
    take(active.value);
    return true;
  };
  const step = (by: number) => () => {
    const count = now()?.options.length ?? 0;
    if (count > 0) active.value = (active.value + by + count) % count;
    return count > 0;
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown: step(1),
    ArrowUp: step(-1),
    Enter: accept,
    Tab: accept,
    Escape() {
      if (now() === undefined) return false;
      waved.value = text.value;
      return true;
    },
  };
  return {
    found: now(),
    active,
    moveCaret(at) {
      if (at === caret.value) return;
      caret.value = at;
      active.value = 0;
    },
    handleKey(event) {
      const key = isComposing(event) || event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
      if (key === undefined || !key(event)) return false;
      event.preventDefault();
      return true;
    },
    accept: take,
  };
}
