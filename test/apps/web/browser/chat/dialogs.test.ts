import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import {
  gatewayFixture,
  message,
  openSidebar,
  openSwitcher,
  type Size,
  send,
  signIn,
  sizes,
  startBot,
  textBox,
} from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the dialogs on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('ask a new user for a nick and suggest a free one if it is taken', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const page = await open(fixture.url, { viewport: sizes[size] });
    await page.getByRole('dialog', { name: 'Choose a nick' }).waitFor();
    await page.getByLabel('Nick', { exact: true }).fill('robot');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText('robot is taken.').waitFor();
    await page.getByRole('button', { name: 'Use robot2' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.light-green').first().waitFor({ state: 'attached' });
    // The text box has the focus after the sign-in.
    await page.keyboard.type('hello');
    expect(await textBox(page).inputValue()).toBe('hello');
  });

  test('go to a room by some of its letters and the arrow keys', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
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
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
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
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).fill('half');
    await openSwitcher(ann);
    await ann.getByRole('dialog', { name: 'Go to' }).waitFor();
    await ann.keyboard.press('Escape');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
    await ann.keyboard.type(' done');
    expect(await textBox(ann).inputValue()).toBe('half done');
  });

  test('keep theme, language and density after a reload', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await openSidebar(ann, size);
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
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const set = async (on: boolean) => {
      await openSwitcher(ann);
      await ann.keyboard.type('settings');
      await ann.keyboard.press('Enter');
      await ann.getByLabel('Show who joins and leaves').setChecked(on);
      await ann.keyboard.press('Escape');
    };
    await set(false);
    const robot = await startBot(fixture, 'robot');
    await robot.say('here I am');
    await message(ann, 'here I am').waitFor();
    expect(await ann.getByText('robot joined').count()).toBe(0);
    await set(true);
    await ann.getByText('robot joined').waitFor();
  });

  test('request notification permission only when enabled, and notify of mentions', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.evaluate(
      'window.shown = []; window.asked = 0; const { Notification: Real } = window; window.Notification = class { ' +
        "static permission = 'default'; static requestPermission() { window.asked++; return Promise.resolve('granted'); } " +
        'constructor(title, options) { window.shown.push([title, options.body]); } close() {} }; ' +
        'Document.prototype.hasFocus = () => false; window.dispatchEvent(new Event("blur"));',
    );
    expect(await ann.evaluate('window.asked')).toBe(0);
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'Settings' }).click();
    await ann.getByLabel('Notify me when I am mentioned').click();
    await ann.keyboard.press('Escape');
    await robot.say('ann, tea?');
    await ann.waitForFunction('window.shown.length > 0');
    expect(await ann.evaluate('[window.asked, window.shown]')).toEqual([1, [['robot in #lobby', 'ann, tea?']]]);
  });

  test('list the keyboard shortcuts', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.getByRole('log').focus();
    await ann.keyboard.press('?');
    await ann.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Start a new line').waitFor();
    await ann.keyboard.press('Escape');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
