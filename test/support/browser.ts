import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect, inject } from 'vitest';
import { browserFlags } from './browser-flags.js';

/** A server that is away is no fault of the page's, but the browser writes it down as one. */
const SERVER_AWAY = /^WebSocket connection to .* failed: Error in connection establishment/;

/** Opens tabs, each a visitor of its own. */
export type OpenTab = (url: string, options?: BrowserContextOptions) => Promise<Page>;

/** The browser that all files share where there is one, else one for this file. */
function connectOrLaunch(executablePath: string): Promise<Browser> {
  const shared = inject('browser');
  return shared === undefined ? chromium.launch({ executablePath, args: [...browserFlags] }) : chromium.connect(shared);
}

/**
 * One browser for the tests of a file: started or connected to by the first tab, left after the last test. Tabs are
 * closed after each test, and what they complained of on their consoles fails it.
 *
 * @param executablePath the browser, as `needs('chromium')` finds it
 * @param expected what the pages may complain of, since the tests bring it about: a server that refuses or is away
 */
export function useBrowser(executablePath: string, expected: RegExp = SERVER_AWAY): OpenTab {
  let launched: Promise<Browser> | undefined;
  const complaints: string[] = [];

  afterEach(async () => {
    const browser = await launched;
    await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
    expect(complaints.splice(0), 'what the pages complained of').toEqual([]);
  });
  afterAll(async () => {
    await (await launched)?.close();
  });

  return async (url, options = {}) => {
    launched ??= connectOrLaunch(executablePath);
    const browser = await launched;
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      const bad = message.type() === 'error' || message.type() === 'warning';
      if (bad && !SERVER_AWAY.test(message.text()) && !expected.test(message.text())) complaints.push(message.text());
    });
    await page.goto(url);
    return page;
  };
}
