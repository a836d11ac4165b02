import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { attackNames, attackTexts } from '../../../../heritage/support-room/attacks.js';
import { type Line, openLine } from '../../../../heritage/support-room/line.js';
import { needs } from '../../../../support/available.js';
import { type OpenTab, useBrowser } from '../../../../support/browser.js';
import { openSwitcher, send, signIn, textBox } from '../support/chat.js';
import { fields, rooms } from './fields.js';
import { monitorPage } from './watch.js';
import { receivedText, wires } from './wires.js';

const chromium = needs('chromium');

const lineUnderAttack = (): Promise<Line> => openLine({ profanity: 'off', floodControl: false, heritage: false });

/** Opens a monitored page in the lobby. */
async function underAttack(open: OpenTab) {
  const line = await lineUnderAttack();
  const page = await signIn(open, line.http, 'ann');
  return { line, page, watched: monitorPage(page) };
}

/** Resolves once the latest message of the page has the text. */
const shows = (page: Page, text: string) =>
  page.locator('.message-text').filter({ hasText: text }).last().waitFor({ state: 'attached' });

/** Opens every part of the page that displays texts of other users. */
async function lookAround(page: Page): Promise<void> {
  await openSwitcher(page);
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+f');
  await page.keyboard.type('script');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  for (const typed of ['/who', '/rooms', '/history', '/search script', '/info', '/help']) await send(page, typed);
  await textBox(page).fill('@');
  await textBox(page).fill('#');
  await textBox(page).fill('');
}

describe.skipIf(chromium === undefined)('script injection in the chat', () => {
  const open = useBrowser(chromium ?? '');

  test.each(Object.keys(wires))('is displayed as text if sent over %s', async (wire) => {
    const { line, page, watched } = await underAttack(open);
    const attacker = await wires[wire]?.(line);
    const seen = await line.program('witness');
    for (const attack of attackTexts) {
      attacker?.say(attack);
      await seen.next('message');
    }
    const last = attackTexts.at(-1) ?? '';
    await shows(page, receivedText(wire, last).split('\n')[0] ?? '');
    await lookAround(page);
    expect(await watched.broken()).toEqual([]);
    expect(watched.violations).toEqual([]);
  });

  test.each(Object.keys(fields))('is displayed as text in %s', async (field) => {
    const line = await lineUnderAttack();
    const page = await signIn(open, line.http, 'ann');
    const watched = monitorPage(page);
    const nicks = Object.values(attackNames);
    const witness = await line.program('witness');
    for (const [at, attack] of attackTexts.entries()) {
      await fields[field]?.(line, attack, `${nicks[at % nicks.length]}${at}`.slice(-32));
    }
    await witness.ok({ type: 'say', room: 'lobby', text: 'that was all' });
    await shows(page, 'that was all');
    await lookAround(page);
    for (const direct of await page
      .locator('.sidebar')
      .getByRole('button', { name: /^mallory/ })
      .all())
      await direct.click();
    expect(await watched.broken()).toEqual([]);
    expect(watched.violations).toEqual([]);
  });

  test('is displayed as text in a room name', async () => {
    const { page, watched } = await underAttack(open);
    for (const room of rooms) {
      await send(page, `/join ${room}`);
      await page.locator('.room-head, header').filter({ hasText: room }).first().waitFor();
      await send(page, `in #${room}`);
    }
    await lookAround(page);
    expect(await watched.broken()).toEqual([]);
    expect(watched.violations).toEqual([]);
  });
});
