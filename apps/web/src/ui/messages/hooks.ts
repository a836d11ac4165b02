import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Conversation, type Item, markRead } from '../../chat/index.js';
import { FOLDED_LINES, isTall } from '../../text/measure.js';
import { useChat } from '../context.js';
import type { BarMode } from './actions.js';
import { layoutOf, type RowLayout } from './row-layout.js';
import { createList, type List } from './virtual-list/list.js';
import type { Range } from './virtual-list/model.js';

/** The active row, and the content of its action bar. */
export interface ActiveRow {
  readonly uid: string;
  readonly mode: BarMode;
}

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.row') : null;

/** Whether the keyboard focus is in the actions: rows that move under a resting mouse must not take them away. */
const isHeldByKeyboard = (): boolean =>
  document.activeElement?.matches('.bar :focus-visible, .bar:focus-within :focus-visible') === true;

const INTERACTIVE = 'a, button, input, audio, video, pre, .bar';

/** Tracks the active row: under the mouse, with the focus, or tapped. */
export function useActiveRow() {
  const [active, setActive] = useState<ActiveRow | undefined>(undefined);
  const held = useRef(0);
  const activeUid = useRef<string | undefined>(undefined);
  activeUid.current = active?.uid;
  const handlers = useMemo(() => {
    /** The active row when a touch started: a second tap deactivates it. */
    let before: string | undefined;
    const point = (row: HTMLElement | null, mode: BarMode = 'all') => {
      if (held.current > 0) return;
      const uid = row?.dataset.uid;
      setActive((current) => {
        if (uid === undefined) return undefined;
        return current?.uid === uid && mode === 'all' ? current : { uid, mode };
      });
    };
    return {
      point,
      onPointerOver: ({ target, pointerType }: PointerEvent) => {
        if (pointerType === 'mouse' && !isHeldByKeyboard()) point(rowOf(target));
      },
      onPointerLeave: ({ pointerType }: PointerEvent) => {
        if (pointerType === 'mouse' && !isHeldByKeyboard()) point(null);
      },
      onFocusIn: ({ target }: FocusEvent) => point(rowOf(target)),
      onPointerDown: () => {
        before = activeUid.current;
      },
      /** Ignores taps on interactive elements and while selecting text. */
      onTap: (event: MouseEvent) => {
        const isTouch = (event as PointerEvent).pointerType === 'touch';
        const { target } = event;
        if (!isTouch || (target instanceof Element && target.closest(INTERACTIVE) !== null)) return;
        if (document.getSelection()?.isCollapsed === false) return;
        const row = rowOf(target);
        if (row?.dataset.uid === before) setActive(undefined);
        else point(row);
      },
      holdActions: (until: Promise<unknown>) => {
        held.current++;
        const release = () => {
          held.current--;
        };
        until.then(release, release);
      },
      done: () => setActive(undefined),
    };
  }, []);
  return { active, ...handlers };
}

/**
 * Tracks whether the user is reading the end of a conversation; new messages there are marked as read.
 *
 * @param isAtEnd whether the end is visible
 * @returns call it when that may have changed
 */
export function useReadTracking(conversation: Conversation, isAtEnd: () => boolean): () => void {
  const chat = useChat();
  const update = () => {
    const isReading = isAtEnd() && document.visibilityState === 'visible' && document.hasFocus();
    if (chat.isReading.peek() !== isReading) chat.isReading.value = isReading;
    if (isReading && conversation.unread.peek() > 0) markRead(chat, conversation);
  };
  useEffect(() => {
    update();
    const listeners = new AbortController();
    const { signal } = listeners;
    document.addEventListener('visibilitychange', update, { signal });
    window.addEventListener('focus', update, { signal });
    window.addEventListener('blur', update, { signal });
    return () => listeners.abort();
  }, [conversation]);
  return update;
}

export interface VirtualListOptions {
  readonly items: readonly Item[];
  readonly firstUnread: string | undefined;
  readonly live: boolean;
  /** Called after scrolling or a change of size. */
  readonly onMoved: (list: List) => void;
}

/** Renders the visible rows of a list and manages its scroll position. */
export function useVirtualList({ items, firstUnread, live, onMoved }: VirtualListOptions) {
  const [, redraw] = useState(0);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const list: List = useMemo(
    () => createList({ draw: () => redraw((count) => count + 1), moved: () => moved.current(list) }),
    [],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const range: Range = list.take({
    rows: items,
    live,
    estimate: (row, width) => {
      const item = items[row];
      return item === undefined ? 0 : estimate(item, layoutOf(items[row - 1], item, firstUnread), width);
    },
  });
  useLayoutEffect(() => {
    if (scroller.current === null || sheet.current === null || rows.current === null) return;
    return list.attach({ scroller: scroller.current, content: sheet.current, rows: rows.current });
  }, []);
  const hadFocus = scroller.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    list.drew();
    // A focused row may be gone: keep handling keys.
    const { current } = scroller;
    if (hadFocus && current?.contains(document.activeElement) === false) current.focus({ preventScroll: true });
  });
  return { list, range, scroller, sheet, rows };
}

const LINE = 22;
const TILE_GAP = 10;
const HEAD = 22;
const DIVIDER = 40;
/** Gutter and padding. */
const GUTTER = 84;
/** Average width of a Latin character, and of a double-width one. */
const CHARACTER = 7.3;
const WIDE = 15;
const WIDE_FROM = 0x2e80;

const HEIGHTS = { gap: 40, notice: 54, presence: 26, upload: 76 } as const;
const CARD = 72;
const PREVIEW = 220;
const QUOTE = 22;
const REACTIONS = 32;

/** Estimates the number of lines of a text from its length and one of its characters. */
function linesOf(text: string, width: number): number {
  let lines = 0;
  const characterWidth = text.charCodeAt(text.length >> 1) >= WIDE_FROM ? WIDE : CHARACTER;
  const perLine = Math.max(8, Math.floor((width - GUTTER) / characterWidth));
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf('\n', at);
    const length = (end < 0 ? text.length : end) - at;
    lines += Math.max(1, Math.ceil(length / perLine));
    if (end < 0) break;
    at = end + 1;
  }
  return lines;
}

/** A collapsed text has one more line, for its button. */
function textLines(text: string, width: number): number {
  return isTall(text) ? FOLDED_LINES + 1 : linesOf(text, width);
}

/**
 * Estimates the height of a row before it is rendered.
 *
 * @param width of the list, in pixels
 */
export function estimate(item: Item, layout: RowLayout, width: number): number {
  const before = (layout.day ? DIVIDER : 0) + (layout.unread ? DIVIDER : 0);
  if (item.type !== 'message') return before + HEIGHTS[item.type];
  if (item.erased) return before + LINE + 2;
  const head = layout.first ? TILE_GAP + HEAD : 0;
  const extras = (item.reply === undefined ? 0 : QUOTE) + (item.reactions === undefined ? 0 : REACTIONS);
  const { file } = item;
  const body =
    file === undefined ? textLines(item.text, width) * LINE + 2 : file.mediaType.startsWith('image/') ? PREVIEW : CARD;
  return before + head + extras + body;
}
