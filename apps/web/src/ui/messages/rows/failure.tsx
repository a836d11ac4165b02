import { discardMessage, type MessageItem, retryMessage } from '../../../chat/index.js';
import { faultText, t } from '../../../i18n/index.js';
import { insertText } from '../../composer/insert.js';
import { useChat } from '../../context.js';
import { Icon } from '../../icon.js';
import { useListContext } from '../context.js';

/** Why a message of ours was not taken, and what can be done. */
export function Failure({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation } = useListContext();
  const { fault } = item;
  if (fault === undefined) return null;
  return (
    <div class="failure" role="alert">
      <span>{faultText(fault)}</span> <code>{fault.code}</code>
      <button type="button" class="link-button" onClick={() => retryMessage(chat, conversation, item)}>
        <Icon name="retry" size={13} />
        {t('retry')}
      </button>
      <button
        type="button"
        class="link-button"
        onClick={() => {
          discardMessage(chat, conversation, item);
          insertText(item.text);
        }}
      >
        {t('editAgain')}
      </button>
      <button type="button" class="link-button" onClick={() => discardMessage(chat, conversation, item)}>
        {t('discard')}
      </button>
    </div>
  );
}
