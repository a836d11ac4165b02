import type { Conversation, MessageItem } from '../../../chat/index.js';
import { clockTime, dayName, language, t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Nick } from '../nick.js';
import { revealMessage } from '../reveal.js';
import { excerpt, highlight } from './found.js';

/** What a search result is made of. */
export interface SearchHitProps {
  readonly conversation: Conversation;
  readonly item: MessageItem;
  readonly words: string;
  readonly onShown: (() => void) | undefined;
}

/** One message that was found; a click shows it in the list. */
export function SearchHit({ conversation, item, words, onShown }: SearchHitProps) {
  const chat = useChat();
  const { from, at, text, position: place } = item;
  const show = () => {
    if (place === undefined) return;
    void revealMessage(chat, conversation, place).then(() => onShown?.());
  };
  return (
    <li>
      <button type="button" class="hit" title={t('showInList', { nick: from.nick })} onClick={show}>
        <span class="hit-head">
          <Nick nick={from.nick} />
          <time dateTime={new Date(at).toISOString()}>
            {dayName(at, Date.now(), language.value)} {clockTime(at, language.value)}
          </time>
        </span>
        <span class="hit-text" dir="auto">
          {highlight(excerpt(text, words), words).map(({ text: piece, hit }, index) =>
            hit ? <mark key={index}>{piece}</mark> : piece,
          )}
        </span>
      </button>
    </li>
  );
}
