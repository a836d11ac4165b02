import { useRef } from 'preact/hooks';
import { type Conversation, sendFiles } from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { useChat } from '../context.js';
import { IconButton } from '../icon-button.js';

/** Chooses files to send. */
export function AttachButton({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (files.length > 0) sendFiles(chat, conversation, files);
        }}
      />
      <IconButton icon="attach" label={t('attach')} onClick={() => input.current?.click()} />
    </>
  );
}

/** Opens the emoji picker, which is loaded then. */
export function EmojiButton({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const pick = async (anchor: HTMLElement) => {
    const { pickEmoji } = await import('../emoji/picker.js');
    const emoji = await pickEmoji(anchor);
    if (emoji !== undefined) onPick(emoji);
  };
  return (
    <IconButton
      icon="emoji"
      label={t('addEmoji')}
      opens="dialog"
      onClick={({ currentTarget }) => void pick(currentTarget).catch(() => {})}
    />
  );
}
