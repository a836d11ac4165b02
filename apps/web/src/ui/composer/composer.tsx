import { useLayoutEffect, useRef } from 'preact/hooks';
import {
  type Conversation,
  displayName,
  editMessage,
  sendFiles,
  startEdit,
  startReply,
  submitLine,
} from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { sendable } from '../../text/sendable.js';
import { remainingSpace } from '../../text/size.js';
import { isComposing } from '../composition.js';
import { useChat } from '../context.js';
import { Icon } from '../icon.js';
import { dialog } from '../view.js';
import { ReplyBanner } from './banner.js';
import { useCompletion } from './completion.js';
import { registerTextBox } from './insert.js';
import { actAsCombobox, Suggestions, suggestionId } from './suggestions.js';
import { AttachButton, EmojiButton } from './tools.js';
import { TypingLine } from './typing-line.js';
import { editLastMessage, useDraft } from './writing.js';

const TALLEST_PX = 200;

/** The files on a clipboard. A program for texts puts a picture of the text there as well, which nobody wants. */
function filesIn(data: DataTransfer | null): readonly File[] {
  const isText = data?.types.includes('text/plain') === true && data.types.includes('text/html');
  return isText ? [] : [...(data?.files ?? [])];
}

/** On a touch screen the keyboard would cover half of the messages. */
const hasKeyboard = (): boolean => matchMedia('(hover: hover)').matches;

/** Where messages are written. Enter sends, Shift+Enter begins a new line; drafts stay with their conversation. */
export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, write, restore: giveBack } = useDraft(conversation);
  const { left, near } = remainingSpace(text.value, chat.textLimits.value);
  const { peer, editing, replyingTo: replying } = conversation;
  const name = displayName(conversation);
  const label = peer.value === undefined ? t('composerRoom', { room: name }) : t('composerDirect', { nick: name });

  const put = (value: string, caret: number) => {
    write(value);
    const { current } = field;
    if (current === null) return;
    current.value = value;
    current.focus();
    current.setSelectionRange(caret, caret);
  };
  const insert = (piece: string) => {
    const at = field.current?.selectionStart ?? text.value.length;
    const before = text.value.slice(0, at);
    const gap = piece.startsWith('@') && /\S$/.test(before) ? ' ' : '';
    put(before + gap + piece + text.value.slice(field.current?.selectionEnd ?? at), (before + gap + piece).length);
  };
  const completing = useCompletion(conversation, text, put);
  const cancel = (): boolean => {
    if (editing.value !== undefined) startEdit(conversation, undefined);
    else if (replying.value !== undefined) startReply(conversation, undefined);
    else return false;
    return true;
  };
  const send = () => {
    // Fast hands press Enter before what they typed has been drawn: what counts is what is written now.
    const line = sendable(text.value);
    if (line === '' || remainingSpace(line, chat.textLimits.value).left < 0) return;
    const item = editing.value;
    if (item === undefined) {
      write('');
      void submitLine(chat, conversation, line).then((done) => done || giveBack(line));
    } else {
      startEdit(conversation, undefined);
      if (line !== item.text)
        void editMessage(chat, conversation, item, line).then((done) => done || giveBack(line, item));
    }
    field.current?.focus();
  };
  const pressed = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a candidate.
    if (isComposing(event) || completing.handleKey(event)) return;
    const done =
      (event.key === 'Escape' && cancel()) ||
      (event.key === 'ArrowUp' && text.value === '' && editing.value === undefined && editLastMessage(conversation));
    if (event.key === 'Enter' && !event.shiftKey) send();
    else if (!done) return;
    event.preventDefault();
  };

  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight, TALLEST_PX)}px`;
  }, [text.value]);
  const suggesting = completing.found !== undefined;
  useLayoutEffect(() => actAsCombobox(field.current, suggesting), [suggesting]);
  useLayoutEffect(() => registerTextBox(insert), [conversation]);
  const signedIn = chat.me.value !== undefined;
  useLayoutEffect(() => {
    if (hasKeyboard()) field.current?.focus();
  }, [signedIn]);
  // Whoever answers or changes something wants to write, on any screen.
  const about = editing.value ?? replying.value;
  useLayoutEffect(() => {
    if (about !== undefined) field.current?.focus();
  }, [about?.uid, editing.value === undefined]);
  // What a dialog was opened from may be gone with the room that was shown then.
  const open = dialog.value;
  useLayoutEffect(() => {
    if (open === undefined && document.activeElement === document.body && hasKeyboard()) field.current?.focus();
  }, [open]);

  return (
    <div class="composing">
      <form
        class="composer"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Suggestions completing={completing} />
        <ReplyBanner conversation={conversation} />
        <div class="composer-row">
          <AttachButton conversation={conversation} />
          <textarea
            ref={field}
            rows={1}
            value={text.value}
            aria-label={label}
            placeholder={label}
            enterkeyhint="send"
            autocomplete="off"
            dir="auto"
            aria-autocomplete="list"
            aria-activedescendant={suggesting ? suggestionId(completing.active.value) : undefined}
            onInput={({ currentTarget }) => {
              write(currentTarget.value);
              completing.moveCaret(currentTarget.selectionStart);
            }}
            onSelect={({ currentTarget }) => completing.moveCaret(currentTarget.selectionStart)}
            onKeyDown={pressed}
            onPaste={(event) => {
              const files = filesIn(event.clipboardData);
              if (files.length === 0) return;
              event.preventDefault();
              sendFiles(chat, conversation, files);
            }}
          />
          {near && (
            <output class={`counter ${left < 0 ? 'counter-over' : ''}`}>
              {left < 0 ? t('tooLong', { n: -left }) : t('left', { n: left })}
            </output>
          )}
          <EmojiButton onPick={insert} />
          <button
            type="submit"
            class="send"
            aria-label={t(editing.value === undefined ? 'send' : 'saveEdit')}
            title={t(editing.value === undefined ? 'send' : 'saveEdit')}
            disabled={sendable(text.value) === '' || left < 0}
          >
            <Icon name={editing.value === undefined ? 'send' : 'check'} />
          </button>
        </div>
      </form>
      <TypingLine conversation={conversation} />
    </div>
  );
}
