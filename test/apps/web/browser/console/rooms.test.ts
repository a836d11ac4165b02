import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Size, sizes } from '../support/chat.js';
import {
  confirm,
  connectUser,
  consoleFixture,
  openConsole,
  openRow,
  REFUSED,
  row,
  showTab,
  waitForToast,
} from '../support/console.js';

const chromium = needs('chromium');
const nc = needs('nc');

describe.skipIf(chromium === undefined || nc === undefined).each(Object.keys(sizes) as Size[])(
  'the rooms, messages and files of the console on a %s screen',
  (size) => {
    const open = useBrowser(chromium ?? '', REFUSED);

    async function withCarl() {
      const fixture = await consoleFixture();
      const carl = await connectUser(fixture, 'carl');
      const page = await openConsole(open, fixture, size);
      return { fixture, page, carl };
    }

    test('sends a message to all rooms', async () => {
      const { fixture, page, carl } = await withCarl();
      const dora = await connectUser(fixture, 'dora');
      dora.type('/join design');
      await dora.waitFor('design');
      dora.type('/part lobby');
      await page.getByRole('button', { name: 'Broadcast' }).click();
      await page.getByRole('dialog').getByLabel('Text').fill('we go down at noon');
      await confirm(page, 'Send');
      await Promise.all([carl.waitFor('we go down at noon'), dora.waitFor('we go down at noon')]);
      await waitForToast(page, 'Message sent to all rooms.');
    });

    test('enables slow mode in a room and sends a message to it', async () => {
      const { page, carl } = await withCarl();
      await showTab(page, 'Rooms');
      await openRow(page, '#lobby');
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByRole('dialog').getByLabel('Text').fill('only here');
      await confirm(page, 'Send');
      await carl.waitFor('only here');
      await page.getByRole('button', { name: 'Slow mode' }).last().click();
      await page.getByRole('dialog').getByLabel('Time between messages').selectOption('300 s');
      await confirm(page, 'Set');
      await waitForToast(page, 'Slow mode in #lobby: 300 seconds.');
      carl.type('first');
      carl.type('second');
      await carl.waitFor('slow');
      await page.getByRole('complementary').getByText('300 s').waitFor();
    });

    test('opens the sessions and messages of a room', async () => {
      const { page, carl } = await withCarl();
      await showTab(page, 'Rooms');
      await openRow(page, '#lobby');
      await page.getByRole('complementary').getByRole('button', { name: 'Sessions' }).click();
      await row(page, 'carl').waitFor();
      await page.getByRole('button', { name: 'in #lobby' }).click();
      await page.getByRole('button', { name: 'in #lobby' }).waitFor({ state: 'detached' });
      await showTab(page, 'Rooms');
      await page.getByRole('complementary').getByRole('button', { name: 'Messages' }).click();
      expect(await page.getByPlaceholder('Any room').inputValue()).toBe('lobby');
      carl.type('is anybody there');
      await row(page, 'is anybody there').waitFor();
    });

    test('shows live messages, filters and pauses them', async () => {
      const { page, carl } = await withCarl();
      await showTab(page, 'Messages');
      carl.type('apples');
      await row(page, 'apples').waitFor();
      carl.type('pears');
      await row(page, 'pears').waitFor();
      await page.getByPlaceholder('Text').fill('pea');
      await row(page, 'apples').waitFor({ state: 'detached' });
      await page.getByPlaceholder('Text').fill('');
      await row(page, 'apples').waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      carl.type('plums');
      // Wait for a full poll elsewhere before checking that nothing arrived here.
      await showTab(page, 'Audit');
      await page.getByText('No actions yet.').waitFor();
      await showTab(page, 'Messages');
      expect(await row(page, 'plums').count()).toBe(0);
      await page.getByRole('button', { name: 'Resume' }).click();
      await row(page, 'plums').waitFor();
    });

    test('traces a message', async () => {
      const { fixture, page, carl } = await withCarl();
      await connectUser(fixture, 'dora');
      carl.type('hello dora');
      await showTab(page, 'Messages');
      await row(page, 'hello dora').locator('.row-button').click();
      const panel = page.getByRole('complementary');
      await panel.getByRole('table', { name: 'Gates' }).getByText('profanity').waitFor();
      await panel.getByRole('row', { name: 'dora delivered' }).waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'detached' });
    });

    test('sends a file to a room, downloads and deletes it', async () => {
      const { page, carl } = await withCarl();
      await showTab(page, 'Files');
      await page.getByText('No files yet.').waitFor();
      await page.getByRole('tabpanel').getByRole('button', { name: 'Send a file' }).click();
      const asked = page.getByRole('dialog');
      await asked.getByLabel('To').selectOption('Room');
      await asked.getByLabel('Room', { exact: true }).fill('#lobby');
      const name = '<b>notes.txt';
      await asked.getByLabel('File').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('notes') });
      await confirm(page, 'Send');
      await carl.waitFor('notes');
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /^Download/ }).click(),
      ]);
      expect(await (await file.createReadStream()).toArray()).toEqual([Buffer.from('notes')]);
      await page.getByRole('button', { name: /^Remove/ }).click();
      await confirm(page, 'Remove');
      await page.getByText('No files yet.').waitFor();
    });

    test('sends a file to all rooms from the top bar', async () => {
      const { page, carl } = await withCarl();
      await page.getByRole('button', { name: 'Send a file' }).first().click();
      const chosen = { name: 'all.txt', mimeType: 'text/plain', buffer: Buffer.from('x') };
      await page.getByRole('dialog').getByLabel('File').setInputFiles(chosen);
      await confirm(page, 'Send');
      await carl.waitFor('all.txt');
      await waitForToast(page, 'all.txt sent to all rooms.');
    });

    test('sends a file to one user', async () => {
      const { page, carl } = await withCarl();
      await page.getByRole('button', { name: 'Send a file' }).first().click();
      const asked = page.getByRole('dialog');
      await asked.getByLabel('To').selectOption('User');
      await asked.getByLabel('Nick', { exact: true }).fill('carl');
      await asked
        .getByLabel('File')
        .setInputFiles({ name: 'for-carl.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
      await confirm(page, 'Send');
      await carl.waitFor('for-carl.txt');
      await waitForToast(page, 'for-carl.txt sent to carl.');
    });
  },
);
