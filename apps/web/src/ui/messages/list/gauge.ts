/** What is told of sizes. */
export interface SizeEvents {
  /** Heights by the rows' names. */
  rows(heights: ReadonlyMap<string, number>): void;
  window(width: number, height: number): void;
}

/** Measures rows as they are drawn and as they change, and the window around them: once a frame, before it is shown. */
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
      // What is not drawn any more has no height.
      if (uid !== undefined && height !== undefined && target.isConnected) heights.set(uid, height);
    }
    if (heights.size > 0) events.rows(heights);
  });
  return {
    watchWindow(scroller: HTMLElement): void {
      around = scroller;
      observer.observe(scroller);
    },
    /** Watches these rows, and none of those before that are not among them. */
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
