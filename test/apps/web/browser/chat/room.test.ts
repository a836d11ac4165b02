import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, openMembers, type Size, send, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the room on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('copies its link, which opens the room', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await ann.locator('.room-head').getByRole('button', { name: 'Options: design' }).click();
    await ann.getByRole('menuitem', { name: 'Copy link' }).click();
    await ann.getByText('Link copied.').waitFor();
    const link = await ann.evaluate<string>('navigator.clipboard.readText()');
    expect(new URL(link).hash).toBe('#design');
    const bob = await signIn(open, link, 'bob', size);
    await bob.getByRole('heading', { name: 'design' }).waitFor();
  });

  test('clears the list for this user only', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say('soon forgotten');
    await message(ann, 'soon forgotten').waitFor();
    await ann.locator('.room-head').getByRole('button', { name: 'Options: lobby' }).click();
    await ann.getByRole('menuitem', { name: 'Clear this list' }).click();
    await message(ann, 'soon forgotten').waitFor({ state: 'detached' });
    const bob = await signIn(open, fixture.url, 'bob', size);
    await message(bob, 'soon forgotten').waitFor();
  });

  test('follows the back and forward buttons of the browser', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    expect(new URL(ann.url()).hash).toBe('#design');
    await ann.goBack();
    await ann.getByRole('heading', { name: 'lobby' }).waitFor();
    await ann.goForward();
    await ann.getByRole('heading', { name: 'design' }).waitFor();
  });

  test('sends dropped files after showing the drop target', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const files = await ann.evaluateHandle(
      "(() => { const d = new DataTransfer(); d.items.add(new File(['hello'], 'drop.txt', { type: 'text/plain' })); return d; })()",
    );
    const room = ann.getByRole('main');
    await room.dispatchEvent('dragenter', { dataTransfer: files });
    await ann.getByText('The members of #lobby will receive the files.').waitFor();
    await room.dispatchEvent('drop', { dataTransfer: files });
    await ann.getByText('Drop files to send them').waitFor({ state: 'detached' });
    await ann.getByRole('log').getByText('drop.txt').first().waitFor();
  });

  test('sends files chosen with the button', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const chooser = ann.waitForEvent('filechooser');
    await ann.getByRole('button', { name: 'Attach files' }).click();
    await (await chooser).setFiles([
      { name: 'one.txt', mimeType: 'text/plain', buffer: Buffer.from('one') },
      { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('two') },
    ]);
    for (const name of ['one.txt', 'two.txt']) await ann.getByRole('log').getByText(name).first().waitFor();
  });

  test('sends pasted files', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.evaluate(
      "(() => { const d = new DataTransfer(); d.items.add(new File(['x'], 'paste.txt', { type: 'text/plain' })); " +
        "const pasted = new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true }); " +
        "document.querySelector('.composer textarea').dispatchEvent(pasted); })()",
    );
    await ann.getByRole('log').getByText('paste.txt').first().waitFor();
  });

  test('opens the search with the button and the shortcut, and Esc closes it', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await ann.getByRole('button', { name: 'Search', exact: true }).click();
    const field = ann.getByRole('searchbox', { name: 'Search #lobby' });
    await field.waitFor();
    await ann.locator('input[type=search]:focus').waitFor();
    await ann.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await ann.keyboard.press('Control+Shift+F');
    await field.waitFor();
    await ann.getByRole('complementary', { name: 'Search' }).getByRole('button', { name: 'Close' }).click();
    await field.waitFor({ state: 'detached' });
  });

  test('opens direct conversations with members and mentions them', async () => {
    const fixture = await gatewayFixture();
    await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    const member = ann.getByRole('complementary', { name: 'Members' }).getByRole('button', { name: /robot/ });
    await openMembers(ann, size);
    await member.click();
    await ann.getByRole('menuitem', { name: 'Mention robot' }).click();
    await ann.getByRole('menuitem').first().waitFor({ state: 'detached' });
    expect(await textBox(ann).inputValue()).toBe('@robot ');
    await openMembers(ann, size);
    await member.click();
    await ann.getByRole('menuitem', { name: 'Write to robot' }).click();
    await ann.getByRole('heading', { name: 'robot' }).waitFor();
    await ann.getByRole('textbox', { name: 'Message robot' }).waitFor();
  });
});

describe.skipIf(chromium === undefined)('the room header', () => {
  const open = useBrowser(chromium ?? '');

  test('edits the topic on click for the owner, and Esc cancels', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await ann.getByRole('button', { name: 'Add a topic' }).click();
    await ann.getByRole('textbox', { name: 'Topic' }).fill('colours');
    await ann.keyboard.press('Enter');
    await ann.getByRole('button', { name: 'Change the topic: colours' }).click();
    await ann.getByRole('textbox', { name: 'Topic' }).fill('other');
    await ann.keyboard.press('Escape');
    await ann.getByRole('button', { name: 'Change the topic: colours' }).waitFor();
    const bob = await signIn(open, `${fixture.url}#design`, 'bob');
    await bob.locator('p.topic').getByText('colours', { exact: true }).waitFor();
    expect(await bob.getByRole('button', { name: /topic/i }).count()).toBe(0);
  });

  test('marks the owner of the room', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann');
    await send(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await ann
      .getByRole('complementary')
      .locator('.member', { hasText: 'ann' })
      .getByRole('img', { name: 'Owner' })
      .waitFor();
  });
});
