import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, type Size, signIn, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the emoji picker on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('inserts the clicked emoji at the caret', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).fill('party');
    await ann.getByRole('button', { name: 'Add an emoji' }).click();
    await ann.getByRole('button', { name: 'Activities' }).click();
    await ann.getByRole('option', { name: 'party popper' }).click();
    expect(await textBox(ann).inputValue()).toBe('party🎉');
    await ann.keyboard.press('Enter');
    await message(ann, 'party🎉').waitFor();
  });

  test('can be used with the keyboard only, and Esc returns the focus', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const button = ann.getByRole('button', { name: 'Add an emoji' });
    await button.focus();
    await ann.keyboard.press('Enter');
    await ann.getByRole('dialog', { name: 'Choose an emoji' }).waitFor();
    await ann.keyboard.type('tada');
    await ann.getByRole('option', { name: 'party popper' }).waitFor();
    await ann.keyboard.press('ArrowDown');
    await ann.locator('[role=option]:focus').waitFor();
    await ann.keyboard.press('Escape');
    await ann.locator('button[aria-label="Add an emoji"]:focus').waitFor();
    expect(await textBox(ann).inputValue()).toBe('');
  });

  test('lists picked emoji as recent', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const picker = ann.getByRole('button', { name: 'Add an emoji' });
    await picker.click();
    await ann.getByRole('textbox', { name: 'Search emoji' }).fill('hedgehog');
    await ann.getByRole('option', { name: 'hedgehog' }).waitFor();
    await ann.keyboard.press('Enter');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
    await picker.click();
    const first = ann.getByRole('listbox', { name: 'Recent' }).getByRole('option').first();
    expect(await first.getAttribute('aria-label')).toBe('hedgehog');
  });

  test('finds emoji in the language of the page and in English', async () => {
    const fixture = await gatewayFixture();
    const ann = await open(fixture.url, { locale: 'ru-RU', viewport: { width: 800, height: 800 } });
    await ann.getByLabel('Ник', { exact: true }).fill('аня');
    await ann.keyboard.press('Enter');
    await ann.getByRole('button', { name: 'Вставить эмодзи' }).click();
    const field = ann.getByRole('textbox', { name: 'Поиск эмодзи' });
    for (const word of ['hedgehog', 'ежик']) {
      await field.fill(word);
      await ann
        .getByRole('option')
        .and(ann.getByText('🦔', { exact: true }))
        .waitFor();
    }
  });
});
