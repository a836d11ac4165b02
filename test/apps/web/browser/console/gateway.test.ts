import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Size, sizes } from '../support/chat.js';
import {
  acceptsConnections,
  confirm,
  connectUser,
  consoleFixture,
  openConsole,
  REFUSED,
  row,
  showTab,
  waitForToast,
} from '../support/console.js';

const chromium = needs('chromium');
const nc = needs('nc');

describe.skipIf(chromium === undefined || nc === undefined).each(Object.keys(sizes) as Size[])(
  'the console of the gateway on a %s screen',
  (size) => {
    const open = useBrowser(chromium ?? '', REFUSED);

    test('stops and restarts a listener', async () => {
      const fixture = await consoleFixture();
      const carl = await connectUser(fixture, 'carl');
      const page = await openConsole(open, fixture, size);
      const tcp = page.locator('[data-listener="tcp"]');
      await tcp.getByText('1 connection').waitFor();
      await tcp.getByRole('switch').click();
      await page.getByRole('dialog').getByText('1 connection is closed').waitFor();
      await confirm(page, 'Stop listening');
      await carl.disconnected();
      await page.locator('[data-listener="tcp"][data-state="closed"]').waitFor();
      expect(await acceptsConnections(fixture.tcpPort)).toBe(false);
      await page.getByRole('button', { name: 'Start again' }).click();
      await page.locator('[data-listener="tcp"][data-state="open"]').waitFor();
      const url = new URL((await tcp.locator('code').textContent()) ?? '');
      expect(await acceptsConnections(Number(url.port))).toBe(true);
    });

    test('disables, reloads and enables a plugin', async () => {
      const fixture = await consoleFixture({ profanity: 'mask' });
      const [carl, dora] = [await connectUser(fixture, 'carl'), await connectUser(fixture, 'dora')];
      const page = await openConsole(open, fixture, size);
      await showTab(page, 'Plugins');
      carl.type('oh fuck one');
      await dora.waitFor('one');
      const profanity = row(page, 'profanity');
      await profanity.getByRole('switch').click();
      await confirm(page, 'Switch off');
      await profanity.getByRole('switch', { checked: false }).waitFor();
      carl.type('oh fuck two');
      await dora.waitFor('fuck two');
      await page.getByRole('button', { name: 'Switch on again' }).click();
      await profanity.getByRole('switch', { checked: true }).waitFor();
      await profanity.getByRole('button', { name: 'Reload profanity' }).click();
      await waitForToast(page, 'profanity was reloaded.');
      carl.type('oh fuck three');
      await dora.waitFor('three');
      expect(dora.screen()).not.toMatch(/fuck (?:one|three)/);
    });

    test('shows the latencies and refusals of gates', async () => {
      const fixture = await consoleFixture();
      const carl = await connectUser(fixture, 'carl');
      const dora = await connectUser(fixture, 'dora');
      carl.type('hello');
      await dora.waitFor('hello');
      const page = await openConsole(open, fixture, size);
      await showTab(page, 'Plugins');
      await row(page, 'flood-control').getByText('publish', { exact: true }).waitFor();
    });

    test('filters settings and lists changed ones first', async () => {
      const page = await openConsole(open, await consoleFixture({ greeting: 'Hi there.' }), size);
      await showTab(page, 'Config');
      const names = page.locator('tbody tr strong');
      await names.first().waitFor();
      const changed = await page.locator('tbody tr.changed').count();
      const all = await page.evaluate<string[]>(
        "[...document.querySelectorAll('tbody tr')].map((row) => row.className)",
      );
      expect(all.slice(0, changed).every((name) => name === 'changed')).toBe(true);
      expect(await page.content()).not.toContain('a-token-for-the-tests');
      await page.getByPlaceholder('Setting, flag or value').fill('hi there');
      await page.getByText('greeting', { exact: true }).waitFor();
      expect(await names.count()).toBe(1);
    });

    test('lists completed and refused actions in the audit', async () => {
      const fixture = await consoleFixture();
      await fetch(new URL('/operator/say', fixture.url), {
        method: 'POST',
        headers: { Authorization: 'Bearer a-token-for-the-tests' },
        body: JSON.stringify({ room: 'lobby', text: '' }),
      });
      const page = await openConsole(open, fixture, size);
      await showTab(page, 'Audit');
      await page.getByRole('table').getByText('CHAT_TEXT_INVALID').waitFor();
      await page.getByPlaceholder('Action, user, room or address').fill('nothing like it');
      await page.getByText('No matches.').waitFor();
    });

    test('loads older actions of the audit', async () => {
      const fixture = await consoleFixture();
      for (let at = 1; at <= 120; at++) {
        await fetch(new URL('/operator/listener', fixture.url), {
          method: 'POST',
          headers: { Authorization: 'Bearer a-token-for-the-tests' },
          body: JSON.stringify({ name: `none-${at}`, on: true }),
        });
      }
      const page = await openConsole(open, fixture, size);
      await showTab(page, 'Audit');
      await page.getByText('100 actions', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Load older' }).click();
      await page.getByText('120 actions', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Load older' }).waitFor({ state: 'detached' });
    });

    test('drains the gateway after a confirmation', async () => {
      const fixture = await consoleFixture();
      const carl = await connectUser(fixture, 'carl');
      const page = await openConsole(open, fixture, size);
      await page.locator('[data-hub="open"]').waitFor();
      await page.getByRole('button', { name: 'Drain' }).click();
      await page.getByRole('dialog').getByText('New connections are refused.').waitFor();
      await confirm(page, 'Drain and stop');
      await carl.disconnected();
      await page.getByText('Not responding', { exact: true }).waitFor();
      expect(fixture.gateway.hub.state).toBe('stopped');
    });

    test('shows two minutes of metrics as charts and tables', async () => {
      const fixture = await consoleFixture();
      await connectUser(fixture, 'carl');
      const page = await openConsole(open, fixture, size);
      await page.locator('[data-vital="sessions"] .vital-value').getByText('1', { exact: true }).waitFor();
      await showTab(page, 'Files');
      await page.locator('[data-vital="loopLagMs"]').click();
      const chart = page.getByRole('region', { name: 'Event loop lag' });
      await chart.getByRole('img').waitFor();
      await chart.getByText('Show as table').click();
      await chart.getByRole('table').getByRole('row').nth(1).waitFor();
    });
  },
);
