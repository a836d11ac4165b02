/** For browsers without the `scrollend` event. */
const REST_MS = 150;

export interface ScrollEvents {
  moved(): void;
  /** Called when scrolling has ended. */
  rested(): void;
  /** Called on a wheel turn upwards, a frame before the scroll position changes. */
  up(): void;
}

/**
 * Manages the scroll position. Setting it while the user scrolls would stop the momentum, so the content is shifted instead, and
 * the shift is folded into the scroll position when scrolling ends.
 */
export function createScroll() {
  let shift = 0;
  let moving = false;
  /** The position that was set last, as rounded by the browser. */
  let own = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  return {
    shift: () => shift,
    /** Returns the position of the viewport in the content. */
    read: (scroller: HTMLElement) => scroller.scrollTop + shift,
    /** Checks whether the position is the one that was set, not one chosen by the user. */
    isOwn: (scroller: HTMLElement) => Math.abs(scroller.scrollTop - own) < 1,
    /** Records the user's position. */
    seen(scroller: HTMLElement): void {
      own = scroller.scrollTop;
    },
    /** Decides whether to shift the content so that the viewport is at `top`. */
    decide(scroller: HTMLElement, top: number, pinned: boolean): void {
      shift = pinned || !moving || scroller.scrollTop <= 0 ? 0 : top - scroller.scrollTop;
    },
    /** Sets the scroll position, unless the content is shifted instead. */
    put(scroller: HTMLElement, top: number): void {
      if (shift === 0 && Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
      own = scroller.scrollTop;
    },
    /** Checks whether the element is at an end of its scroll range that is not an end of the content. */
    mustFold(scroller: HTMLElement): boolean {
      if (shift === 0) return false;
      return scroller.scrollTop <= 0 || scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    },
    /** Removes the shift with the next update. */
    fold(): void {
      moving = false;
    },
    isFolded: () => !moving && shift !== 0,
    listen(scroller: HTMLElement, events: ScrollEvents): () => void {
      const stopper = new AbortController();
      const { signal } = stopper;
      const rest = () => {
        clearTimeout(resting);
        if (!moving) return;
        moving = false;
        events.rested();
      };
      scroller.addEventListener(
        'scroll',
        () => {
          if (Math.abs(scroller.scrollTop - own) < 1) return;
          moving = true;
          clearTimeout(resting);
          resting = setTimeout(rest, REST_MS);
          events.moved();
        },
        { signal, passive: true },
      );
      scroller.addEventListener('scrollend', rest, { signal, passive: true });
      scroller.addEventListener(
        'wheel',
        ({ deltaY }) => {
          if (deltaY < 0) events.up();
        },
        { signal, passive: true },
      );
      return () => {
        clearTimeout(resting);
        stopper.abort();
      };
    },
  };
}

/** Scroll step for a row that is higher than the viewport. */
const STEP_PX = 80;

const rowsOf = (scroller: HTMLElement): HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>('.row')];

/** Returns the last fully visible row, or else the last partly visible one. */
function lastVisibleRow(scroller: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  const seen = (row: HTMLElement) => row.getBoundingClientRect();
  return (
    rows.findLast((row) => seen(row).bottom <= bottom + 1 && seen(row).top >= top) ??
    rows.findLast((row) => seen(row).top < bottom && seen(row).bottom > top)
  );
}

/**
 * Moves the focus one row up or down and scrolls to it. A row that is higher than the viewport is scrolled through first.
 *
 * @returns whether there was something to do
 */
export function focusNextRow(scroller: HTMLElement, direction: -1 | 1): boolean {
  const rows = rowsOf(scroller);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const { top, bottom } = scroller.getBoundingClientRect();
  const present = rows[here]?.getBoundingClientRect();
  if (present !== undefined) {
    const beyond = direction < 0 ? top - present.top : present.bottom - bottom;
    if (beyond > 1 && present.top < bottom && present.bottom > top) {
      scroller.scrollTop += direction * Math.min(STEP_PX, beyond);
      return true;
    }
  }
  const next = here < 0 ? lastVisibleRow(scroller, rows) : rows[here + direction];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
