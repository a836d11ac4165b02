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
  'the sessions of the console on a %s screen',
  (size) => {
    const open = useBrowser(chromium ?? '', REFUSED);

    async function onSessions(settings = {}) {
      const fixture = await consoleFixture(settings);
      const page = await openConsole(open, fixture, size);
      await showTab(page, 'Sessions');
      return { fixture, page };
    }

    test('lists sessions with their wires and filters them', async () => {
      const { fixture, page } = await onSessions();
      await page.getByText('No sessions.').waitFor();
      await connectUser(fixture, 'carl');
      await connectUser(fixture, 'dora');
      await row(page, 'carl').waitFor();
      expect(await row(page, 'dora').locator('.wire').textContent()).toBe('nc');
      await page.keyboard.press('/');
      await page.keyboard.type('dor');
      await row(page, 'carl').waitFor({ state: 'detached' });
      await page.getByText('1 session', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await row(page, 'carl').waitFor();
    });

    test('disconnects a session that can reconnect', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await page.getByRole('dialog', { name: 'Disconnect carl?' }).getByLabel('Reason').fill('time to go');
      await confirm(page, 'Disconnect');
      await carl.waitFor('time to go');
      await carl.disconnected();
      await waitForToast(page, 'carl was disconnected.');
      await page.getByText('This session has ended.').waitFor();
      await connectUser(fixture, 'carl');
    });

    test('kicks a user from a room', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Kick' }).click();
      await page.getByRole('dialog').getByLabel('Reason').fill('too loud');
      await confirm(page, 'Kick');
      await carl.waitFor('too loud');
      await waitForToast(page, 'carl was kicked (#lobby).');
    });

    test('mutes a user and undoes it', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      const dora = await connectUser(fixture, 'dora');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Mute' }).click();
      await page.getByRole('dialog').getByLabel('Duration').selectOption('5 minutes');
      await confirm(page, 'Mute');
      await waitForToast(page, 'carl was muted (#lobby).');
      carl.type('can you hear me');
      await carl.waitFor('muted');
      await page.getByRole('button', { name: 'Unmute' }).click();
      await waitForToast(page, 'carl can write again (#lobby).');
      carl.type('now you can');
      await dora.waitFor('now you can');
      expect(dora.screen()).not.toContain('can you hear me');
    });

    test('bans a user and undoes it in the audit', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Ban' }).click();
      await page.getByRole('dialog').getByLabel('Where').selectOption('All rooms');
      await confirm(page, 'Ban');
      await waitForToast(page, 'carl was banned (all rooms).');
      await carl.disconnected();
      await page.keyboard.press('Escape');
      await showTab(page, 'Audit');
      await page.getByRole('table').getByRole('button', { name: 'Unban' }).click();
      await waitForToast(page, 'carl can join again (all rooms).');
      await connectUser(fixture, 'carl');
    });

    test('shows in the dialog why an action was refused, and retries', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Ban' }).click();
      const asked = page.getByRole('dialog');
      await asked.getByLabel('Where').selectOption('All rooms');
      // All users share the address of this machine, so a network ban is refused.
      await asked.getByLabel('Also ban the network of 127.0.0.1').check();
      await asked.getByRole('button', { name: 'Ban', exact: true }).click();
      await asked.getByRole('alert').getByText('carl').waitFor();
      await asked.getByLabel('Also ban the network of 127.0.0.1').uncheck();
      await confirm(page, 'Ban');
      await carl.disconnected();
    });

    test('sends a direct message', async () => {
      const { fixture, page } = await onSessions();
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByRole('dialog').getByLabel('Text').fill('between us');
      await confirm(page, 'Send');
      await carl.waitFor('between us');
    });

    test('drops a connection as a chaos action', async () => {
      const { fixture, page } = await onSessions({ chaos: true });
      const carl = await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Drop' }).click();
      await confirm(page, 'Apply');
      await carl.disconnected();
    });

    test('slows a connection down and restores it', async () => {
      const { fixture, page } = await onSessions({ chaos: true });
      await connectUser(fixture, 'carl');
      await openRow(page, 'carl');
      const chaos = page.getByRole('group', { name: 'Chaos' });
      await chaos.getByLabel('Delay, ms').fill('50');
      await chaos.getByRole('button', { name: 'Slow' }).click();
      await chaos.getByRole('button', { name: 'Slow', pressed: true }).waitFor();
      await chaos.getByRole('button', { name: 'Off' }).click();
      await chaos.getByRole('button', { name: 'Off', pressed: true }).waitFor();
    });

    test('stalls a connection as a chaos action', async () => {
      const { fixture, page } = await onSessions({ chaos: true });
      const carl = await connectUser(fixture, 'carl');
      const dora = await connectUser(fixture, 'dora');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Half-open' }).click();
      await confirm(page, 'Apply');
      await row(page, 'carl').getByText('half-open').waitFor();
      dora.type('carl?');
      carl.type('dora?');
      await page.getByRole('button', { name: 'Close the panel' }).click();
      await showTab(page, 'Messages');
      await row(page, 'carl?').waitFor();
      expect(await row(page, 'dora?').count()).toBe(0);
      expect(carl.screen()).not.toContain('carl?');
    });

    test('hides the chaos actions if they are disabled', async () => {
      const { fixture, page } = await onSessions();
      await connectUser(fixture, 'carl');
      const panel = await openRow(page, 'carl');
      await panel.getByText('Round trip').waitFor();
      expect(await panel.getByText('Chaos').count()).toBe(0);
    });
  },
);
