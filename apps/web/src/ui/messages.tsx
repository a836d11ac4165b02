import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Conversation, clearDivider, markRead, nameOf, type Row, rowsOf } from '../chat/index.js';
import { dayOf, t } from '../i18n/index.js';
import { useChat } from './context.js';
import { EmptyConversation } from './empty.js';
import { Icon } from './icon.js';
import { MessageRow } from './message-row.js';
import { DayRow, NewRow, NoticeRow, PresenceRow } from './quiet-rows.js';

/** How many rows are drawn at first, and how many more at a time: the rest is a click away. */
const PAGE = 200;
/** So near to the end counts as at the end. */
const NEAR_PX = 48;

function RowView({ row, conversation }: { readonly row: Row; readonly conversation: Conversation }) {
  if (row.type === 'message') return <MessageRow conversation={conversation} item={row.item} first={row.first} />;
  if (row.type === 'presence') return <PresenceRow changes={row.changes} />;
  if (row.type === 'notice') return <NoticeRow item={row.item} />;
  return row.type === 'day' ? <DayRow at={row.at} /> : <NewRow />;
}

const isAtEnd = (list: HTMLElement): boolean => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;

/** The messages of a conversation. Stays at the end while the reader is there; says what is new when not. */
export function Messages({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [away, setAway] = useState(false);
  const [drawn, setDrawn] = useState(PAGE);
  const rows = useComputed(() => rowsOf(conversation.items.value, conversation.firstUnread.value, dayOf));
  // While the reader is further up, what they read stays drawn, however much comes below.
  const top = useRef<string | undefined>(undefined);
  const still = atEnd.current ? -1 : rows.value.findIndex(({ uid }) => uid === top.current);
  const newestOnly = Math.max(0, rows.value.length - drawn);
  const hidden = still < 0 ? newestOnly : Math.min(still, newestOnly);
  top.current = rows.value[hidden]?.uid;
  const last = conversation.items.value.at(-1);

  const toEnd = () => {
    const { current } = list;
    if (current !== null) current.scrollTop = current.scrollHeight;
  };
  const look = () => {
    const { current } = list;
    if (current === null) return;
    atEnd.current = isAtEnd(current);
    setAway(!atEnd.current);
    chat.watching.value = atEnd.current && document.visibilityState === 'visible' && document.hasFocus();
    if (chat.watching.value && conversation.unread.value > 0) markRead(conversation);
  };

  // What was written while nobody looked begins at the divider; otherwise the end is what matters.
  useLayoutEffect(() => {
    const divider = list.current?.querySelector('.divider-new');
    if (divider === null || divider === undefined) toEnd();
    else divider.scrollIntoView({ block: 'center' });
    look();
  }, []);

  // Our own line is wanted in view, wherever the reader was.
  const ownPending = last?.type === 'message' && last.mine && last.state !== 'kept' ? last.uid : undefined;
  useLayoutEffect(() => {
    if (ownPending !== undefined) toEnd();
  }, [ownPending]);

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });

  useEffect(() => {
    const { current } = list;
    if (current === null) return;
    // The composer grows, a drawer opens, the keyboard of a phone comes up.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    observer.observe(current);
    const returned = () => look();
    const marked = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      markRead(conversation);
      clearDivider(conversation);
      toEnd();
    };
    document.addEventListener('visibilitychange', returned);
    window.addEventListener('focus', returned);
    window.addEventListener('blur', returned);
    window.addEventListener('keydown', marked);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', returned);
      window.removeEventListener('focus', returned);
      window.removeEventListener('blur', returned);
      window.removeEventListener('keydown', marked);
    };
  }, []);

  const unread = conversation.unread.value;
  return (
    <div class="messages">
      <div
        class="scroller"
        ref={list}
        onScroll={look}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard.
        tabIndex={0}
        role="log"
        aria-label={t('messagesIn', { room: nameOf(conversation) })}
      >
        {rows.value.length === 0 && <EmptyConversation conversation={conversation} />}
        {hidden > 0 && (
          <button type="button" class="link-button earlier" onClick={() => setDrawn(drawn + PAGE)}>
            {t('earlier', { n: Math.min(hidden, PAGE) })}
          </button>
        )}
        <ol>
          {rows.value.slice(hidden).map((row) => (
            <RowView key={row.uid} row={row} conversation={conversation} />
          ))}
        </ol>
      </div>
      {away && (
        <button type="button" class="to-end" aria-label={t('toTheEnd')} onClick={toEnd}>
          <Icon name="bottom" size={14} />
          {unread > 0 && <span>{t('newBelow', { n: unread })}</span>}
        </button>
      )}
    </div>
  );
}
