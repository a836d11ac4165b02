import type { KeyedRow } from './carry.js';
import { createSizeObserver } from './gauge.js';
import {
  contentHeight,
  createModel,
  findRow,
  type ListModel,
  maxTop,
  reestimate,
  revealRow,
  scrollTo,
  setHeights,
  setRows,
  setViewport,
  visibleRange,
} from './model.js';
import { covers, type Range } from './range.js';
import { createScroll } from './scroll.js';

/** What lies on the sheet before the first row: room to say what comes earlier. */
const LEAD_PX = 44;
const TAIL_PX = 12;
/** So near to the end counts as at the end. */
const PIN_DISTANCE_PX = 48;
/** How much is drawn beyond the window, in windows: what a fast hand reaches before the next frame. */
const RENDERED_MARGIN = 1.4;
const REQUIRED_MARGIN = 0.6;
/** Until the window has been measured. */
const DEFAULT_VIEWPORT = 800;

/** What a list is drawn with. */
export interface ListElements {
  /** What scrolls. */
  readonly scroller: HTMLElement;
  /** As high as all rows together. */
  readonly content: HTMLElement;
  /** Holds the rows that are drawn, one child each, with the row's name as `data-uid`. */
  readonly rows: HTMLElement;
}

/** What a list tells. */
export interface ListEvents {
  /** Rows must be drawn that are not. */
  draw(): void;
  /** The window has moved, or what is around it has changed. */
  moved(): void;
}

/** How rows are made out. */
export interface ListContent {
  readonly rows: readonly KeyedRow[];
  readonly estimate: (row: number, width: number) => number;
  /** Whether more will come behind the last row without being asked for: only then the window may be pinned there. */
  readonly live: boolean;
}

/** A list of which only the rows around the window are in the document. */
export type List = ReturnType<typeof createList>;

/** Makes a list; it does nothing until it is attached to what it is drawn with. */
export function createList(events: ListEvents) {
  const model: ListModel = createModel(LEAD_PX, TAIL_PX);
  let parts: ListElements | undefined;
  let content: ListContent = { rows: [], estimate: () => 0, live: true };
  let width = 0;
  let drawn: Range = { from: 0, to: 0 };
  const scroll = createScroll();
  const gauge = createSizeObserver({
    rows(measured) {
      catchUp();
      const byRow = new Map<number, number>();
      for (const [uid, height] of measured) {
        const row = findRow(model.rows, uid, drawn.from);
        if (row >= 0) byRow.set(row, height);
      }
      if (setHeights(model, byRow)) settle(drawSoon);
    },
    window(nowWidth, height) {
      catchUp();
      const guess = nowWidth !== width && width !== 0;
      width = nowWidth;
      if (guess) reestimate(model, (row) => content.estimate(row, width));
      setViewport(model, height);
      settle(drawSoon);
    },
  });

  const windowOr = () => model.viewport || DEFAULT_VIEWPORT;
  const wanted = (share: number) => visibleRange(model, windowOr() * share);
  // What is drawn while measuring would be measured in the next frame only, and the browser complain.
  const drawSoon = () => requestAnimationFrame(() => events.draw());

  /** Brings the document to what the model says. */
  function settle(draw: () => void = events.draw): void {
    if (parts === undefined) return;
    const { scroller, content: sheet, rows } = parts;
    scroll.decide(scroller, model.top, model.pinned);
    sheet.style.height = `${contentHeight(model) - scroll.shift()}px`;
    rows.style.top = `${(model.starts[drawn.from] ?? 0) - scroll.shift()}px`;
    scroll.put(scroller, model.top);
    if (!covers(drawn, wanted(REQUIRED_MARGIN))) draw();
    events.moved();
  }

  /** Takes in where the reader has moved the window. */
  function catchUp(): void {
    if (parts === undefined || scroll.isOwn(parts.scroller)) return;
    const top = scroll.read(parts.scroller);
    const away = maxTop(model) - top;
    // Who goes up a little while much comes in wants to read: only the very end holds them.
    const near = top < model.top - 0.5 ? 2 : PIN_DISTANCE_PX;
    scrollTo(model, top, content.live && away < near);
    scroll.seen(parts.scroller);
    // The sheet has been shifted beyond one of its ends.
    if (model.top !== top) scroll.fold();
  }

  function look(): void {
    if (parts === undefined) return;
    catchUp();
    if (scroll.mustFold(parts.scroller)) scroll.fold();
    if (scroll.isFolded()) settle();
    if (!covers(drawn, wanted(REQUIRED_MARGIN))) events.draw();
    events.moved();
  }

  function fold(): void {
    scroll.fold();
    settle();
  }

  return {
    attach(to: ListElements): () => void {
      parts = to;
      const stop = scroll.listen(to.scroller, { moved: look, rested: fold, up: unpin });
      width = to.scroller.clientWidth;
      setViewport(model, to.scroller.clientHeight);
      gauge.watchWindow(to.scroller);
      settle();
      return () => {
        stop();
        gauge.stop();
        parts = undefined;
      };
    },
    /** Takes what is to be shown, before it is drawn. @returns which rows to draw */
    take(next: ListContent): Range {
      catchUp();
      content = next;
      if (!next.live) model.pinned = false;
      if (next.rows !== model.rows) setRows(model, next.rows, (row) => next.estimate(row, width || DEFAULT_VIEWPORT));
      if (!next.live && model.anchor === undefined) scrollTo(model, model.top, false);
      const needed = wanted(REQUIRED_MARGIN);
      const bound = wanted(RENDERED_MARGIN);
      const kept =
        covers(drawn, needed) && drawn.to <= next.rows.length && drawn.to - drawn.from <= 2 * (bound.to - bound.from);
      if (!kept || model.pinned) drawn = bound;
      return drawn;
    },
    /** What was taken has been drawn. */
    drew(): void {
      if (parts === undefined) return;
      gauge.watchRows(parts.rows.children);
      settle();
    },
    toEnd(): void {
      scroll.fold();
      scrollTo(model, maxTop(model), content.live);
      settle();
    },
    reveal(uid: string, share: number): boolean {
      scroll.fold();
      const found = revealRow(model, uid, share);
      if (found) settle();
      return found;
    },
    isPinned: () => model.pinned,
    /** How far the window is from the first row, and from the end, in windows. */
    distances: () => ({ before: model.top / windowOr(), after: (maxTop(model) - model.top) / windowOr() }),
  };

  function unpin(): void {
    if (model.pinned && maxTop(model) > 0) scrollTo(model, model.top, false);
  }
}
