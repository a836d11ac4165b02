import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, openSidebar, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

/** Describes the focused element: its name and whether its focus is visible. */
const focused = (page: Page) =>
  page.evaluate<{ readonly name: string; readonly column: string; readonly seen: boolean }>(`(() => {
    const element = document.activeElement;
    const around = [element, element.closest('.composer')].filter((one) => one !== null).map(getComputedStyle);
    return {
      name: element.getAttribute('aria-label') ?? element.textContent,
      column: element.closest('.sidebar, .room, .members')?.className.split(' ')[0] ?? '',
      seen: around.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none'),
    };
  })()`);

const MOST_STOPS = 60;

/** Presses Tab from the beginning of the page to its end. */
async function walk(page: Page) {
  await page.evaluate("document.querySelector('.sidebar button').focus({ focusVisible: true })");
  const stops = [];
  for (let now = await focused(page); now.column !== '' && stops.length < MOST_STOPS; now = await focused(page)) {
    stops.push(now);
    await page.keyboard.press('Tab');
  }
  return stops;
}

describe.skipIf(chromium === undefined)('the focus', () => {
  const open = useBrowser(chromium ?? '');

  test('moves from left to right, reaches every control and is always visible', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann');
    await robot.say('hello');
    await message(ann, 'hello').waitFor();
    const stops = await walk(ann);
    expect(stops.filter(({ seen }) => !seen)).toEqual([]);
    const columns = stops.map(({ column }) => column);
    expect(columns.filter((column, at) => column !== columns[at - 1])).toEqual(['sidebar', 'room', 'members']);
    const names = stops.map(({ name }) => name);
    for (const name of ['Join a room', 'Settings', 'Search', 'Attach files', 'Message #lobby', 'Add an emoji']) {
      expect(names).toContain(name);
    }
  });

  test('stays in an open drawer and returns to its opener', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', 'narrow');
    await openSidebar(ann, 'narrow');
    for (let stop = 0; stop < 20; stop++) {
      await ann.keyboard.press('Tab');
      expect((await focused(ann)).column).not.toBe('room');
    }
    await ann.keyboard.press('Escape');
    await ann.locator('button[aria-label="Show rooms"]:focus').waitFor();
  });

  test('enters the members drawer and leaves it when the window becomes wide', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', 'narrow');
    await ann.getByRole('button', { name: /^Show members/ }).click();
    await ann.locator('.members :focus').waitFor();
    await ann.setViewportSize({ width: 1280, height: 800 });
    await ann.locator('.scrim').waitFor({ state: 'detached' });
    await textBox(ann).click();
    expect((await focused(ann)).name).toBe('Message #lobby');
  });

  test('returns to the button when a menu closes', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await ann.locator('.room-head').getByRole('button', { name: 'Options: lobby' }).click();
    await ann.locator('[role=menuitem]:focus').waitFor();
    await ann.keyboard.press('Tab');
    await ann.locator('.room-head button[aria-label="Options: lobby"]:focus').waitFor();
  });
});
