import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Conversation, nameOf, runLine } from '../chat/index.js';
import { t } from '../i18n/index.js';
import { roomIn } from '../text/size.js';
import { useChat } from './context.js';
import { Icon } from './icon.js';
import { dialog } from './view.js';

const TALLEST_PX = 200;

/** Where messages are written. Enter sends, Shift+Enter begins a new line; drafts stay with their conversation. */
export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal(conversation.draft);
  const { left, near } = roomIn(text.value, chat.textLimits.value);
  const blank = text.value.trim() === '';
  const name = nameOf(conversation);
  const label =
    conversation.peer.value === undefined ? t('composerRoom', { room: name }) : t('composerDirect', { nick: name });

  const write = (value: string) => {
    text.value = value;
    conversation.draft = value;
  };
  const send = () => {
    // Fast hands press Enter before what they typed has been drawn: what counts is what is written now.
    const line = text.value.trim();
    if (line === '' || roomIn(line, chat.textLimits.value).left < 0) return;
    void runLine(chat, conversation, line);
    write('');
    field.current?.focus();
  };

  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight, TALLEST_PX)}px`;
  }, [text.value]);

  const focus = () => {
    // On a touch screen the keyboard would cover half of the messages.
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  };
  const signedIn = chat.me.value !== undefined;
  useLayoutEffect(focus, [signedIn]);
  // What a dialog was opened from may be gone with the room that was shown then.
  const open = dialog.value;
  useLayoutEffect(() => {
    if (open === undefined && document.activeElement === document.body) focus();
  }, [open]);

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        value={text.value}
        aria-label={label}
        placeholder={label}
        enterkeyhint="send"
        autocomplete="off"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // While an input method composes, Enter chooses a candidate.
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      {near && (
        <output class={`counter ${left < 0 ? 'counter-over' : ''}`}>
          {left < 0 ? t('tooLong', { n: -left }) : t('left', { n: left })}
        </output>
      )}
      <button type="submit" class="send" aria-label={t('send')} title={t('send')} disabled={blank || left < 0}>
        <Icon name="send" />
      </button>
    </form>
  );
}
