import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { attackNames, attackTexts } from '../../../../heritage/support-room/attacks.js';
import { openLine } from '../../../../heritage/support-room/line.js';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { openRow, showTab } from '../support/console.js';
import { fields, rooms } from './fields.js';
import { monitorPage } from './watch.js';

const chromium = needs('chromium');

const TABS = ['Sessions', 'Rooms', 'Messages', 'Plugins', 'Files', 'Audit', 'Config', 'Overview'];

/** Shows every tab. */
async function lookAround(page: Page): Promise<void> {
  for (const tab of TABS) {
    await showTab(page, tab);
    await page.getByRole('tabpanel').waitFor();
  }
}

describe.skipIf(chromium === undefined)('script injection in the console', () => {
  const open = useBrowser(chromium ?? '');

  test('is displayed as text in every field written by users', async () => {
    const line = await openLine({ profanity: 'off', floodControl: false, heritage: false });
    const page = await open(`${line.http}console#token=${line.gateway.operatorToken}`);
    await page.getByRole('tablist').waitFor();
    const watched = monitorPage(page);
    await line.program('ann');
    const nicks = Object.values(attackNames);
    for (const [at, attack] of attackTexts.entries()) {
      const nick = `${nicks[at % nicks.length]}${at}`.slice(-32);
      for (const feed of Object.values(fields)) await feed(line, attack, nick).catch(() => undefined);
    }
    for (const room of rooms) {
      const peer = await line.operator(`in${rooms.indexOf(room)}`);
      await peer.ok({ type: 'join', room });
      await peer.ok({ type: 'say', room, text: room });
    }
    await lookAround(page);
    await showTab(page, 'Messages');
    // Displayed as text.
    await page.getByRole('cell').getByText('<svg onload=window.pwned=1>').first().waitFor();
    await openRow(page, rooms.at(-1) ?? '');
    await page.keyboard.press('Escape');
    await showTab(page, 'Sessions');
    await page.locator('.row-button').first().click();
    await page.getByRole('complementary').waitFor();
    expect(await watched.broken()).toEqual([]);
    expect(watched.violations).toEqual([]);
  });
});
