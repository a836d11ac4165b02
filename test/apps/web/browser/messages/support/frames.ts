import type { CDPSession, Page } from 'playwright-core';

/** Frame rate of a page over some time. */
export interface FrameStats {
  readonly framesPerSecond: number;
  /** Milliseconds between two frames, longest first. */
  readonly longest: readonly number[];
}

/** Measures the frame rate of a page. */
export function measureFrames(page: Page, ms: number): Promise<FrameStats> {
  return page.evaluate(
    (duration) =>
      new Promise<FrameStats>((resolve) => {
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
 * Measures the frame rate of a plain log with the same number of lines per second, without code of the page:
 * the rate that this machine can reach at present.
 */
export async function measureBaselineFrames(page: Page, ms: number, linesPerSecond: number): Promise<FrameStats> {
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
        row.append(`line ${said}: a message of usual length`);
        log.append(row);
      }
      while (log.childElementCount > 60) log.firstElementChild?.remove();
      log.scrollTop = log.scrollHeight;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, linesPerSecond);
  const drawn = await measureFrames(plain, ms);
  await plain.close();
  return drawn;
}

/** Memory of a page after a garbage collection. */
export interface MemoryStats {
  readonly nodes: number;
  readonly heapBytes: number;
}

/** Measures the memory of a page. */
export async function measureMemory(page: Page): Promise<MemoryStats> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  return { nodes, heapBytes: of('JSHeapUsedSize') };
}
