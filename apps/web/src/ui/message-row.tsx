import { type Conversation, discard, type MessageItem, retry } from '../chat/index.js';
import { clockTime, faultText, fullTime, language, t } from '../i18n/index.js';
import { mentions } from '../text/nicks.js';
import { useChat } from './context.js';
import { Icon } from './icon.js';
import { Nick, NickTile } from './nick.js';
import { Wires } from './people.js';
import { RichText } from './rich-text.js';

function Time({ at }: { readonly at: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at, language.value)}>
      {clockTime(at, language.value)}
    </time>
  );
}

function Failure({ conversation, item }: { readonly conversation: Conversation; readonly item: MessageItem }) {
  const chat = useChat();
  const { fault } = item;
  if (fault === undefined) return null;
  return (
    <div class="failure" role="alert">
      <span>{faultText(fault)}</span> <code>{fault.code}</code>
      <button type="button" class="link-button" onClick={() => retry(chat, conversation, item)}>
        <Icon name="retry" size={13} />
        {t('retry')}
      </button>
      <button type="button" class="link-button" onClick={() => discard(conversation, item)}>
        {t('discard')}
      </button>
    </div>
  );
}

/** What a message row is made of. */
export interface MessageRowProps {
  readonly conversation: Conversation;
  readonly item: MessageItem;
  /** Whether it begins its author's group. */
  readonly first: boolean;
}

/** One message: with name and time where a group begins, else the text alone and its time on hover. */
export function MessageRow({ conversation, item, first }: MessageRowProps) {
  const chat = useChat();
  const { from, at, text, kind, state, mine } = item;
  const action = kind === 'action';
  const called = !mine && mentions(text, chat.me.value?.nick ?? '');
  const pending = state === 'waiting' || state === 'sent';
  const classes = ['message', `message-${state}`, first && 'message-first', called && 'message-called'];
  const wires = conversation.roster.value.find((member) => member.id === from.id)?.wires ?? [];
  return (
    <li class={classes.filter(Boolean).join(' ')}>
      <div class="gutter">{first && !action ? <NickTile nick={from.nick} /> : <Time at={at} />}</div>
      <div class="message-body">
        {first && !action && (
          <div class="message-head">
            <Nick nick={from.nick} />
            <Time at={at} />
            <span class="on-hover">
              <Wires wires={wires} />
            </span>
          </div>
        )}
        {!first && <span class="unseen">{from.nick}</span>}
        <div class="message-text" dir="auto">
          {action && (
            <>
              <Nick nick={from.nick} />{' '}
            </>
          )}
          <RichText text={text} />
          {pending && (
            <span class="pending" role="img" aria-label={t(state === 'sent' ? 'sending' : 'waitingToSend')} />
          )}
        </div>
        {state === 'failed' && <Failure conversation={conversation} item={item} />}
      </div>
    </li>
  );
}
