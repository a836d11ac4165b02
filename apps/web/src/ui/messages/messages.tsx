import { useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
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
import { useChat } from '../context.js';
import { EmptyConversation } from '../empty.js';
import { presenceVisibility } from '../taste.js';
import { openRowMenu } from './actions/row-menu.js';
import { Announcer } from './announcer.js';
import { ListProvider } from './context.js';
import { LowerEdge, UpperEdge } from './edges.js';
import { focusNextRow } from './list/keys.js';
import type { List } from './list/list.js';
import { revealMessage, revealTarget } from './reveal.js';
import { layoutOf } from './rows/lay.js';
import { Row } from './rows/row.js';
import { ToLatest } from './to-end.js';
import { useActiveRow } from './use-active-row.js';
import { useVirtualList } from './use-list.js';
import { useReadTracking } from './use-reading.js';

/** So near to an end, in windows, what lies beyond is loaded. */
const LOAD_WITHIN = 3;
/** How far down the window what was jumped to is shown, and the first unread message. */
const MIDDLE = 0.4;
const FLASH_MS = 1_600;

/** Loads what the reader will soon come to. */
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

/** The messages of a conversation. Stays at the end while the reader is there; says what is new when not. */
export function Messages({ conversation }: { readonly conversation: Conversation }) {
  const chat = useChat();
  const [away, setAway] = useState(false);
  const [flash, setFlash] = useState<string | undefined>(undefined);
  const { active, point, hold, done, onTap, ...pointing } = useActiveRow();
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

  // What was written while nobody looked begins at the divider; otherwise the end is what matters.
  useLayoutEffect(() => {
    if (firstUnread !== undefined) list.reveal(firstUnread, MIDDLE);
  }, []);

  // Our own line is wanted in view, wherever the reader was.
  const last = items.at(-1);
  const isOwn = last?.type === 'upload' || (last?.type === 'message' && last.mine && last.state !== 'kept');
  const own = isOwn ? last.uid : undefined;
  useLayoutEffect(() => {
    if (own !== undefined) list.toEnd();
  }, [own]);

  // What is around the window may have changed without the window having moved.
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
      hold,
      jump: (place: Parameters<typeof revealMessage>[2]) => void revealMessage(chat, conversation, place),
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
          // What was loaded of what was said before is not read out: the announcer tells what is new.
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
          <div class="sheet" ref={sheet}>
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
