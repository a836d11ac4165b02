import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Completion, type Conversation, completionsFor } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { isComposing } from '../../ui-kit/keyboard.js';
import { Nick } from '../../ui-kit/names.js';
import { useChat } from '../context.js';
import { emojiByCode } from '../emoji/data.js';

/** State of the completion list. */
export interface CompletionState {
  /** Suggestions; `undefined` if there are none or they were dismissed. */
  readonly found: Completion | undefined;
  /** Index of the active suggestion. */
  readonly active: Signal<number>;
  /** Updates the caret position. */
  moveCaret(caret: number): void;
  /** Handles a key; returns whether it was used. */
  handleKey(event: KeyboardEvent): boolean;
  /** Inserts the suggestion at an index. */
  accept(at: number): void;
}

/** Checks whether a suggestion is already typed: Enter then sends the message. */
const isAlreadyTyped = ({ from, to }: Completion, insert: string, text: string): boolean =>
  text.slice(from, to).toLowerCase() === insert.trim().toLowerCase();

/**
 * Suggests completions for the text before the caret.
 *
 * @param text  text of the composer
 * @param apply replaces the text and the caret position
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

  const current = (): Completion | undefined => {
    if (waved.value === text.value || conversation.editing.value !== undefined) return undefined;
    const found = completionsFor(chat, conversation, text.value, caret.value, emojiByCode);
    return found === undefined || found.options.length === 0 ? undefined : found;
  };
  const take = (at: number) => {
    const found = current();
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
    const found = current();
    const option = found?.options[active.value];
    if (found === undefined || option === undefined || event.shiftKey) return false;
    if (event.key === 'Enter' && isAlreadyTyped(found, option.insert, text.value)) return false;
    take(active.value);
    return true;
  };
  const step = (by: number) => () => {
    const count = current()?.options.length ?? 0;
    if (count > 0) active.value = (active.value + by + count) % count;
    return count > 0;
  };
  const keys: Readonly<Record<string, (event: KeyboardEvent) => boolean>> = {
    ArrowDown: step(1),
    ArrowUp: step(-1),
    Enter: accept,
    Tab: accept,
    Escape() {
      if (current() === undefined) return false;
      waved.value = text.value;
      return true;
    },
  };
  return {
    found: current(),
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

const SUGGESTIONS = 'suggestions';

export const suggestionId = (at: number): string => `${SUGGESTIONS}-${at}`;

/** Makes the text area an ARIA combobox while suggestions are open. */
export function actAsCombobox(field: HTMLTextAreaElement | null, open: boolean): void {
  const attributes = { role: 'combobox', 'aria-expanded': 'true', 'aria-controls': SUGGESTIONS };
  for (const [name, value] of Object.entries(attributes)) {
    if (open) field?.setAttribute(name, value);
    else field?.removeAttribute(name);
  }
}

/** Shows the usage of a command instead of its name, and the description beside it. */
function partsOf(label: string, detail: string | undefined): readonly [label: string, detail?: string] {
  if (detail === undefined) return [label];
  const [usage = '', does] = detail.split(' — ');
  return does !== undefined && usage.startsWith(label) ? [usage, does] : [label, detail];
}

interface SuggestionProps {
  readonly option: Completion['options'][number];
  readonly at: number;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}

function Suggestion({ option, at, active, onPoint, onTake }: SuggestionProps) {
  const [label, detail] = partsOf(option.label, option.detail);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the text box keeps the focus, and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text box has the keys.
    <div
      id={suggestionId(at)}
      class="suggestion"
      role="option"
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onTake}
    >
      {option.nick === undefined ? <span class="suggestion-label">{label}</span> : <Nick nick={option.nick} />}
      {detail !== undefined && <span class="suggestion-detail">{detail}</span>}
    </div>
  );
}

/** The suggestions above the text box, which keeps the focus. */
export function Suggestions({ completing }: { readonly completing: CompletionState }) {
  const { found, active, accept: take } = completing;
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active.value]);
  const options = found?.options ?? [];
  return (
    <>
      <div class="visually-hidden" role="status">
        {options.length > 0 && t('suggestionsFound', { n: options.length })}
      </div>
      {options.length > 0 && (
        <div ref={list} id={SUGGESTIONS} class="suggestions" role="listbox" tabIndex={-1} aria-label={t('suggestions')}>
          {options.map((option, at) => (
            <Suggestion
              key={option.insert}
              option={option}
              at={at}
              active={at === active.value}
              onPoint={() => {
                active.value = at;
              }}
              onTake={() => take(at)}
            />
          ))}
        </div>
      )}
    </>
  );
}
