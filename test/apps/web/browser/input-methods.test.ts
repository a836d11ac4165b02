import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { gatewayFixture, message, newFolder, openSwitcher, send, signIn, startBot, textBox } from './support/chat.js';
import { consoleFixture, openConsole, REFUSED } from './support/console.js';

const chromium = needs('chromium');

/** Presses a key as Safari reports it right after a composition: with key code 229, but not composing. */
async function confirm(page: Page, key: 'Enter' | 'Tab' | 'Escape' | 'ArrowUp' | 'ArrowDown'): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const code = { key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...code, ...(key === 'Enter' && { text: '\r' }) });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
  await session.detach();
}

describe.skipIf(chromium === undefined)('a key press handled by an input method', () => {
  const open = useBrowser(chromium ?? '', REFUSED);

  test('neither sends the message nor adds a line', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await textBox(ann).fill('日本');
    await confirm(ann, 'Enter');
    expect(await textBox(ann).inputValue()).toBe('日本');
    await textBox(ann).press('Enter');
    await message(ann, '日本').waitFor();
  });

  test('neither saves nor cancels an edit', async () => {
    const fixture = await gatewayFixture({ data: await newFolder() });
    const ann = await signIn(open, fixture.url, 'ann');
    await send(ann, '编辑前');
    await message(ann, '编辑前').waitFor();
    await confirm(ann, 'ArrowUp');
    expect(await ann.locator('.banner').count()).toBe(0);
    await textBox(ann).press('ArrowUp');
    await ann.getByText('Editing your message').waitFor();
    await textBox(ann).fill('编辑后');
    await confirm(ann, 'Enter');
    await confirm(ann, 'Escape');
    expect(await textBox(ann).inputValue()).toBe('编辑后');
    expect(await ann.locator('.banner').count()).toBe(1);
    await textBox(ann).press('Enter');
    await ann.locator('.message-text').filter({ hasText: '编辑后' }).waitFor();
  });

  test('neither accepts, selects nor closes completions', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann');
    await textBox(ann).pressSequentially('@ro');
    const option = ann.getByRole('option', { name: 'robot' });
    await option.waitFor();
    for (const key of ['Enter', 'Tab', 'ArrowDown', 'Escape'] as const) await confirm(ann, key);
    expect(await textBox(ann).inputValue()).toBe('@ro');
    expect(await option.count()).toBe(1);
    await ann.keyboard.press('Tab');
    expect(await textBox(ann).inputValue()).toBe('@robot ');
  });

  test('neither opens a choice of the switcher nor closes it', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await openSwitcher(ann);
    await ann.keyboard.type('kaigi');
    const field = ann.getByRole('combobox').and(ann.locator('input'));
    await confirm(ann, 'Enter');
    await confirm(ann, 'Escape');
    expect(await field.inputValue()).toBe('kaigi');
    await ann.keyboard.press('Enter');
    await ann.getByRole('heading', { name: 'kaigi' }).waitFor();
  });

  test('neither starts a search nor closes it', async () => {
    const fixture = await gatewayFixture({ data: await newFolder() });
    const robot = await startBot(fixture, 'robot');
    await robot.say('会議');
    const ann = await signIn(open, fixture.url, 'ann');
    await ann.getByRole('button', { name: 'Search', exact: true }).click();
    const field = ann.getByRole('searchbox');
    await field.fill('会議');
    const asked: string[] = [];
    ann.on('websocket', () => asked.push('websocket'));
    await confirm(ann, 'Enter');
    await confirm(ann, 'Escape');
    expect(await field.inputValue()).toBe('会議');
    await ann.keyboard.press('Enter');
    await ann.locator('.search-results li').first().waitFor();
  });

  test('picks no emoji', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await ann.locator('.composer').getByRole('button', { name: /emoji/i }).click();
    const field = ann.locator('.picker-search input');
    await field.fill('tea');
    await confirm(ann, 'Enter');
    expect(await field.inputValue()).toBe('tea');
    expect(await textBox(ann).inputValue()).toBe('');
  });

  test('does not sign in', async () => {
    const fixture = await gatewayFixture();
    const page = await open(fixture.url);
    const field = page.getByLabel('Nick', { exact: true });
    await field.fill('みく');
    await confirm(page, 'Enter');
    await confirm(page, 'Escape');
    expect(await field.inputValue()).toBe('みく');
    await page.keyboard.press('Enter');
    await textBox(page).waitFor();
  });

  test('neither submits a form of the console nor clears a filter', async () => {
    const fixture = await consoleFixture();
    const page = await open(fixture.url);
    await page.getByLabel('Token').fill('ひみつ');
    await confirm(page, 'Enter');
    expect(await page.getByRole('alert').count()).toBe(0);
    const inside = await openConsole(open, fixture);
    const filter = inside.locator('input[data-filter]').first();
    await inside.getByRole('tab', { name: 'Sessions', exact: true }).click();
    await filter.fill('みく');
    await confirm(inside, 'Escape');
    expect(await filter.inputValue()).toBe('みく');
  });
});
