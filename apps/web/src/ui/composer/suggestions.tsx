import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Completion } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Nick } from '../messages/nick.js';
import type { CompletionState } from './completion.js';

const SUGGESTIONS = 'suggestions';

/** The id of one option, from 0. */
export const suggestionId = (at: number): string => `${SUGGESTIONS}-${at}`;

/** A text area is no combobox by its element, but it is one for as long as there is something to choose from. */
export function actAsCombobox(field: HTMLTextAreaElement | null, open: boolean): void {
  const attributes = { role: 'combobox', 'aria-expanded': 'true', 'aria-controls': SUGGESTIONS };
  for (const [name, value] of Object.entries(attributes)) {
    if (open) field?.setAttribute(name, value);
    else field?.removeAttribute(name);
  }
}

/** A command's usage takes the place of its name, and what it does stands beside it. */
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

/** What may be meant by what is written, over the text box. The text box keeps the focus. */
export function Suggestions({ completing }: { readonly completing: CompletionState }) {
  const { found, active, accept: take } = completing;
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active.value]);
  const options = found?.options ?? [];
  return (
    <>
      <div class="unseen" role="status">
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
