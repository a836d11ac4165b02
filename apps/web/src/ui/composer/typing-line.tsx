import type { Conversation } from '../../chat/index.js';
import { formatList, t } from '../../i18n/index.js';

/** From so many on, nobody is named. */
const TOO_MANY = 4;

function textOf(nicks: readonly string[]): string {
  if (nicks.length === 0) return '';
  if (nicks.length >= TOO_MANY) return t('writeMany');
  return t(nicks.length === 1 ? 'writesOne' : 'writeSome', { names: formatList(nicks) });
}

/** Who writes. Its place is kept while nobody does, so that nothing jumps. */
export function TypingLine({ conversation }: { readonly conversation: Conversation }) {
  const text = textOf(conversation.typing.value.map(({ nick }) => nick));
  return (
    <div class="typing" aria-live="off">
      {text !== '' && (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span class="typing-text">{text}</span>
        </>
      )}
    </div>
  );
}
