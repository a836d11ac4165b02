import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, openSwitcher, type Size, send, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the composer on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('sends with its button and adds a line with Shift+Enter', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).fill('one');
    await textBox(ann).press('Shift+Enter');
    await textBox(ann).pressSequentially('two');
    await ann.getByRole('button', { name: 'Send', exact: true }).click();
    await message(ann, 'one\ntwo').waitFor();
    expect(await textBox(ann).inputValue()).toBe('');
  });

  test('edits the last own message after an arrow up, and Esc cancels', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, 'helo');
    await message(ann, 'helo').waitFor();
    await textBox(ann).press('ArrowUp');
    await ann.getByText('Editing your message').waitFor();
    expect(await textBox(ann).inputValue()).toBe('helo');
    await textBox(ann).press('Escape');
    await ann.getByText('Editing your message').waitFor({ state: 'detached' });
    expect(await textBox(ann).inputValue()).toBe('');
    await textBox(ann).press('ArrowUp');
    await ann.getByText('Editing your message').waitFor();
    await send(ann, 'hello');
    const texts = ann.locator('.message-sent .message-text');
    await texts.filter({ hasText: /^hello/ }).waitFor();
    expect(await texts.count()).toBe(1);
  });

  test('shows the quoted message until the reply is cancelled', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say('tea?');
    await message(ann, 'tea?').hover();
    await ann.getByRole('button', { name: 'Reply' }).first().click();
    await ann.locator('.banner').getByText('Reply to robot').waitFor();
    await ann.locator('.composer textarea:focus').waitFor();
    await ann.locator('.banner').getByRole('button', { name: 'Cancel' }).click();
    await ann.locator('.banner').waitFor({ state: 'detached' });
  });

  test('restores the draft after an edit and after a reload', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, 'first');
    await message(ann, 'first').waitFor();
    await textBox(ann).fill('half a thought');
    await ann.reload();
    await ann.locator('.light-green').first().waitFor({ state: 'attached' });
    expect(await textBox(ann).inputValue()).toBe('half a thought');
  });

  test('keeps a draft for each conversation', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).fill('for the lobby');
    await openSwitcher(ann);
    await ann.keyboard.type('design');
    await ann.keyboard.press('Enter');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    expect(await textBox(ann).inputValue()).toBe('');
    await ann.goBack();
    await ann.getByRole('heading', { name: 'lobby' }).waitFor();
    expect(await textBox(ann).inputValue()).toBe('for the lobby');
  });

  test('completes a command with the arrows and Tab', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).pressSequentially('/');
    const options = ann.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await options.first().waitFor();
    const second = await options.nth(1).locator('.suggestion-label').textContent();
    await ann.keyboard.press('ArrowDown');
    expect(await options.nth(1).getAttribute('aria-selected')).toBe('true');
    expect(await textBox(ann).getAttribute('aria-activedescendant')).toBe(await options.nth(1).getAttribute('id'));
    await ann.keyboard.press('Tab');
    expect((await textBox(ann).inputValue()).split(' ')[0]).toBe(second?.split(' ')[0]);
  });

  test('completes a nick on click, and Esc closes the completions', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).pressSequentially('hi @ro');
    await ann.getByRole('option', { name: 'robot' }).click();
    expect(await textBox(ann).inputValue()).toBe('hi @robot ');
    await textBox(ann).fill('');
    await textBox(ann).pressSequentially('@ro');
    await ann.getByRole('option', { name: 'robot' }).waitFor();
    await ann.keyboard.press('Escape');
    await ann.getByRole('option').waitFor({ state: 'detached' });
    expect(await textBox(ann).inputValue()).toBe('@ro');
  });

  test('completes an emoji by name', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).pressSequentially('yes :tada');
    await ann.getByRole('option', { name: /tada/ }).first().waitFor();
    await ann.keyboard.press('Enter');
    expect(await textBox(ann).inputValue()).toMatch(/^yes 🎉/);
  });

  test('shows the remaining characters near the limit and refuses longer texts', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await textBox(ann).fill('x'.repeat(3_990));
    await ann.getByText('10 left').waitFor();
    await textBox(ann).fill('x'.repeat(4_010));
    await ann.getByText('10 over the limit').waitFor();
    expect(await ann.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
  });

  test('shows who is typing without a layout shift', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    const before = await textBox(ann).boundingBox();
    await robot.request({ type: 'typing', room: 'lobby' });
    await ann.getByText('robot is typing…').waitFor();
    expect(await textBox(ann).boundingBox()).toEqual(before);
    await robot.say('done');
    await ann.getByText('robot is typing…').waitFor({ state: 'detached' });
  });
});
