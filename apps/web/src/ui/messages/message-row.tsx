import { Reply, RotateCcw, SmilePlus } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import {
  discardMessage,
  type MessageItem,
  quoteOf,
  type Reaction,
  retryMessage,
  setReaction,
} from '../../chat/index.js';
import { clockTime, faultText, formatList, fullTime, language, t } from '../../i18n/index.js';
import { isEmojiOnly, isTall } from '../../text/measure.js';
import { mentions } from '../../text/tokens.js';
import { Icon } from '../../ui-kit/button.js';
import { Nick, NickTile, WireTags } from '../../ui-kit/names.js';
import { insertText } from '../composer/draft.js';
import { useChat } from '../context.js';
import { reactWithPicker } from './actions.js';
import { useListContext } from './context.js';
import { FileCard } from './file-card.js';
import { RichText } from './rich-text.js';

/** A time of day, with the full date as a tooltip. */
export function Time({ at, full }: { readonly at: number; readonly full: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={full ? fullTime(at, language.value) : undefined}>
      {clockTime(at, language.value)}
    </time>
  );
}

/** Why one of our messages was refused, with buttons to retry, edit or discard it. */
function Failure({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation } = useListContext();
  const { fault } = item;
  if (fault === undefined) return null;
  return (
    <div class="failure" role="alert">
      <span>{faultText(fault)}</span> <code>{fault.code}</code>
      <button type="button" class="link-button" onClick={() => retryMessage(chat, conversation, item)}>
        <Icon icon={RotateCcw} size={13} />
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

/** Expanded messages, kept while rows are unmounted during scrolling. */
const unfolded = new Set<string>();

interface FoldableProps {
  /** Uid of the message. */
  readonly uid: string;
  /** Class of the text element. */
  readonly class: string;
  readonly children: ComponentChildren;
}

/** A long text: its first lines, and a button to expand it. */
function Foldable({ uid, class: name, children }: FoldableProps) {
  const [isOpen, setOpen] = useState(unfolded.has(uid));
  const id = `text-${uid}`;
  const toggle = (open: boolean) => {
    if (open) unfolded.add(uid);
    else unfolded.delete(uid);
    setOpen(open);
  };
  return (
    <>
      {/* Tab can reach links in the collapsed part: expand it then. */}
      <div
        id={id}
        class={`${name}${isOpen ? '' : ' message-folded'}`}
        dir="auto"
        onFocusCapture={() => isOpen || toggle(true)}
      >
        {children}
      </div>
      <button
        type="button"
        class="link-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => toggle(!isOpen)}
      >
        {t(isOpen ? 'showLess' : 'showMore')}
      </button>
    </>
  );
}

/** The quote is a single line. */
const MAX_QUOTE_CHARACTERS = 160;

/** The message that this one replies to, as a link to it. */
function QuoteLine({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation, jumpTo } = useListContext();
  const { reply } = item;
  if (reply === undefined) return null;
  const quote = quoteOf(chat, conversation, item);
  return (
    <button type="button" class="quote" title={t('quoteJump')} onClick={() => jumpTo(reply)}>
      <Icon icon={Reply} size={13} />
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

function reactors({ by, count }: Reaction): string {
  const nicks = by.map(({ nick }) => nick);
  const others = count - nicks.length;
  return formatList(others > 0 ? [...nicks, t('othersToo', { n: others })] : nicks);
}

/** The reactions of a message, as buttons that add or remove the user's own. */
function Reactions({ item }: { readonly item: MessageItem }) {
  const chat = useChat();
  const { conversation, holdActions } = useListContext();
  if (item.reactions === undefined || item.reactions.size === 0) return null;
  return (
    <div class="reactions">
      {[...item.reactions].map(([emoji, reaction]) => (
        <button
          key={emoji}
          type="button"
          class="reaction"
          aria-pressed={reaction.mine}
          title={reactors(reaction)}
          onClick={() => void setReaction(chat, conversation, item, emoji, !reaction.mine)}
        >
          <span class="reaction-emoji">{emoji}</span>
          <span class="reaction-count">{reaction.count}</span>
        </button>
      ))}
      <button
        type="button"
        class="reaction reaction-more"
        aria-label={t('react')}
        title={t('react')}
        onClick={({ currentTarget }) => holdActions(reactWithPicker(chat, conversation, item, currentTarget))}
      >
        <Icon icon={SmilePlus} size={14} />
      </button>
    </div>
  );
}

interface MessageRowProps {
  readonly item: MessageItem;
  /** Whether it starts a group of messages by one author. */
  readonly first: boolean;
  /** Whether it is the active row. */
  readonly active: boolean;
}

/** The wires of the author, if still in the room. */
function AuthorWires({ id }: { readonly id: string }) {
  const { conversation } = useListContext();
  return <WireTags wires={conversation.roster.value.find((member) => member.id === id)?.wires ?? []} />;
}

function EditedMark({ item }: { readonly item: MessageItem }) {
  const { edited } = item;
  if (edited === undefined) return null;
  const time = fullTime(edited.at, language.value);
  const title = edited.by === undefined ? t('editedAt', { time }) : t('editedBy', { time, nick: edited.by.nick });
  return (
    <span class="edited" title={title}>
      {t('edited')}
    </span>
  );
}

function PendingMark({ state }: { readonly state: MessageItem['state'] }) {
  if (state !== 'waiting' && state !== 'sending') return null;
  return <span class="pending" role="img" aria-label={t(state === 'sending' ? 'sending' : 'waitingToSend')} />;
}

function MessageText({ item, action }: { readonly item: MessageItem; readonly action: boolean }) {
  const { conversation } = useListContext();
  const large = !action && isEmojiOnly(item.text);
  const name = `message-text${large ? ' message-emoji' : ''}${action ? ' message-action' : ''}`;
  const content = (
    <>
      {action && (
        <>
          <Nick nick={item.from.nick} />{' '}
        </>
      )}
      <RichText text={item.text} conversation={conversation} />
      <EditedMark item={item} />
      <PendingMark state={item.state} />
    </>
  );
  if (isTall(item.text)) {
    return (
      <Foldable uid={item.uid} class={name}>
        {content}
      </Foldable>
    );
  }
  return (
    <div class={name} dir="auto">
      {content}
    </div>
  );
}

/** A message: the first of a group with nick and time, others with the time on hover. */
export function MessageRow({ item, first, active }: MessageRowProps) {
  const chat = useChat();
  const { from, at, text, kind, state, mine, erased, file } = item;
  const action = kind === 'action';
  const mentioned = !mine && erased === undefined && mentions(text, chat.me.value?.nick ?? '');
  const head = first && !action;
  return (
    <div class={`message message-${state}${head ? ' message-first' : ''}${mentioned ? ' message-mentioned' : ''}`}>
      <div class="gutter">{head ? <NickTile nick={from.nick} /> : <Time at={at} full={active} />}</div>
      <div class="message-body">
        {head && (
          <div class="message-head">
            <Nick nick={from.nick} />
            <Time at={at} full={active} />
            {active && <AuthorWires id={from.id} />}
          </div>
        )}
        {!first && !action && <span class="visually-hidden">{from.nick}</span>}
        {item.reply !== undefined && <QuoteLine item={item} />}
        {erased === undefined && file === undefined && <MessageText item={item} action={action} />}
        {erased === undefined && file !== undefined && <FileCard file={file} />}
        {erased && <div class="message-erased">{t('deletedMessage')}</div>}
        <Reactions item={item} />
        {state === 'failed' && <Failure item={item} />}
      </div>
    </div>
  );
}
