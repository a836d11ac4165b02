import type { MessageItem } from '../../../chat/index.js';
import { fullTime, language, t } from '../../../i18n/index.js';
import { isEmojiOnly } from '../../../text/emoji.js';
import { mentions } from '../../../text/nicks.js';
import { isTall } from '../../../text/tall.js';
import { useChat } from '../../context.js';
import { WireTags } from '../../people/wires.js';
import { useListContext } from '../context.js';
import { FileCard } from '../files/card.js';
import { Nick, NickTile } from '../nick.js';
import { Failure } from './failure.js';
import { Foldable } from './foldable.js';
import { QuoteLine } from './quote.js';
import { Reactions } from './reactions.js';
import { RichText } from './rich-text.js';
import { Time } from './time.js';

/** What a message row is made of. */
export interface MessageRowProps {
  readonly item: MessageItem;
  /** Whether it begins its author's group. */
  readonly first: boolean;
  /** Whether the reader points at it. */
  readonly active: boolean;
}

/** The tags of the wires that the author is on, if they are still here. */
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
  if (state !== 'waiting' && state !== 'sent') return null;
  return <span class="pending" role="img" aria-label={t(state === 'sent' ? 'sending' : 'waitingToSend')} />;
}

function MessageText({ item, action }: { readonly item: MessageItem; readonly action: boolean }) {
  const { conversation } = useListContext();
  const large = !action && isEmojiOnly(item.text);
  const name = `message-text${large ? ' message-emoji' : ''}${action ? ' message-action' : ''}`;
  const words = (
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
        {words}
      </Foldable>
    );
  }
  return (
    <div class={name} dir="auto">
      {words}
    </div>
  );
}

/** One message: with name and time where a group begins, else the text alone and its time on hover. */
export function MessageRow({ item, first, active }: MessageRowProps) {
  const chat = useChat();
  const { from, at, text, kind, state, mine, erased, file } = item;
  const action = kind === 'action';
  const called = !mine && erased === undefined && mentions(text, chat.me.value?.nick ?? '');
  const head = first && !action;
  return (
    <div class={`message message-${state}${head ? ' message-first' : ''}${called ? ' message-called' : ''}`}>
      <div class="gutter">{head ? <NickTile nick={from.nick} /> : <Time at={at} full={active} />}</div>
      <div class="message-body">
        {head && (
          <div class="message-head">
            <Nick nick={from.nick} />
            <Time at={at} full={active} />
            {active && <AuthorWires id={from.id} />}
          </div>
        )}
        {!first && !action && <span class="unseen">{from.nick}</span>}
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
