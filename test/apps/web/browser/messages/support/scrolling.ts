import type { Locator } from 'playwright-core';

/** Defects counted while scrolling. */
export interface ScrollStats {
  /** Frames in which a visible row did not move by the scrolled distance. */
  readonly jumps: number;
  /** Frames in which rows did not fill the window. */
  readonly blanks: number;
}

/**
 * Scrolls by a number of pixels in every frame for some time and checks that visible rows move along.
 *
 * @param step pixels; negative: upwards
 */
export function measureScrolling(log: Locator, step: number, ms: number): Promise<ScrollStats> {
  return log.evaluate(
    (scroller, [by, duration]) =>
      new Promise<ScrollStats>((resolve) => {
        const began = performance.now();
        const box = scroller.getBoundingClientRect();
        const inWindow = () => {
          const rows = [...scroller.querySelectorAll<HTMLElement>('.row')];
          const middle = (box.top + box.bottom) / 2;
          return rows.find((row) => {
            const { top, bottom } = row.getBoundingClientRect();
            return top <= middle && bottom > middle;
          });
        };
        let jumps = 0;
        let blanks = 0;
        let asked = 0;
        let row = inWindow();
        let top = row?.getBoundingClientRect().top ?? 0;
        // After the frame is rendered: only then are positions final.
        const drawn = new MessageChannel();
        drawn.port1.onmessage = () => {
          if (row?.isConnected === true && Math.abs(row.getBoundingClientRect().top - top + asked) > 2) jumps++;
          row = inWindow();
          top = row?.getBoundingClientRect().top ?? 0;
          if (row === undefined) blanks++;
          if (performance.now() - began < duration) requestAnimationFrame(frame);
          else resolve({ jumps, blanks });
        };
        const frame = () => {
          const before = scroller.scrollTop;
          scroller.scrollTop += by;
          asked = scroller.scrollTop - before;
          drawn.port2.postMessage(undefined);
        };
        requestAnimationFrame(frame);
      }),
    [step, ms] as const,
  );
}

/**
 * Scrolls to the top until nothing earlier can be loaded and the list stays there: rows that are measured after a frame
 * move what is shown.
 */
export function scrollToBeginning(log: Locator): Promise<void> {
  return log.evaluate(
    (scroller) =>
      new Promise<void>((resolve) => {
        let frames = 0;
        const frame = () => {
          const isAtTop = scroller.querySelector('.edge-none') !== null && scroller.scrollTop === 0;
          frames = isAtTop ? frames + 1 : 0;
          if (frames === 10) return resolve();
          scroller.scrollTop = 0;
          requestAnimationFrame(frame);
        };
        frame();
      }),
  );
}
