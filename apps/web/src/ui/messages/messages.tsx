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
const ANNOUNCE_INTERVAL_MS = 1_500;
/** More messages are announced as a number. */
const MAX_ANNOUNCED = 3;

/** Returns the messages of other users after an item; none if it is gone. */
function newMessagesAfter(items: readonly Item[], lastUid: string | undefined): readonly Item[] {
  const at = items.findLastIndex(({ uid }) => uid === lastUid);
  if (at < 0) return [];
  return items.slice(at + 1).filter((item) => item.type === 'message' && !item.mine && item.erased === undefined);
}

function announcementFor(items: readonly Item[]): string {
  if (items.length > MAX_ANNOUNCED) return t('newMessages', { n: items.length });
  return items
    .map((item) => (item.type === 'message' ? t('announced', { nick: item.from.nick, text: item.text }) : ''))
    .join('\n');
}

/** Announces new messages to screen readers, but not messages loaded from the history. */
function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const [text, setText] = useState('');
  const announced = useRef<string | undefined>(undefined);
  useEffect(() => {
    announced.current = undefined;
    // Items present at first are not new.
    const stop = conversation.items.subscribe((items) => {
      announced.current ??= items.at(-1)?.uid;
    });
    const timer = setInterval(() => {
      const items = conversation.items.peek();
      const last = items.at(-1)?.uid;
      if (last === announced.current) return;
      const added = conversation.live.peek() ? newMessagesAfter(items, announced.current) : [];
      announced.current = last;
      if (added.length > 0) setText(announcementFor(added));
    }, ANNOUNCE_INTERVAL_MS);
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
  const canLoad = older === 'more' || (older === 'unknown' && conversation.joined.peek());
  if (canLoad && before < LOAD_WITHIN) void loadOlder(chat, conversation);
  if (!conversation.live.peek() && conversation.newer.peek() === 'more' && after < LOAD_WITHIN) {
    void loadNewer(chat, conversation);
  }
}

function isEmpty(conversation: Conversation): boolean {
  const older = conversation.older.value;
  const isLoading = older === 'loading' || older === 'more' || (older === 'unknown' && conversation.joined.value);
  return conversation.items.value.length === 0 && !isLoading;
}

const arrows: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** The messages of a conversation. Stays at the end unless the user scrolls up. */
export function Messages({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const [isScrolledUp, setScrolledUp] = useState(false);
  const [flash, setFlash] = useState<string | undefined>(undefined);
  const { active, point, holdActions, done, onTap, ...pointing } = useActiveRow();
  const visibleItems = useComputed(() => {
    const all = conversation.items.value;
    return presenceVisibility.value === 'hidden' ? all.filter(({ type }) => type !== 'presence') : all;
  });
  const items = visibleItems.value;
  const firstUnread = conversation.firstUnread.value;
  const { list, range, scroller, sheet, rows } = useVirtualList({
    items,
    firstUnread,
    live: conversation.live.value,
    onMoved(moved) {
      setScrolledUp(!moved.isPinned());
      trackReading();
      loadAround(chat, conversation, moved);
    },
  });
  const trackReading = useReadTracking(conversation, () => list.isPinned());

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

  const target = revealTarget.value;
  useLayoutEffect(() => {
    if (target?.conversation !== conversation || !list.reveal(target.uid, MIDDLE)) return;
    revealTarget.value = undefined;
    setFlash(target.uid);
  }, [target, items]);
  useEffect(() => {
    if (flash === undefined) return;
    const timer = setTimeout(() => setFlash(undefined), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flash]);

  const jumpToEnd = () => {
    void showLatest(chat, conversation).then(() => list.toEnd());
  };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      markRead(chat, conversation);
      clearDivider(conversation);
      jumpToEnd();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [conversation]);

  const context = useMemo(
    () => ({
      conversation,
      holdActions,
      jumpTo: (position: Parameters<typeof revealMessage>[2]) => void revealMessage(chat, conversation, position),
    }),
    [conversation],
  );
  const openMenu = (event: KeyboardEvent | MouseEvent) =>
    openRowMenu({ event, chat, conversation, find: (uid) => items.find((item) => item.uid === uid), point });

  return (
    <ListProvider value={context}>
      <div class="messages">
        <Announcer conversation={conversation} />
        <div
          class="scroller"
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable with the keyboard.
          tabIndex={0}
          role="log"
          // Loaded messages are not announced; the announcer handles new ones.
          aria-live="off"
          aria-label={t('messagesIn', { room: displayName(conversation) })}
          {...pointing}
          onClick={onTap}
          onContextMenu={openMenu}
          onKeyDown={(event) => {
            const direction = arrows[event.key];
            if (direction === undefined) openMenu(event);
            else if (scroller.current !== null && focusNextRow(scroller.current, direction)) event.preventDefault();
          }}
        >
          {isEmpty(conversation) && <EmptyConversation conversation={conversation} />}
          <div class="list-content" ref={sheet}>
            {!isEmpty(conversation) && <UpperEdge conversation={conversation} />}
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
        {isScrolledUp && <ToLatest conversation={conversation} onClick={jumpToEnd} />}
      </div>
    </ListProvider>
  );
}
