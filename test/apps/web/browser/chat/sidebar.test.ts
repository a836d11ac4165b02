import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, openSidebar, type Size, send, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the sidebar on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('joins a room with the plus button and shows it', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'Join a room' }).click();
    await ann.getByRole('combobox', { name: 'Name of the room' }).fill('design');
    await ann.getByRole('option', { name: 'Join #design' }).click();
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await textBox(ann).and(ann.getByLabel('Message #design')).waitFor();
  });

  test('counts unread messages and marks mentions', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await robot.say('one');
    await robot.say('ann, two');
    await openSidebar(ann, size);
    const entry = ann.getByRole('button', { name: 'lobby 2 unread messages, you were mentioned' });
    await entry.click();
    await message(ann, 'ann, two').waitFor();
    await ann.locator('.badge').waitFor({ state: 'detached' });
  });

  test('marks a room as read from its menu', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await robot.say('one');
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'lobby 1 unread message' }).waitFor();
    await ann.getByRole('button', { name: 'Options: lobby' }).focus();
    await ann.keyboard.press('Enter');
    await ann.getByRole('menuitem', { name: 'Mark as read' }).click();
    await ann.locator('.badge').waitFor({ state: 'detached' });
  });

  test('lists direct conversations separately, with presence, and closes them', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.request({ type: 'tell', to: 'ann', text: 'between us' });
    await openSidebar(ann, size);
    await ann.getByRole('heading', { name: 'Direct' }).waitFor();
    const rail = ann.getByRole('navigation', { name: 'Rooms' });
    await rail.getByRole('button', { name: 'robot 1 unread message' }).waitFor();
    expect(await rail.locator('.entry .dot-on').count()).toBe(1);
    await rail.getByRole('button', { name: 'Options: robot' }).focus();
    await ann.keyboard.press('Enter');
    await ann.getByRole('menuitem', { name: 'Close conversation with robot' }).click();
    await ann.getByRole('heading', { name: 'Direct' }).waitFor({ state: 'detached' });
  });

  test('opens the menu with a right click, and the arrow keys move in it', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'lobby', exact: true }).click({ button: 'right' });
    const lines = ann.getByRole('menuitem');
    await lines.first().waitFor();
    await ann.keyboard.press('End');
    await ann.locator('[role=menuitem]:last-child:focus').waitFor();
    await ann.keyboard.press('ArrowDown');
    await ann.locator('[role=menuitem]:first-child:focus').waitFor();
    await ann.keyboard.press('Escape');
    await lines.first().waitFor({ state: 'detached' });
  });

  test('leaves the last room and shows how to join another one', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.locator('.room-head').getByRole('button', { name: 'Options: lobby' }).click();
    await ann.getByRole('menuitem', { name: 'Leave #lobby' }).click();
    await ann.getByText('You are not in any room.').waitFor();
    await ann.getByRole('main').getByRole('button', { name: 'Join a room' }).click();
    await ann.getByRole('dialog', { name: 'Join a room' }).waitFor();
  });

  test('changes the nick and reports a taken one', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'Signed in as ann. Change nick' }).click();
    const field = ann.getByRole('textbox', { name: 'Nick' });
    await field.fill('robot');
    await ann.getByRole('button', { name: 'Change', exact: true }).click();
    await ann.getByText('robot is taken.').waitFor();
    await field.fill('anna');
    await ann.keyboard.press('Enter');
    await ann.getByRole('dialog').waitFor({ state: 'detached' });
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'Signed in as anna. Change nick' }).waitFor();
  });

  test('switches between the light and the dark theme', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const scheme = () => ann.evaluate('getComputedStyle(document.documentElement).colorScheme');
    await openSidebar(ann, size);
    await ann.getByRole('button', { name: 'Switch to dark' }).click();
    expect(await scheme()).toBe('dark');
    await ann.getByRole('button', { name: 'Switch to light' }).click();
    expect(await scheme()).toBe('light');
  });
});
