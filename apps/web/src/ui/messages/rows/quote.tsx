import { type MessageItem, quoteOf } from '../../../chat/index.js';
import { t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Icon } from '../../icon.js';
import { useListContext } from '../context.js';
import { Nick } from '../nick.js';

/** So much of the words is shown: a line has no room for more. */
const MAX_QUOTE_CHARACTERS = 160;

/** What a message answers, in one line that leads there. */
export function QuoteLine({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation, jump } = useListContext();
  const { reply } = item;
  if (reply === undefined) return null;
  const quote = quoteOf(chat, conversation, item);
  return (
    <button type="button" class="quote" title={t('quoteJump')} onClick={() => jump(reply)}>
      <Icon name="reply" size={13} />
      {quote === undefined ? (
        <span class="quote-text">{t('quoteUnknown')}</span>
      ) : (
        <>
          <Nick nick={quote.nick} />
          <span class="quote-text" dir="auto">
            {quote.text === '' ? t('deletedMessage') : quote.text.slice(0, MAX_QUOTE_CHARACTERS)}
          </span>
        </>
      )}
    </button>
  );
}
