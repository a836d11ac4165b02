import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Size, send, sizes, textBox } from '../support/chat.js';
import { type Bot, messagesFixture, openChat, startBot } from './support/messages.js';

const chromium = needs('chromium');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const row = (page: Page, text: string): Locator => page.locator('.row', { hasText: text });
const action = (page: Page, name: string): Locator =>
  page.getByRole('toolbar').getByRole('button', { name, exact: true });

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('a message on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');
  const start = async (options = {}): Promise<{ ann: Bot; page: Page }> => {
    const party = await messagesFixture();
    const ann = await startBot(party, 'ann');
    await ann.say('from another user');
    const page = await openChat(open, party.url, 'zoe', { viewport: sizes[size], ...options });
    await row(page, 'from another user').waitFor();
    return { ann, page };
  };

  test('gets a reaction with the mouse and loses it with its button', async () => {
    const { page } = await start();
    await row(page, 'from another user').hover();
    await action(page, 'React').click();
    await action(page, 'React with 🎉').click();
    const chip = page.getByRole('button', { name: '🎉 1' });
    await expect.poll(() => chip.getAttribute('aria-pressed')).toBe('true');
    await chip.click();
    await chip.waitFor({ state: 'detached' });
  });

  test('shows the users and the count of a reaction', async () => {
    const { ann, page } = await start();
    const { epoch, offset } = await ann.say('look at this');
    await ann.request({ type: 'react', room: 'lobby', epoch, offset, emoji: '👍' });
    await page.getByTitle('ann', { exact: true }).click();
    await page.getByTitle('ann and zoe', { exact: true }).getByText('2').waitFor();
  });

  test('can be replied to, edited and deleted', async () => {
    const { page } = await start();
    await row(page, 'from another user').hover();
    await action(page, 'Reply').click();
    await send(page, 'my answer');
    const own = row(page, 'my answer');
    await own.locator('.message-sent').waitFor();
    await own.getByText('from another user').waitFor();

    await own.hover();
    await action(page, 'Edit').click();
    await textBox(page).fill('my better answer');
    await textBox(page).press('Enter');
    await row(page, 'my better answer').getByText('(edited)').waitFor();

    await row(page, 'my better answer').hover();
    await action(page, 'Delete').click();
    await action(page, 'Cancel').click();
    await action(page, 'Delete').click();
    await action(page, 'Delete').click();
    await page.getByText('This message was deleted.').waitFor();
    expect(await row(page, 'my better answer').count()).toBe(0);
  });

  test('from another user can be neither edited nor deleted', async () => {
    const { page } = await start();
    await row(page, 'from another user').hover();
    await action(page, 'Reply').waitFor();
    expect(await page.getByRole('toolbar').getByRole('button').allInnerTexts()).toHaveLength(3);
    expect(await action(page, 'Delete').count()).toBe(0);
  });

  test('has a menu for keyboard users', async () => {
    const { page } = await start();
    await page.getByRole('log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await page.locator('.composer').getByText('Reply to ann').waitFor();
  });

  test('shows its actions on touch', async () => {
    const { page } = await start({ hasTouch: true, viewport: { width: 390, height: 844 } });
    await row(page, 'from another user').locator('.message-text').tap();
    await action(page, 'React').tap();
    await action(page, 'React with 👍').tap();
    await page.getByRole('button', { name: '👍 1' }).waitFor();
  });

  test('is rendered without HTML of its own, with code and mentions marked', async () => {
    const { ann, page } = await start();
    await ann.say('<b>no</b> `<i>code</i>` for @zoe in #design, see https://example.org/a');
    const text = page.locator('.message-text', { hasText: 'for @zoe' });
    await text.waitFor();
    expect(await text.locator('code').textContent()).toBe('<i>code</i>');
    expect(await text.locator('b, i').count()).toBe(0);
    expect(await text.locator('.mention-me').textContent()).toBe('@zoe');
    expect(await text.getByRole('link').getAttribute('rel')).toBe('noopener noreferrer nofollow');
    await text.getByRole('button', { name: '#design' }).click();
    await page.getByRole('heading', { name: 'design' }).waitFor();
  });

  test.each(['light', 'dark'] as const)('is accessible with open actions in the %s theme', async (colorScheme) => {
    const { ann, page } = await start({ colorScheme, bypassCSP: true });
    const { epoch, offset } = await ann.say('with a reaction, `code` and https://example.org/');
    await ann.request({ type: 'react', room: 'lobby', epoch, offset, emoji: '👍' });
    await ann.say('waves', { kind: 'action' });
    await page.getByRole('button', { name: '👍 1' }).waitFor();
    await row(page, 'with a reaction').hover();
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as {
        axe: {
          run(on: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
        };
      };
      const { violations } = await checker.run('.messages');
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
  });
});
