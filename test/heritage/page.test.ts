import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../support/available.js';
import { type OpenTab, useBrowser } from '../support/browser.js';
import { attackNames, attackTexts } from './support-room/attacks.js';
import { openLine } from './support-room/line.js';
import { allKinds, namedKinds, speakers } from './support-room/speakers.js';

const chromium = needs('chromium');

/** What the page is made of besides texts, as the page itself tells. */
const ELEMENTS = `(() => {
  const dangerous = 'script,img,iframe,frame,object,embed,applet,math,base,link,style,meta,form,video,audio,template';
  const all = [...document.querySelectorAll('*')];
  const protocols = [...document.querySelectorAll('a')].map(({ protocol }) => protocol);
  return {
    dangerous: document.querySelectorAll(dangerous).length,
    handlers: all.flatMap((element) => element.getAttributeNames().filter((name) => name.startsWith('on'))),
    odd: protocols.filter((protocol) => !/^https?:$/.test(protocol)),
    pwned: window.pwned !== undefined,
  };
})()`;
const elements = (page: Page): Promise<unknown> => page.evaluate(ELEMENTS);

/** The page, with somebody in the lobby, and what it does that it should not. */
async function enterPage(open: OpenTab, http: string) {
  const page = await open(http);
  await page.getByLabel('Nick', { exact: true }).fill('ann');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Members' }).getByText('ann', { exact: true }).waitFor();
  const deeds: string[] = [];
  page.on('dialog', (dialog) => {
    deeds.push(`asks ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => void deeds.push(`fetches ${request.url()}`));
  page.on('websocket', (socket) => void deeds.push(`connects ${socket.url()}`));
  page.on('popup', (popup) => void deeds.push(`opens ${popup.url()}`));
  page.on('framenavigated', (frame) => void deeds.push(`goes to ${frame.url()}`));
  return { page, deeds, before: await elements(page) };
}

const TEXTS = '.message-sent .message-text';

/** Resolves once so many messages are shown. */
const shows = (page: Page, count: number) =>
  page
    .locator(TEXTS)
    .nth(count - 1)
    .waitFor();

/** How the elements keep signs that turn the direction of writing from what is around them. */
const isolation = async (page: Page, selector: string): Promise<unknown> =>
  new Set(
    await page.evaluate<string[]>(
      `[...document.querySelectorAll('${selector}')].map((one) => getComputedStyle(one).unicodeBidi)`,
    ),
  );

describe.skipIf(chromium === undefined)('in the web page', () => {
  const open = useBrowser(chromium ?? '');

  test.each(allKinds)('what %s sends is shown as text, and does nothing', async (kind) => {
    const line = await openLine();
    const { page, deeds, before } = await enterPage(open, line.http);
    const witness = await line.program('witness');
    const { hello, writes } = speakers[kind];
    const seat = await line.connect(kind);
    if (hello !== undefined) seat.send(hello('mallory'));
    await witness.next('joined');
    for (const text of attackTexts) {
      seat.send(writes('mallory', text));
      await witness.next('message');
    }
    await shows(page, attackTexts.length);
    expect(await page.locator(TEXTS).allTextContents()).toEqual(attackTexts);
    // Both isolate; "plaintext" also takes the direction of each line from its first strong letter.
    expect(await isolation(page, TEXTS)).toEqual(new Set(['plaintext']));
    expect(await isolation(page, '.message .nick')).toEqual(new Set(['isolate']));
    expect(await elements(page)).toEqual(before);
    expect(before).toMatchObject({ handlers: [], odd: [], pwned: false });
    expect(deeds).toEqual([]);
  });

  test.each(namedKinds)('names that %s writes are shown as text, and do nothing', async (kind) => {
    const line = await openLine();
    const { page, deeds, before } = await enterPage(open, line.http);
    const witness = await line.program('witness');
    const { hello, writes } = speakers[kind];
    const nicks = Object.values(attackNames);
    for (const [name, nick] of Object.entries(attackNames)) {
      const seat = await line.connect(kind);
      if (hello !== undefined) seat.send(hello(name));
      await witness.next('joined');
      seat.send(writes(name, 'hi'));
      expect(await witness.next('message')).toMatchObject({ from: { nick }, text: 'hi' });
    }
    await shows(page, nicks.length);
    const people = await page.getByRole('complementary', { name: 'Members' }).innerText();
    const log = await page.locator('body').innerText();
    for (const nick of nicks)
      expect([people, log]).toEqual([expect.stringContaining(nick), expect.stringContaining(nick)]);
    expect(await elements(page)).toEqual(before);
    expect(deeds).toEqual([]);
  });
});
