import type { Locator } from 'playwright-core';

/** What came of scrolling. */
export interface Scrolled {
  /** Frames in which something that was in the window did not move by what was scrolled. */
  readonly jumps: number;
  /** Frames in which the window was not filled with rows. */
  readonly blanks: number;
}

/**
 * Scrolls by so many pixels in every frame for some time, and watches whether all that is in the window moves along.
 *
 * @param step pixels; below 0: upwards
 */
export function scrolling(log: Locator, step: number, ms: number): Promise<Scrolled> {
  return log.evaluate(
    (scroller, [by, duration]) =>
      new Promise<Scrolled>((resolve) => {
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
        // After a frame was drawn: only then everything is where the reader sees it.
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
