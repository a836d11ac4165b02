import { Check, Paperclip, Pencil, Reply, SendHorizontal, Smile, X } from 'lucide';
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
import { formatList, t } from '../../i18n/index.js';
import { remainingSpace, sendable } from '../../text/measure.js';
import { Icon, IconButton } from '../../ui-kit/button.js';
import { isComposing } from '../../ui-kit/keyboard.js';
import { useChat } from '../context.js';
import { dialog } from '../layout.js';
import { actAsCombobox, Suggestions, suggestionId, useCompletion } from './completion.js';
import { editLastMessage, registerTextBox, useDraft } from './draft.js';

/** The message being replied to or edited, with a cancel button. */
export function ReplyBanner({ conversation }: { readonly conversation: Conversation }) {
  const editing = conversation.editing.value;
  const replying = conversation.replyingTo.value;
  const item = editing ?? replying;
  if (item === undefined) return null;
  return (
    <div class="banner">
      <Icon icon={editing === undefined ? Reply : Pencil} size={14} />
      <span class="banner-what">
        {editing === undefined ? t('replyingTo', { nick: item.from.nick }) : t('editingOwn')}
      </span>
      {editing === undefined && (
        <span class="banner-quote" dir="auto">
          {item.file?.name ?? item.text}
        </span>
      )}
      <span class="push" />
      <IconButton
        icon={X}
        class="icon-button-small"
        label={t('cancel')}
        onClick={() => {
          if (editing === undefined) startReply(conversation, undefined);
          else startEdit(conversation, undefined);
        }}
      />
    </div>
  );
}

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
          // Allows choosing the same file again.
          currentTarget.value = '';
          if (files.length > 0) sendFiles(chat, conversation, files);
        }}
      />
      <IconButton icon={Paperclip} label={t('attach')} onClick={() => input.current?.click()} />
    </>
  );
}

/** Opens the emoji picker, which is loaded on first use. */
export function EmojiButton({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const pick = async (anchor: HTMLElement) => {
    const { pickEmoji } = await import('../emoji/picker.js');
    const emoji = await pickEmoji(anchor);
    if (emoji !== undefined) onPick(emoji);
  };
  return (
    <IconButton
      icon={Smile}
      label={t('addEmoji')}
      opens="dialog"
      onClick={({ currentTarget }) => void pick(currentTarget).catch(() => {})}
    />
  );
}

/** From this many typing users on, none is named. */
const TOO_MANY = 4;

function textOf(nicks: readonly string[]): string {
  if (nicks.length === 0) return '';
  if (nicks.length >= TOO_MANY) return t('typingMany');
  return t(nicks.length === 1 ? 'typingOne' : 'typingSome', { names: formatList(nicks) });
}

/** The users who are typing. Keeps its height when empty, so that the page does not jump. */
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

const TALLEST_PX = 200;

/** Returns the files of a clipboard. Word processors add a picture of copied text, which is ignored. */
function filesIn(data: DataTransfer | null): readonly File[] {
  const isText = data?.types.includes('text/plain') === true && data.types.includes('text/html');
  return isText ? [] : [...(data?.files ?? [])];
}

/** On a touch screen, focusing the text box would open the keyboard over half of the messages. */
const hasKeyboard = (): boolean => matchMedia('(hover: hover)').matches;

/** The message composer. Enter sends, Shift+Enter breaks the line; drafts are kept per conversation. */
export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const field = useRef<HTMLTextAreaElement>(null);
  const { text, write, restore: giveBack } = useDraft(conversation);
  const { left, near } = remainingSpace(text.value, chat.textLimits.value);
  const { recipient, editing, replyingTo } = conversation;
  const name = displayName(conversation);
  const label = recipient.value === undefined ? t('composerRoom', { room: name }) : t('composerDirect', { nick: name });

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
    else if (replyingTo.value !== undefined) startReply(conversation, undefined);
    else return false;
    return true;
  };
  const send = () => {
    // Read the current text: Enter may be pressed before the last input has rendered.
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
    // While composing, Enter selects a candidate of the input method.
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
  // A reply or edit focuses the text box on any device.
  const about = editing.value ?? replyingTo.value;
  useLayoutEffect(() => {
    if (about !== undefined) field.current?.focus();
  }, [about?.uid, editing.value === undefined]);
  // The element that opened a dialog may have disappeared with its room.
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
            <Icon icon={editing.value === undefined ? SendHorizontal : Check} />
          </button>
        </div>
      </form>
      <TypingLine conversation={conversation} />
    </div>
  );
}
