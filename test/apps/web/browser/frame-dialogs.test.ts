import { describe, expect, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import {
  box,
  enter,
  message,
  openRail,
  openSwitcher,
  type Size,
  send,
  sizes,
  startBot,
  startLine,
} from './support/line.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the dialogs on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('ask a new user for a nick and suggest a free one if it is taken', async () => {
    const line = await startLine();
    await startBot(line, 'robot');
    const page = await open(line.url, { viewport: sizes[size] });
    await page.getByRole('dialog', { name: 'Choose a nick' }).waitFor();
    await page.getByLabel('Nick', { exact: true }).fill('robot');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('robot is taken.').waitFor();
    await page.getByRole('button', { name: 'Use robot2' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.light-green').first().waitFor({ state: 'attached' });
    // Whoever has come in writes at once.
    await page.keyboard.type('hello');
    expect(await box(page).inputValue()).toBe('hello');
  });

  test('go to a room by some of its letters and the arrow keys', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await openSwitcher(ann);
    await ann.keyboard.type('lby');
    const options = ann.getByRole('option');
    await options.filter({ hasText: 'lobby' }).first().waitFor();
    await ann.keyboard.press('ArrowDown');
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
    await ann.keyboard.press('ArrowUp');
    await ann.keyboard.press('Enter');
    await ann.getByRole('heading', { name: 'lobby' }).waitFor();
  });

  test('go to a user and to a command', async () => {
    const line = await startLine();
    await startBot(line, 'robot');
    const ann = await enter(open, line.url, 'ann', size);
    await openSwitcher(ann);
    await ann.keyboard.type('@rob');
    await ann.getByRole('option', { name: 'robot' }).click();
    await ann.getByRole('heading', { name: 'robot' }).waitFor();
    await openSwitcher(ann);
    await ann.keyboard.type('settings');
    await ann.keyboard.press('Enter');
    await ann.getByRole('dialog', { name: 'Settings' }).waitFor();
  });

  test('close with Esc and return the focus to the text box', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await box(ann).fill('half');
    await openSwitcher(ann);
    await ann.getByRole('dialog', { name: 'Go to' }).waitFor();
    await ann.keyboard.press('Escape');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
    await ann.keyboard.type(' done');
    expect(await box(ann).inputValue()).toBe('half done');
  });

  test('keep theme, language and density after a reload', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await openRail(ann, size);
    await ann.getByRole('button', { name: 'Settings' }).click();
    await ann.getByLabel('Theme').selectOption('Dark');
    await ann.getByLabel('Density').selectOption('Compact');
    await ann.getByLabel('Language').selectOption('Русский');
    await ann.getByRole('dialog', { name: 'Настройки' }).getByRole('button', { name: 'Закрыть' }).click();
    await ann.reload();
    await ann.getByLabel('Сообщение в #lobby').waitFor();
    expect(await ann.evaluate('document.documentElement.lang')).toBe('ru');
    expect(await ann.evaluate('({ ...document.documentElement.dataset })')).toEqual({
      theme: 'dark',
      density: 'compact',
    });
  });

  test('hide and show presence changes', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    const set = async (on: boolean) => {
      await openSwitcher(ann);
      await ann.keyboard.type('settings');
      await ann.keyboard.press('Enter');
      await ann.getByLabel('Show who joins and leaves').setChecked(on);
      await ann.keyboard.press('Escape');
    };
    await set(false);
    const robot = await startBot(line, 'robot');
    await robot.say('here I am');
    await message(ann, 'here I am').waitFor();
    expect(await ann.getByText('robot joined').count()).toBe(0);
    await set(true);
    await ann.getByText('robot joined').waitFor();
  });

  test('request notification permission only when enabled, and notify of mentions', async () => {
    const line = await startLine();
    const robot = await startBot(line, 'robot');
    const ann = await enter(open, line.url, 'ann', size);
    await ann.evaluate(
      'window.told = []; window.asked = 0; const { Notification: Real } = window; window.Notification = class { ' +
        "static permission = 'default'; static requestPermission() { window.asked++; return Promise.resolve('granted'); } " +
        'constructor(title, options) { window.told.push([title, options.body]); } close() {} }; ' +
        'Document.prototype.hasFocus = () => false; window.dispatchEvent(new Event("blur"));',
    );
    expect(await ann.evaluate('window.asked')).toBe(0);
    await openRail(ann, size);
    await ann.getByRole('button', { name: 'Settings' }).click();
    await ann.getByLabel('Notify me when I am mentioned').click();
    await ann.keyboard.press('Escape');
    await robot.say('ann, tea?');
    await ann.waitForFunction('window.told.length > 0');
    expect(await ann.evaluate('[window.asked, window.told]')).toEqual([1, [['robot in #lobby', 'ann, tea?']]]);
  });

  test('list the keyboard shortcuts', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await ann.getByRole('log').focus();
    await ann.keyboard.press('?');
    await ann.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Start a new line').waitFor();
    await ann.keyboard.press('Escape');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
