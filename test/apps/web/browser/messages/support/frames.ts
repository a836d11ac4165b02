import type { CDPSession, Page } from 'playwright-core';

/** How a page was drawn for a while. */
export interface Drawing {
  readonly framesPerSecond: number;
  /** Milliseconds between two frames, the longest first. */
  readonly longest: readonly number[];
}

/** Counts the frames of a page for some time. */
export function drawing(page: Page, ms: number): Promise<Drawing> {
  return page.evaluate(
    (duration) =>
      new Promise<Drawing>((resolve) => {
        const began = performance.now();
        const gaps: number[] = [];
        let last = began;
        const frame = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now - began < duration) requestAnimationFrame(frame);
          else {
            const longest = gaps.toSorted((one, other) => other - one).slice(0, 10);
            resolve({ framesPerSecond: (gaps.length * 1_000) / (now - began), longest });
          }
        };
        requestAnimationFrame(frame);
      }),
    ms,
  );
}

/**
 * Counts the frames in which this machine draws a plain log without any of our code, that gets so many lines a second:
 * what a page can reach here at this time, whatever else the machine does.
 */
export async function plainDrawing(page: Page, ms: number, linesPerSecond: number): Promise<Drawing> {
  const plain = await page.context().newPage();
  await plain.evaluate((perSecond) => {
    document.body.innerHTML = '<div id="log"></div>';
    const log = document.querySelector<HTMLElement>('#log');
    if (log === null) return;
    log.style.cssText = 'height: 600px; overflow: auto; font: 15px/22px sans-serif';
    const began = performance.now();
    let said = 0;
    const frame = (now: number) => {
      for (; said < ((now - began) * perSecond) / 1_000; said++) {
        const row = document.createElement('div');
        row.innerHTML = '<div><b></b> <time></time></div><div></div>';
        row.append(`line ${said}: something that somebody says in passing`);
        log.append(row);
      }
      while (log.childElementCount > 60) log.firstElementChild?.remove();
      log.scrollTop = log.scrollHeight;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, linesPerSecond);
  const drawn = await drawing(plain, ms);
  await plain.close();
  return drawn;
}

/** What a page holds, after it was cleaned up. */
export interface Holdings {
  readonly nodes: number;
  readonly heapBytes: number;
}

/** Looks at what a page holds. */
export async function holdings(page: Page): Promise<Holdings> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  return { nodes, heapBytes: of('JSHeapUsedSize') };
}
