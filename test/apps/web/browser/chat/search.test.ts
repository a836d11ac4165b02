import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, newFolder, openSwitcher, type Size, signIn, startBot } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the search on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('finds a message by its words and shows it in the list', async () => {
    const fixture = await gatewayFixture({ data: await newFolder() });
    const robot = await startBot(fixture, 'robot');
    await robot.say('the tea is ready');
    await robot.say('the coffee is not');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await message(ann, 'the tea is ready').waitFor();
    await ann.getByRole('button', { name: 'Search', exact: true }).click();
    await ann.getByRole('searchbox').fill('tea');
    await ann.keyboard.press('Enter');
    const hits = ann.locator('.search-results li');
    await hits.first().waitFor();
    expect(await hits.count()).toBe(1);
    await hits.getByRole('button').click();
    await message(ann, 'the tea is ready').waitFor();
    // The drawer closes to uncover the message; the column stays open.
    await ann.locator('.scrim').waitFor({ state: 'detached' });
    await ann.locator('.search').waitFor({ state: size === 'wide' ? 'visible' : 'hidden' });
  });

  test('is reset in another conversation', async () => {
    const fixture = await gatewayFixture({ data: await newFolder() });
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.keyboard.press('Control+Shift+F');
    await ann.getByRole('searchbox', { name: 'Search #lobby' }).fill('nothing');
    await ann.keyboard.press('Enter');
    await openSwitcher(ann);
    await ann.keyboard.type('design');
    await ann.keyboard.press('Enter');
    const field = ann.locator('input[type=search][aria-label="Search #design"]');
    await field.waitFor({ state: 'attached' });
    expect(await field.inputValue()).toBe('');
  });
});
