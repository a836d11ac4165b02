import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, newFolder, type Size, send, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the connection on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('shows why it was lost, the next attempt and waiting messages; “Retry now” reconnects', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await fixture.gateway.stop();
    const status = ann.locator('.status');
    await status.getByText(/^Reconnecting in \d+ s$/).waitFor();
    await ann
      .getByRole('img', { name: /^Reconnecting in \d+ s\. / })
      .first()
      .waitFor({ state: 'attached' });
    await send(ann, 'later');
    await status.getByText('1 message waiting').waitFor();
    await gatewayFixture({ httpPort: Number(new URL(fixture.url).port) });
    await ann.getByRole('button', { name: 'Retry now' }).click();
    await message(ann, 'later').waitFor();
    await status.getByText('1 message waiting').waitFor({ state: 'detached' });
    await ann.getByRole('img', { name: 'Connected' }).first().waitFor({ state: 'attached' });
  });

  test('shows how many messages were recovered', async () => {
    const data = await newFolder();
    const fixture = await gatewayFixture({ data });
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, 'before');
    await message(ann, 'before').waitFor();
    await fixture.gateway.stop();
    await ann.locator('.status-waiting').waitFor();
    const again = await gatewayFixture({ data, httpPort: Number(new URL(fixture.url).port) });
    const robot = await startBot(again, 'robot');
    await robot.say('meanwhile');
    await ann.getByRole('button', { name: 'Retry now' }).click();
    await message(ann, 'meanwhile').waitFor();
    await ann.getByText('Caught up: 1 message').waitFor();
    await ann.getByText('Caught up: 1 message').waitFor({ state: 'detached' });
  });

  test('stays closed after /quit and reopens with “Connect”', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/quit');
    await ann.getByRole('img', { name: 'Not connected' }).first().waitFor({ state: 'attached' });
    await ann.getByRole('button', { name: 'Connect', exact: true }).click();
    await ann.getByRole('img', { name: 'Connected' }).first().waitFor({ state: 'attached' });
  });

  test('does not move the text box when its state changes', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    const before = await textBox(ann).boundingBox();
    await fixture.gateway.stop();
    await ann.locator('.status-waiting').waitFor();
    expect(await textBox(ann).boundingBox()).toEqual(before);
  });

  test('offers to rejoin after a kick', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    await robot.request({ type: 'join', room: 'den' });
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/join den');
    await ann.getByRole('heading', { name: 'den' }).waitFor();
    await ann.locator('.member').nth(1).waitFor({ state: 'attached' });
    await robot.request({ type: 'room.kick', room: 'den', nick: 'ann' });
    await ann.locator('.status').getByText('You are no longer in #den.').waitFor();
    await ann.getByRole('button', { name: 'Rejoin' }).click();
    await ann.locator('.status').waitFor({ state: 'detached' });
  });
});
