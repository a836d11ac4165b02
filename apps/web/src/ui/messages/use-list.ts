import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Item } from '../../chat/index.js';
import { estimate } from './list/estimate.js';
import { createList, type List } from './list/list.js';
import type { Range } from './list/range.js';
import { layoutOf } from './rows/lay.js';

/** What a list shows. */
export interface VirtualListOptions {
  readonly items: readonly Item[];
  readonly firstUnread: string | undefined;
  readonly live: boolean;
  /** The window has moved, or what is around it has changed. */
  readonly onMoved: (list: List) => void;
}

/** Draws the rows around the window of a list, and keeps the window where it belongs. */
export function useVirtualList({ items, firstUnread, live, onMoved }: VirtualListOptions) {
  const [, redraw] = useState(0);
  const moved = useRef(onMoved);
  moved.current = onMoved;
  const list: List = useMemo(
    () => createList({ draw: () => redraw((times) => times + 1), moved: () => moved.current(list) }),
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
    // A row that had the focus may not be drawn any more: the keys go on working.
    const { current } = scroller;
    if (hadFocus && current?.contains(document.activeElement) === false) current.focus({ preventScroll: true });
  });
  return { list, range, scroller, sheet, rows };
}
