/** For browsers that do not tell when scrolling has come to rest. */
const REST_MS = 150;

/** What the reader does with a scrolling element. */
export interface ScrollEvents {
  moved(): void;
  /** No movement any more. */
  rested(): void;
  /** A wheel turned upwards: it may take a frame until something moves. */
  up(): void;
}

/**
 * The place of a scrolling element. To set it while the reader moves it would end their movement, as that of a wheel or
 * a finger: the sheet below is shifted instead, and the shift folded into the place when they rest.
 */
export function createScroll() {
  let shift = 0;
  let moving = false;
  /** The place that was set last, as the browser has rounded it. */
  let own = 0;
  let resting: ReturnType<typeof setTimeout> | undefined;

  return {
    shift: () => shift,
    /** Where the window is on the sheet. */
    read: (scroller: HTMLElement) => scroller.scrollTop + shift,
    /** Whether the element is where it was put, and not where the reader has moved it. */
    isOwn: (scroller: HTMLElement) => Math.abs(scroller.scrollTop - own) < 1,
    /** The reader's place has been taken in. */
    seen(scroller: HTMLElement): void {
      own = scroller.scrollTop;
    },
    /** Whether the sheet is to be shifted, and how far, so that the window is at `top`. */
    decide(scroller: HTMLElement, top: number, pinned: boolean): void {
      shift = pinned || !moving || scroller.scrollTop <= 0 ? 0 : top - scroller.scrollTop;
    },
    /** Scrolls to where `decide` has left it to the place. */
    put(scroller: HTMLElement, top: number): void {
      if (shift === 0 && Math.abs(scroller.scrollTop - top) >= 1) scroller.scrollTop = top;
      own = scroller.scrollTop;
    },
    /** Whether the element has come to an end of what it can scroll that is not the end of the sheet. */
    mustFold(scroller: HTMLElement): boolean {
      if (shift === 0) return false;
      return scroller.scrollTop <= 0 || scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    },
    /** From the next placing on there is no shift. */
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
