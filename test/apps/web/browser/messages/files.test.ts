import { mkdtempSync, rmSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Size, sizes } from '../support/chat.js';
import { messagesFixture, openChat, startBot } from './support/messages.js';

const chromium = needs('chromium');

const picker = (page: Page) => page.locator('input[type=file]').first();

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'partyline-list-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('a file in the list on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('that is a picture has a preview and a full-page view', async () => {
    const { url } = await messagesFixture();
    const page = await openChat(open, url, 'zoe', { viewport: sizes[size] });
    const buffer = await page.screenshot({ clip: { x: 0, y: 0, width: 200, height: 120 } });
    await picker(page).setInputFiles({ name: 'corner.png', mimeType: 'image/png', buffer });
    await page.getByRole('link', { name: 'Download corner.png' }).waitFor();
    await page.getByRole('img', { name: 'Verified' }).waitFor();
    await page.getByRole('button', { name: 'Enlarge corner.png' }).click();
    const large = page.getByRole('dialog', { name: 'corner.png' });
    await expect
      .poll(() => large.getByRole('img', { name: 'corner.png' }).evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBe(200);
    await page.keyboard.press('Escape');
    await large.waitFor({ state: 'detached' });
  });

  test('that is not a picture, whatever its type, is a card with a download link', async () => {
    const { url } = await messagesFixture();
    const page = await openChat(open, url, 'zoe', { viewport: sizes[size] });
    const buffer = Buffer.from('<svg onload="alert(1)">');
    await picker(page).setInputFiles({ name: 'not a picture.png', mimeType: 'image/png', buffer });
    const download = page.getByRole('link', { name: 'Download not a picture.png' });
    await download.waitFor();
    await page.locator('.picture').waitFor({ state: 'detached' });
    const [fetched] = await Promise.all([page.waitForEvent('download'), download.click()]);
    expect(fetched.suggestedFilename()).toBe('not a picture.png');
  });

  test('can be paused, resumed and canceled during the upload', async () => {
    const path = join(folder(), 'large.bin');
    const file = await openFile(path, 'w');
    await file.truncate(100_000_000);
    await file.close();
    const { url } = await messagesFixture();
    const page = await openChat(open, url, 'zoe', { viewport: sizes[size] });
    // Slow enough to keep the upload running until it is canceled.
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const network = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 };
    await session.send('Network.emulateNetworkConditions', network);
    await picker(page).setInputFiles(path);
    await page.getByRole('progressbar', { name: 'Upload of large.bin' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/^Paused at \d+% · .+ of 100 MB$/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText(/^\d+% · .+ of 100 MB$/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('.upload').waitFor({ state: 'detached' });
  });
});

describe.skipIf(chromium === undefined)('a search', () => {
  const open = useBrowser(chromium ?? '');

  test('finds a message by its words and jumps to it', async () => {
    const party = await messagesFixture({ data: folder() });
    const ann = await startBot(party, 'ann');
    await ann.say('the kettle is on');
    for (let at = 0; at < 249; at++) ann.send(`noise ${at}`);
    await ann.say('noise 249');
    const page = await openChat(open, party.url, 'zoe');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('searchbox').fill('kettle');
    await page.keyboard.press('Enter');
    const results = page.getByRole('region', { name: 'Search results' });
    await results.locator('mark', { hasText: 'kettle' }).click();
    await page.locator('.row-flash').getByText('the kettle is on').waitFor();
    await page.getByRole('searchbox').fill('teapot');
    await page.keyboard.press('Enter');
    await page.getByText('No messages found for “teapot”.').waitFor();
  });
});
