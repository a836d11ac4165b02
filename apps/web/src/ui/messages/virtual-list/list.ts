import {
  contentHeight,
  covers,
  createModel,
  findRow,
  type KeyedRow,
  type ListModel,
  maxTop,
  type Range,
  reestimate,
  revealRow,
  scrollTo,
  setHeights,
  setRows,
  setViewport,
  visibleRange,
} from './model.js';
import { createScroll } from './scroll.js';

export interface SizeEvents {
  /** Heights by uid. */
  rows(heights: ReadonlyMap<string, number>): void;
  window(width: number, height: number): void;
}

/** Measures rendered rows and the viewport, once per frame and before painting. */
export function createSizeObserver(events: SizeEvents) {
  const watched = new Set<Element>();
  let around: HTMLElement | undefined;
  const observer = new ResizeObserver((entries) => {
    const heights = new Map<string, number>();
    for (const { target, borderBoxSize } of entries) {
      if (target === around) {
        events.window(around.clientWidth, around.clientHeight);
        continue;
      }
      const uid = (target as HTMLElement).dataset.uid;
      const height = borderBoxSize[0]?.blockSize;
      // Unmounted rows have no height.
      if (uid !== undefined && height !== undefined && target.isConnected) heights.set(uid, height);
    }
    if (heights.size > 0) events.rows(heights);
  });
  return {
    watchWindow(scroller: HTMLElement): void {
      around = scroller;
      observer.observe(scroller);
    },
    /** Observes the given rows and stops observing unmounted ones. */
    watchRows(rows: HTMLCollection): void {
      for (const row of watched) {
        if (row.isConnected) continue;
        observer.unobserve(row);
        watched.delete(row);
      }
      for (const row of rows) {
        if (watched.has(row)) continue;
        watched.add(row);
        observer.observe(row);
      }
    },
    stop(): void {
      observer.disconnect();
      watched.clear();
    },
  };
}

/** Space above the first row, for the upper edge. */
const LEAD_PX = 44;
const TAIL_PX = 12;
/** Within this distance of the end, the list is pinned to it. */
const PIN_DISTANCE_PX = 48;
/** Margins beyond the viewport to render, in viewports: enough for fast scrolling until the next frame. */
const RENDERED_MARGIN = 1.4;
const REQUIRED_MARGIN = 0.6;
/** Used until the viewport has been measured. */
const DEFAULT_VIEWPORT = 800;

/** Elements of the list. */
export interface ListElements {
  /** The scrolling element. */
  readonly scroller: HTMLElement;
  /** Has the height of all rows together. */
  readonly content: HTMLElement;
  /** Contains the rendered rows, one child each, with the uid as `data-uid`. */
  readonly rows: HTMLElement;
}

export interface ListEvents {
  /** Called when rows must be rendered. */
  draw(): void;
  /** Called after scrolling or a change of size. */
  moved(): void;
}

export interface ListContent {
  readonly rows: readonly KeyedRow[];
  readonly estimate: (row: number, width: number) => number;
  /** Whether new rows arrive at the end: only then may the list be pinned to it. */
  readonly live: boolean;
}

/** A list that renders only the rows around the viewport. */
export type List = ReturnType<typeof createList>;

/** Creates a list; it does nothing until attached to its elements. */
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
  // Rendering inside the observer would trigger another measurement in the same frame.
  const drawSoon = () => requestAnimationFrame(() => events.draw());

  /** Applies the model to the DOM. */
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

  /** Reads the scroll position set by the user. */
  function catchUp(): void {
    if (parts === undefined || scroll.isOwn(parts.scroller)) return;
    const top = scroll.read(parts.scroller);
    const away = maxTop(model) - top;
    // While messages arrive quickly, scrolling up a little must unpin the list.
    const near = top < model.top - 0.5 ? 2 : PIN_DISTANCE_PX;
    scrollTo(model, top, content.live && away < near);
    scroll.seen(parts.scroller);
    // The content was shifted beyond one of its ends.
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
    /**
     * Sets the content, before rendering.
     *
     * @returns the rows to render
     */
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
    /** Call it after rendering. */
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
    /** Distances from the viewport to both ends, in viewports. */
    distances: () => ({ before: model.top / windowOr(), after: (maxTop(model) - model.top) / windowOr() }),
  };

  function unpin(): void {
    if (model.pinned && maxTop(model) > 0) scrollTo(model, model.top, false);
  }
}
