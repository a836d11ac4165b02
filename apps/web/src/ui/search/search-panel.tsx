import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Conversation, displayName } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { Icon } from '../icon.js';
import { IconButton } from '../icon-button.js';
import { SearchResults } from '../messages/index.js';
import { isDrawer } from '../use-drawers.js';
import { closeSearch, drawer } from '../view.js';

const MOST_CHARACTERS = 200;

interface SearchPanelProps {
  readonly conversation: Conversation;
  readonly inert: boolean;
}

/** The right column while it searches: a field, and what was found in the conversation that is shown. */
export function SearchPanel({ conversation, inert }: SearchPanelProps) {
  const typed = useSignal('');
  const words = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const name = displayName(conversation);
  const label =
    conversation.peer.value === undefined ? t('searchRoom', { room: name }) : t('searchDirect', { nick: name });
  useLayoutEffect(() => field.current?.focus(), []);
  // A drawer would cover what it has just shown.
  const shown = () => {
    if (isDrawer('people')) drawer.value = undefined;
  };
  return (
    <aside
      class="people search"
      aria-label={t('search')}
      inert={inert}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        closeSearch();
      }}
    >
      <header class="people-head">
        <h2>{t('search')}</h2>
        <IconButton icon="close" label={t('close')} onClick={closeSearch} />
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: the element of this name is newer than some browsers. */}
      <form
        role="search"
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          words.value = typed.value.trim();
        }}
      >
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          value={typed.value}
          maxLength={MOST_CHARACTERS}
          aria-label={label}
          placeholder={label}
          autocomplete="off"
          enterkeyhint="search"
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
      </form>
      <div class="search-results">
        <SearchResults conversation={conversation} words={words.value} onShown={shown} />
      </div>
    </aside>
  );
}
