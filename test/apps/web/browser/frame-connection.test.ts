import { describe, expect, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { box, enter, message, newFolder, type Size, send, startBot, startLine } from './support/line.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('the connection on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('shows why it was lost, the next attempt and waiting messages; “Retry now” reconnects', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await line.gateway.stop();
    const status = ann.locator('.status');
    await status.getByText(/^Reconnecting in \d+ s$/).waitFor();
    await ann
      .getByRole('img', { name: /^Reconnecting in \d+ s\. / })
      .first()
      .waitFor({ state: 'attached' });
    await send(ann, 'later');
    await status.getByText('1 message waiting').waitFor();
    await startLine({ httpPort: Number(new URL(line.url).port) });
    await ann.getByRole('button', { name: 'Retry now' }).click();
    await message(ann, 'later').waitFor();
    await status.getByText('1 message waiting').waitFor({ state: 'detached' });
    await ann.getByRole('img', { name: 'Connected' }).first().waitFor({ state: 'attached' });
  });

  test('shows how many messages were recovered', async () => {
    const data = await newFolder();
    const line = await startLine({ data });
    const ann = await enter(open, line.url, 'ann', size);
    await send(ann, 'before');
    await message(ann, 'before').waitFor();
    await line.gateway.stop();
    await ann.locator('.status-waiting').waitFor();
    const again = await startLine({ data, httpPort: Number(new URL(line.url).port) });
    const robot = await startBot(again, 'robot');
    await robot.say('meanwhile');
    await ann.getByRole('button', { name: 'Retry now' }).click();
    await message(ann, 'meanwhile').waitFor();
    await ann.getByText('Caught up: 1 message').waitFor();
    await ann.getByText('Caught up: 1 message').waitFor({ state: 'detached' });
  });

  test('stays closed after /quit and reopens with “Connect”', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    await send(ann, '/quit');
    await ann.getByRole('img', { name: 'Not connected' }).first().waitFor({ state: 'attached' });
    await ann.getByRole('button', { name: 'Connect', exact: true }).click();
    await ann.getByRole('img', { name: 'Connected' }).first().waitFor({ state: 'attached' });
  });

  test('does not move the text box when its state changes', async () => {
    const line = await startLine();
    const ann = await enter(open, line.url, 'ann', size);
    const before = await box(ann).boundingBox();
    await line.gateway.stop();
    await ann.locator('.status-waiting').waitFor();
    expect(await box(ann).boundingBox()).toEqual(before);
  });

  test('offers to rejoin after a kick', async () => {
    const line = await startLine();
    const robot = await startBot(line, 'robot');
    await robot.ask({ type: 'join', room: 'den' });
    const ann = await enter(open, line.url, 'ann', size);
    await send(ann, '/join den');
    await ann.getByRole('heading', { name: 'den' }).waitFor();
    await ann.locator('.person').nth(1).waitFor({ state: 'attached' });
    await robot.ask({ type: 'room.kick', room: 'den', nick: 'ann' });
    await ann.locator('.status').getByText('You are no longer in #den.').waitFor();
    await ann.getByRole('button', { name: 'Rejoin' }).click();
    await ann.locator('.status').waitFor({ state: 'detached' });
  });
});
