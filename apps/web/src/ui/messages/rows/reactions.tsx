import { type MessageItem, type Reaction, setReaction } from '../../../chat/index.js';
import { formatList, t } from '../../../i18n/index.js';
import { useChat } from '../../context.js';
import { Icon } from '../../icon.js';
import { reactWithPicker } from '../actions/react.js';
import { useListContext } from '../context.js';

function whoReacted({ by, count }: Reaction): string {
  const nicks = by.map(({ nick }) => nick);
  const others = count - nicks.length;
  return formatList(others > 0 ? [...nicks, t('othersToo', { n: others })] : nicks);
}

/** Who has answered with an emoji, as small buttons that add one's own or take it back. */
export function Reactions({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation, hold } = useListContext();
  if (item.reactions === undefined || item.reactions.size === 0) return null;
  return (
    <div class="reactions">
      {[...item.reactions].map(([emoji, reaction]) => {
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={reaction.mine}
            title={whoReacted(reaction)}
            onClick={() => void setReaction(chat, conversation, item, emoji, !reaction.mine)}
          >
            <span class="reaction-emoji">{emoji}</span>
            <span class="reaction-count">{reaction.count}</span>
          </button>
        );
      })}
      <button
        type="button"
        class="reaction reaction-more"
        aria-label={t('react')}
        title={t('react')}
        onClick={({ currentTarget }) => hold(reactWithPicker(chat, conversation, item, currentTarget))}
      >
        <Icon name="react" size={14} />
      </button>
    </div>
  );
}
