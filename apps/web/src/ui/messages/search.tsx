import { useSignal } from '@preact/signals';
import { RotateCcw, Search, X } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Conversation, displayName, type Fault, type MessageItem, searchMessages } from '../../chat/index.js';
import { clockTime, dayName, faultText, language, t } from '../../i18n/index.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { Nick } from '../../ui-kit/names.js';
import { useChat } from '../context.js';
import { closeSearch, drawer, isDrawer } from '../layout.js';
import { revealMessage } from './context.js';
import { excerpt, highlight } from './highlight.js';

interface SearchHitProps {
  readonly conversation: Conversation;
  readonly item: MessageItem;
  readonly query: string;
  readonly onShown: (() => void) | undefined;
}

/** A search result; a click shows the message in the list. */
function SearchHit({ conversation, item, query, onShown }: SearchHitProps) {
  const chat = useChat();
  const { from, at, text, position } = item;
  const show = () => {
    if (position === undefined) return;
    void revealMessage(chat, conversation, position).then(() => onShown?.());
  };
  return (
    <li>
      <button type="button" class="search-hit" title={t('showInList', { nick: from.nick })} onClick={show}>
        <span class="search-hit-head">
          <Nick nick={from.nick} />
          <time dateTime={new Date(at).toISOString()}>
            {dayName(at, Date.now(), language.value)} {clockTime(at, language.value)}
          </time>
        </span>
        <span class="search-hit-text" dir="auto">
          {highlight(excerpt(text, query), query).map(({ text: piece, hit }, index) =>
            hit ? <mark key={index}>{piece}</mark> : piece,
          )}
        </span>
      </button>
    </li>
  );
}

interface SearchResultsProps {
  readonly conversation: Conversation;
  /** Empty: nothing is searched. */
  readonly query: string;
  /** Called when a result has been shown. */
  readonly onShown?: () => void;
}

interface SearchState {
  /** Newest first. */
  readonly entries: readonly MessageItem[];
  readonly state: 'done' | 'failed' | 'more' | 'searching';
  /** Offset to continue from. */
  readonly from?: number;
  readonly fault?: Fault;
}

const NO_RESULTS: SearchState = { entries: [], state: 'done' };

const isFault = (thrown: unknown): thrown is Fault =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'text' in thrown;

/** Searches a conversation page by page. Outdated responses are dropped. */
function useSearch(conversation: Conversation, query: string) {
  const chat = useChat();
  const [results, setResults] = useState<SearchState>(NO_RESULTS);
  const requests = useRef(0);
  const load = async (before: SearchState) => {
    const request = ++requests.current;
    setResults({ entries: before.entries, state: 'searching' });
    try {
      const page = await searchMessages(chat, conversation, query, before.from);
      if (request !== requests.current) return;
      const entries = [...before.entries, ...page.entries.toReversed()];
      const from = page.from === undefined ? {} : { from: page.from };
      setResults({ entries, state: page.more ? 'more' : 'done', ...from });
    } catch (thrown) {
      if (request !== requests.current) return;
      const fault = isFault(thrown) ? thrown : { code: 'PAGE_FAILED', text: '' };
      setResults({ ...before, state: 'failed', fault });
    }
  };
  useEffect(() => {
    if (query === '') setResults(NO_RESULTS);
    else void load(NO_RESULTS);
    return () => {
      requests.current++;
    };
  }, [conversation, query]);
  return { results, load };
}

/** The results of a search. */
function SearchResults({ conversation, query, onShown }: SearchResultsProps) {
  const { results, load } = useSearch(conversation, query);
  const { entries, state, fault } = results;
  if (query === '') return <p class="search-note">{t('searchHint')}</p>;
  return (
    <section class="search-results-list" aria-label={t('searchResults')} aria-busy={state === 'searching'}>
      <ol>
        {entries.map((item) => (
          <SearchHit key={item.uid} conversation={conversation} item={item} query={query} onShown={onShown} />
        ))}
      </ol>
      <div class="search-note" role="status">
        {state === 'searching' && t('searching')}
        {state === 'done' && entries.length === 0 && (
          <>
            <p class="empty-title">{t('searchNone', { words: query })}</p>
            <p>{t('searchNoneHint')}</p>
          </>
        )}
        {state === 'failed' && fault !== undefined && (
          <>
            <p>{faultText(fault)}</p>
            <button type="button" class="link-button" onClick={() => void load(results)}>
              <Icon icon={RotateCcw} size={13} />
              {t('retry')}
            </button>
          </>
        )}
        {state === 'more' && (
          <button type="button" class="link-button" onClick={() => void load(results)}>
            {t('searchMore')}
          </button>
        )}
      </div>
    </section>
  );
}

const MAX_QUERY_CHARACTERS = 200;

interface SearchPanelProps {
  readonly conversation: Conversation;
  readonly inert: boolean;
}

/** The right column while searching. */
export function SearchPanel({ conversation, inert }: SearchPanelProps) {
  const input = useSignal('');
  const query = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const name = displayName(conversation);
  const label =
    conversation.recipient.value === undefined ? t('searchRoom', { room: name }) : t('searchDirect', { nick: name });
  useLayoutEffect(() => field.current?.focus(), []);
  // On a narrow screen the drawer would cover the shown message.
  const closeDrawer = () => {
    if (isDrawer('members')) drawer.value = undefined;
  };
  return (
    <aside
      class="members search"
      data-drawer="members"
      aria-label={t('search')}
      inert={inert}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        closeSearch();
      }}
    >
      <header class="members-head">
        <h2>{t('search')}</h2>
        <IconButton icon={X} label={t('close')} onClick={closeSearch} />
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: the element of this name is newer than some browsers. */}
      <form
        role="search"
        class="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          query.value = input.value.trim();
        }}
      >
        <Icon icon={Search} />
        <input
          ref={field}
          type="search"
          value={input.value}
          maxLength={MAX_QUERY_CHARACTERS}
          aria-label={label}
          placeholder={label}
          autocomplete="off"
          enterkeyhint="search"
          onInput={(event) => {
            input.value = event.currentTarget.value;
          }}
        />
      </form>
      <div class="search-results">
        <SearchResults conversation={conversation} query={query.value} onShown={closeDrawer} />
      </div>
    </aside>
  );
}
