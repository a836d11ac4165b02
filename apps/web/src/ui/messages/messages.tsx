import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import {
  type Chat,
  type Conversation,
  clearDivider,
  displayName,
  type Item,
  loadNewer,
  loadOlder,
  markRead,
  showLatest,
} from '../../chat/index.js';
import { t } from '../../i18n/index.js';
import { presenceVisibility } from '../../preferences.js';
import { useChat } from '../context.js';
import { openRowMenu } from './actions.js';
import { ListProvider, revealMessage, revealTarget } from './context.js';
import { EmptyConversation, LowerEdge, ToLatest, UpperEdge } from './edges.js';
import { useActiveRow, useReadTracking, useVirtualList } from './hooks.js';
import { Row } from './row.js';
import { layoutOf } from './row-layout.js';
import type { List } from './virtual-list/list.js';
import { focusNextRow } from './virtual-list/scroll.js';

/** Minimum interval between announcements. */
const PAUSE_MS = 1_500;
/** More messages are announced as a number. */
const MAX_READ = 3;

/** Returns the messages of other users after an item; none if it is gone. */
function newMessagesAfter(items: readonly Item[], told: string | undefined): readonly Item[] {
  const at = items.findLastIndex(({ uid }) => uid === told);
  if (at < 0) return [];
  return items.slice(at + 1).filter((item) => item.type === 'message' && !item.mine && item.erased === undefined);
}

function announcementFor(items: readonly Item[]): string {
  if (items.length > MAX_READ) return t('newMessages', { n: items.length });
  return items
    .map((item) => (item.type === 'message' ? t('announced', { nick: item.from.nick, text: item.text }) : ''))
    .join('\n');
}

/** Announces new messages to screen readers, but not messages loaded from the history. */
export function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const [text, setText] = useState('');
  const told = useRef<string | undefined>(undefined);
  useEffect(() => {
    told.current = undefined;
    // Items present at first are not new.
    const stop = conversation.items.subscribe((items) => {
      told.current ??= items.at(-1)?.uid;
    });
    const timer = setInterval(() => {
      const items = conversation.items.peek();
      const last = items.at(-1)?.uid;
      if (last === told.current) return;
      const news = conversation.live.peek() ? newMessagesAfter(items, told.current) : [];
      told.current = last;
      if (news.length > 0) setText(announcementFor(news));
    }, PAUSE_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [conversation]);
  return (
    <div class="visually-hidden" aria-live="polite">
      {text}
    </div>
  );
}

/** Distance to an end, in viewports, at which more messages are loaded. */
const LOAD_WITHIN = 3;
/** Vertical position of a revealed message, as a share of the viewport. */
const MIDDLE = 0.4;
const FLASH_MS = 1_600;

/** Loads messages that the user will soon scroll to. */
function loadAround(chat: Chat, conversation: Conversation, list: List): void {
  const { before, after } = list.distances();
  const older = conversation.older.peek();
  const asks = older === 'more' || (older === 'unknown' && conversation.joined.peek());
  if (asks && before < LOAD_WITHIN) void loadOlder(chat, conversation);
  if (!conversation.live.peek() && conversation.newer.peek() === 'more' && after < LOAD_WITHIN) {
    void loadNewer(chat, conversation);
  }
}

function isBare(conversation: Conversation): boolean {
  const older = conversation.older.value;
  const asking = older === 'loading' || older === 'more' || (older === 'unknown' && conversation.joined.value);
  return conversation.items.value.length === 0 && !asking;
}

const arrows: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** The messages of a conversation. Stays at the end unless the user scrolls up. */
export function Messages({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const [away, setAway] = useState(false);
  const [flash, setFlash] = useState<string | undefined>(undefined);
  const { active, point, holdActions, done, onTap, ...pointing } = useActiveRow();
  const shown = useComputed(() => {
    const all = conversation.items.value;
    return presenceVisibility.value === 'hidden' ? all.filter(({ type }) => type !== 'presence') : all;
  });
  const items = shown.value;
  const firstUnread = conversation.firstUnread.value;
  const { list, range, scroller, sheet, rows } = useVirtualList({
    items,
    firstUnread,
    live: conversation.live.value,
    onMoved(moved) {
      setAway(!moved.isPinned());
      look();
      loadAround(chat, conversation, moved);
    },
  });
  const look = useReadTracking(conversation, () => list.isPinned());

  // Start at the unread divider, if there is one.
  useLayoutEffect(() => {
    if (firstUnread !== undefined) list.reveal(firstUnread, MIDDLE);
  }, []);

  // Scroll to the end for our own new message.
  const last = items.at(-1);
  const isOwn = last?.type === 'upload' || (last?.type === 'message' && last.mine && last.state !== 'sent');
  const own = isOwn ? last.uid : undefined;
  useLayoutEffect(() => {
    if (own !== undefined) list.toEnd();
  }, [own]);

  // The distance to the ends may change without scrolling.
  const { older, newer, joined } = conversation;
  useEffect(() => loadAround(chat, conversation, list), [older.value, newer.value, joined.value, items]);

  const asked = revealTarget.value;
  useLayoutEffect(() => {
    if (asked?.conversation !== conversation || !list.reveal(asked.uid, MIDDLE)) return;
    revealTarget.value = undefined;
    setFlash(asked.uid);
  }, [asked, items]);
  useEffect(() => {
    if (flash === undefined) return;
    const timer = setTimeout(() => setFlash(undefined), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flash]);

  const toEnd = () => {
    void showLatest(chat, conversation).then(() => list.toEnd());
  };
  useEffect(() => {
    const marked = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      markRead(chat, conversation);
      clearDivider(conversation);
      toEnd();
    };
    window.addEventListener('keydown', marked);
    return () => window.removeEventListener('keydown', marked);
  }, [conversation]);

  const context = useMemo(
    () => ({
      conversation,
      holdActions,
      jumpTo: (place: Parameters<typeof revealMessage>[2]) => void revealMessage(chat, conversation, place),
    }),
    [conversation],
  );
  const menu = (event: KeyboardEvent | MouseEvent) =>
    openRowMenu({ event, chat, conversation, find: (uid) => items.find((item) => item.uid === uid), point });

  return (
    <ListProvider value={context}>
      <div class="messages">
        <Announcer conversation={conversation} />
        <div
          class="scroller"
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard.
          tabIndex={0}
          role="log"
          // Loaded messages are not announced; the announcer handles new ones.
          aria-live="off"
          aria-label={t('messagesIn', { room: displayName(conversation) })}
          {...pointing}
          onClick={onTap}
          onContextMenu={menu}
          onKeyDown={(event) => {
            const direction = arrows[event.key];
            if (direction === undefined) menu(event);
            else if (scroller.current !== null && focusNextRow(scroller.current, direction)) event.preventDefault();
          }}
        >
          {isBare(conversation) && <EmptyConversation conversation={conversation} />}
          <div class="list-content" ref={sheet}>
            {!isBare(conversation) && <UpperEdge conversation={conversation} />}
            <ol class="rows" ref={rows}>
              {items.slice(range.from, range.to).map((item: Item, at) => (
                <Row
                  key={item.uid}
                  item={item}
                  {...layoutOf(items[range.from + at - 1], item, firstUnread)}
                  bar={active !== undefined && active.uid === item.uid ? active.mode : undefined}
                  flash={flash === item.uid}
                  onDone={done}
                />
              ))}
            </ol>
          </div>
          <LowerEdge conversation={conversation} />
        </div>
        {away && <ToLatest conversation={conversation} onClick={toEnd} />}
      </div>
    </ListProvider>
  );
}
