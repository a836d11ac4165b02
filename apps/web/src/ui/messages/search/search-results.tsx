import { useEffect, useRef, useState } from 'preact/hooks';
import { type Conversation, type MessageItem, type SendFault, searchMessages } from '../../../chat/index.js';
import { faultText, t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Icon } from '../../icon.js';
import { SearchHit } from './hit.js';

/** What search results are made of. */
export interface SearchResultsProps {
  readonly conversation: Conversation;
  /** All of them must be in a message. Nothing is looked for while there are none. */
  readonly words: string;
  /** A message was chosen, and is shown. */
  readonly onShown?: () => void;
}

interface SearchState {
  /** The newest first. */
  readonly entries: readonly MessageItem[];
  readonly state: 'done' | 'failed' | 'more' | 'searching';
  /** Where to go on. */
  readonly from?: number;
  readonly fault?: SendFault;
}

const NO_RESULTS: SearchState = { entries: [], state: 'done' };

const isFault = (thrown: unknown): thrown is SendFault =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'text' in thrown;

/** What a conversation has of some words, page by page. An answer that comes when something else is wanted is dropped. */
function useSearch(conversation: Conversation, words: string) {
  const chat = useChat();
  const [found, setFound] = useState<SearchState>(NO_RESULTS);
  const asked = useRef(0);
  const ask = async (before: SearchState) => {
    const mine = ++asked.current;
    setFound({ entries: before.entries, state: 'searching' });
    try {
      const page = await searchMessages(chat, conversation, words, before.from);
      if (mine !== asked.current) return;
      const entries = [...before.entries, ...page.entries.toReversed()];
      const from = page.from === undefined ? {} : { from: page.from };
      setFound({ entries, state: page.more ? 'more' : 'done', ...from });
    } catch (thrown) {
      if (mine !== asked.current) return;
      const fault = isFault(thrown) ? thrown : { code: 'PAGE_FAILED', text: '' };
      setFound({ ...before, state: 'failed', fault });
    }
  };
  useEffect(() => {
    if (words === '') setFound(NO_RESULTS);
    else void ask(NO_RESULTS);
    return () => {
      asked.current++;
    };
  }, [conversation, words]);
  return { found, ask };
}

/** The messages of a conversation that have all of some words. */
export function SearchResults({ conversation, words, onShown }: SearchResultsProps) {
  const { found, ask } = useSearch(conversation, words);
  const { entries, state, fault } = found;
  if (words === '') return <p class="search-note">{t('searchHint')}</p>;
  return (
    <section class="search-found" aria-label={t('searchResults')} aria-busy={state === 'searching'}>
      <ol>
        {entries.map((item) => (
          <SearchHit key={item.uid} conversation={conversation} item={item} words={words} onShown={onShown} />
        ))}
      </ol>
      <div class="search-note" role="status">
        {state === 'searching' && t('searching')}
        {state === 'done' && entries.length === 0 && (
          <>
            <p class="empty-title">{t('searchNone', { words })}</p>
            <p>{t('searchNoneHint')}</p>
          </>
        )}
        {state === 'failed' && fault !== undefined && (
          <>
            <p>{faultText(fault)}</p>
            <button type="button" class="link-button" onClick={() => void ask(found)}>
              <Icon name="retry" size={13} />
              {t('retry')}
            </button>
          </>
        )}
        {state === 'more' && (
          <button type="button" class="link-button" onClick={() => void ask(found)}>
            {t('searchMore')}
          </button>
        )}
      </div>
    </section>
  );
}
