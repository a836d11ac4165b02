import { describe, expect, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import { answer, openRow, person, REFUSED, row, said, showTab, signedIn, startPost } from './support/console.js';
import { type Size, sizes } from './support/line.js';

const chromium = needs('chromium');
const nc = needs('nc');

describe.skipIf(chromium === undefined || nc === undefined).each(Object.keys(sizes) as Size[])(
  'on a %s screen, an operator',
  (size) => {
    const open = useBrowser(chromium ?? '', REFUSED);

    async function onSessions(settings = {}) {
      const post = await startPost(settings);
      const page = await signedIn(open, post, size);
      await showTab(page, 'Sessions');
      return { post, page };
    }

    test('sees who is connected, by which wire, and narrows the list', async () => {
      const { post, page } = await onSessions();
      await page.getByText('Nobody is connected.').waitFor();
      await person(post, 'carl');
      await person(post, 'dora');
      await row(page, 'carl').waitFor();
      expect(await row(page, 'dora').locator('.wire').textContent()).toBe('nc');
      await page.keyboard.press('/');
      await page.keyboard.type('dor');
      await row(page, 'carl').waitFor({ state: 'detached' });
      await page.getByText('1 session', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      await row(page, 'carl').waitFor();
    });

    test('disconnects one, who may come back', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await page.getByRole('dialog', { name: 'Disconnect carl?' }).getByLabel('Reason').fill('time to go');
      await answer(page, 'Disconnect');
      await carl.shows('time to go');
      await carl.gone();
      await said(page, 'carl was disconnected.');
      await page.getByText('This session is over.').waitFor();
      await person(post, 'carl');
    });

    test('kicks one out of a room', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Kick' }).click();
      await page.getByRole('dialog').getByLabel('Reason').fill('too loud');
      await answer(page, 'Kick');
      await carl.shows('too loud');
      await said(page, 'carl was kicked (#lobby).');
    });

    test('mutes one, and takes it back at once', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      const dora = await person(post, 'dora');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Mute' }).click();
      await page.getByRole('dialog').getByLabel('How long').selectOption('Five minutes');
      await answer(page, 'Mute');
      await said(page, 'carl was muted (#lobby).');
      carl.type('can you hear me');
      await carl.shows('muted');
      await page.getByRole('button', { name: 'Unmute' }).click();
      await said(page, 'carl may write again (#lobby).');
      carl.type('now you can');
      await dora.shows('now you can');
      expect(dora.screen()).not.toContain('can you hear me');
    });

    test('bans one, and takes it back in the audit', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Ban' }).click();
      await page.getByRole('dialog').getByLabel('Where').selectOption('Everywhere');
      await answer(page, 'Ban');
      await said(page, 'carl was banned (everywhere).');
      await carl.gone();
      await page.keyboard.press('Escape');
      await showTab(page, 'Audit');
      await page.getByRole('table').getByRole('button', { name: 'Unban' }).click();
      await said(page, 'carl may come back (everywhere).');
      await person(post, 'carl');
    });

    test('is told in the dialog why something was refused, and does it otherwise', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Ban' }).click();
      const asked = page.getByRole('dialog');
      await asked.getByLabel('Where').selectOption('Everywhere');
      // Everybody comes from this machine's own address, so it is nobody's.
      await asked.getByLabel('Everybody from the network of 127.0.0.1 too').check();
      await asked.getByRole('button', { name: 'Ban', exact: true }).click();
      await asked.getByRole('alert').getByText('carl').waitFor();
      await asked.getByLabel('Everybody from the network of 127.0.0.1 too').uncheck();
      await answer(page, 'Ban');
      await carl.gone();
    });

    test('writes to one', async () => {
      const { post, page } = await onSessions();
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Write' }).click();
      await page.getByRole('dialog').getByLabel('Text').fill('between us');
      await answer(page, 'Say it');
      await carl.shows('between us');
    });

    test('cuts a connection on purpose', async () => {
      const { post, page } = await onSessions({ chaos: true });
      const carl = await person(post, 'carl');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Drop' }).click();
      await answer(page, 'Do it');
      await carl.gone();
    });

    test('makes a connection slow, and well again', async () => {
      const { post, page } = await onSessions({ chaos: true });
      await person(post, 'carl');
      await openRow(page, 'carl');
      const chaos = page.getByRole('group', { name: 'Chaos' });
      await chaos.getByLabel('Slow by, ms').fill('50');
      await chaos.getByRole('button', { name: 'Slow' }).click();
      await chaos.getByRole('button', { name: 'Slow', pressed: true }).waitFor();
      await chaos.getByRole('button', { name: 'Off' }).click();
      await chaos.getByRole('button', { name: 'Off', pressed: true }).waitFor();
    });

    test('lets a connection fall silent on purpose', async () => {
      const { post, page } = await onSessions({ chaos: true });
      const carl = await person(post, 'carl');
      const dora = await person(post, 'dora');
      await openRow(page, 'carl');
      await page.getByRole('button', { name: 'Half-open' }).click();
      await answer(page, 'Do it');
      await row(page, 'carl').getByText('half-open').waitFor();
      dora.type('carl?');
      carl.type('dora?');
      await page.getByRole('button', { name: 'Close the panel' }).click();
      await showTab(page, 'Messages');
      await row(page, 'carl?').waitFor();
      expect(await row(page, 'dora?').count()).toBe(0);
      expect(carl.screen()).not.toContain('carl?');
    });

    test('has no means to spoil connections where that is off', async () => {
      const { post, page } = await onSessions();
      await person(post, 'carl');
      const panel = await openRow(page, 'carl');
      await panel.getByText('Round trip').waitFor();
      expect(await panel.getByText('Chaos').count()).toBe(0);
    });
  },
);
