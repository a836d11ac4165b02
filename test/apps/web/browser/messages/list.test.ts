import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Bot, type MessagesFixture, messagesFixture, openChat, startBot } from './support/messages.js';

const chromium = needs('chromium');

const log = (page: Page): Locator => page.getByRole('log');
const words = (page: Page, text: string): Locator => page.locator('.message-text').getByText(text, { exact: true });
const toEnd = (page: Page): Locator => page.getByRole('button', { name: 'Jump to the latest message' });
const topOf = async (row: Locator): Promise<number> => (await row.boundingBox())?.y ?? Number.NaN;
const scrollTo = (page: Page, top: number) =>
  log(page).evaluate(async (scroller, wanted) => {
    scroller.scrollTop = wanted;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, top);
/** Resolves after a number of rendered frames. */
const drawn = (page: Page, frames = 3) =>
  page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, frames);

async function lines(ann: Bot, count: number, name = 'line'): Promise<void> {
  for (let at = 1; at < count; at++) ann.send(`${name} ${at}`);
  await ann.say(`${name} ${count}`);
}

describe.skipIf(chromium === undefined)('the list of messages', () => {
  const open = useBrowser(chromium ?? '');
  const start = async (count: number): Promise<{ party: MessagesFixture; ann: Bot; page: Page }> => {
    const party = await messagesFixture();
    const ann = await startBot(party, 'ann');
    await lines(ann, count);
    const page = await openChat(open, party.url, 'zoe');
    await words(page, `line ${count}`).waitFor();
    return { party, ann, page };
  };

  test('starts at the end and loads earlier messages while scrolling up', async () => {
    const { page } = await start(300);
    await expect.poll(() => words(page, 'line 300').isVisible()).toBe(true);
    await log(page).focus();
    while (!(await words(page, 'line 1').isVisible())) {
      await page.keyboard.press('Home');
      await drawn(page);
    }
    await page.getByText('This is the beginning of #lobby.').waitFor();
  });

  test('renders only the rows around the window', async () => {
    const { page } = await start(400);
    for (let times = 0; times < 12; times++) await scrollTo(page, 0);
    await drawn(page);
    expect(await page.locator('.row').count()).toBeLessThan(150);
  });

  test('stays at the end while many messages arrive', async () => {
    const { ann, page } = await start(60);
    await lines(ann, 400, 'more');
    await words(page, 'more 400').waitFor();
    const [last, box] = await Promise.all([words(page, 'more 400').boundingBox(), log(page).boundingBox()]);
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
    expect(await toEnd(page).count()).toBe(0);
  });

  test('keeps the reading position, counts new messages and jumps to them', async () => {
    const { ann, page } = await start(120);
    await log(page).hover();
    await page.mouse.wheel(0, -900);
    await toEnd(page).waitFor();
    await drawn(page, 12);
    const read = page.locator('.row').nth(20);
    const uid = await read.getAttribute('data-uid');
    const row = page.locator(`.row[data-uid="${uid}"]`);
    const before = await topOf(row);
    await lines(ann, 7, 'news');
    await page.getByText('7 new', { exact: true }).waitFor();
    expect(Math.abs((await topOf(row)) - before)).toBeLessThanOrEqual(1);
    await toEnd(page).click();
    await words(page, 'news 7').waitFor();
    await toEnd(page).waitFor({ state: 'detached' });
  });

  test('keeps the reading position when the window becomes narrower', async () => {
    const party = await messagesFixture();
    const ann = await startBot(party, 'ann');
    for (let at = 1; at < 100; at++) ann.send(`line ${at} ${'and so on and on '.repeat(at % 17)}`);
    await ann.say('the end');
    const page = await openChat(open, party.url, 'zoe');
    await log(page).hover();
    await page.mouse.wheel(0, -1_500);
    await drawn(page, 12);
    const seen = () =>
      log(page).evaluate((scroller) => {
        const { top } = scroller.getBoundingClientRect();
        const rows = [...scroller.querySelectorAll<HTMLElement>('.row')];
        return rows.find((row) => row.getBoundingClientRect().bottom > top + 1)?.dataset.uid;
      });
    const before = await seen();
    await page.setViewportSize({ width: 820, height: 720 });
    await drawn(page, 6);
    expect(await seen()).toBe(before);
  });

  test('jumps from a reply to its original message, however old', async () => {
    const { ann, page } = await start(250);
    const { epoch, offset, id } = await ann.say('what was asked');
    await lines(ann, 200, 'noise');
    await ann.say('what is answered', { data: { reply: { epoch, offset, id } } });
    await page.getByRole('button', { name: 'what was asked' }).click();
    await page.locator('.row-flash').getByText('what was asked').waitFor();
  });

  test('moves between messages with the arrow keys', async () => {
    const { page } = await start(40);
    const here = () => page.evaluate(() => document.activeElement?.querySelector('.message-text')?.textContent);
    await log(page).focus();
    await page.keyboard.press('ArrowUp');
    expect(await here()).toBe('line 40');
    for (let times = 0; times < 35; times++) await page.keyboard.press('ArrowUp');
    expect(await here()).toBe('line 5');
    await page.keyboard.press('ArrowDown');
    expect(await here()).toBe('line 6');
  });

  test('keeps keyboard focus when the focused message is scrolled away', async () => {
    const { page } = await start(200);
    await log(page).focus();
    await page.keyboard.press('ArrowUp');
    for (let times = 0; times < 6; times++) await scrollTo(page, 0);
    expect(await words(page, 'line 200').count()).toBe(0);
    expect(await log(page).evaluate((scroller) => scroller === document.activeElement)).toBe(true);
  });

  test('announces new messages to screen readers, but not loaded ones', async () => {
    const { ann, page } = await start(80);
    const announcer = page.locator('.messages > [aria-live="polite"]');
    await scrollTo(page, 0);
    await ann.say('good evening');
    await expect.poll(() => announcer.textContent(), { timeout: 10_000 }).toBe('ann: good evening');
  });

  test('shows a hint in an empty room', async () => {
    const party = await messagesFixture();
    const page = await openChat(open, party.url, 'zoe');
    await page.getByText('No messages yet.').waitFor();
    await page.getByText(/^nc /).waitFor();
  });
});
