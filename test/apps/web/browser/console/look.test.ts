import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { type Size, sizes } from '../support/chat.js';
import {
  type ConsoleFixture,
  connectUser,
  consoleFixture,
  openConsole,
  openRow,
  REFUSED,
  row,
  showTab,
  TOKEN,
} from '../support/console.js';

const chromium = needs('chromium');
const nc = needs('nc');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Returns axe violations of impact serious or critical as lines. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))`);
}

/** A gateway with messages, so that no table is empty. */
async function livelyPost(): Promise<ConsoleFixture> {
  const fixture = await consoleFixture({ chaos: true });
  const carl = await connectUser(fixture, 'carl');
  carl.type('hello');
  await fetch(new URL('/operator/say', fixture.url), {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ room: 'lobby', text: 'welcome' }),
  });
  return fixture;
}

const screens = (Object.keys(sizes) as Size[]).flatMap((size) =>
  (['light', 'dark'] as const).map((theme) => [size, theme] as const),
);

describe.skipIf(chromium === undefined || nc === undefined)('the console page', () => {
  const open = useBrowser(chromium ?? '', REFUSED);

  test.each(screens)('has no accessibility violations, %s and %s', async (size, theme) => {
    const fixture = await livelyPost();
    const page = await open(fixture.url, { viewport: sizes[size], colorScheme: theme });
    await page.getByLabel('Token').waitFor();
    const found: Record<string, readonly string[]> = { 'sign in': await findings(page) };
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    for (const name of ['Overview', 'Rooms', 'Plugins', 'Files', 'Audit', 'Config', 'Messages', 'Sessions']) {
      await showTab(page, name);
      await page.locator('.table-frame, .chart, .empty-note').first().waitFor();
      found[name] = await findings(page);
      expect(await page.evaluate('document.querySelector(".console").scrollWidth <= innerWidth'), name).toBe(true);
    }
    await openRow(page, 'carl');
    found['the panel'] = await findings(page);
    await page.getByRole('button', { name: 'Ban' }).click();
    await page.getByRole('dialog').waitFor();
    found['a dialog'] = await findings(page);
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
  });

  test('can be used with the keyboard only', async () => {
    const fixture = await livelyPost();
    const page = await openConsole(open, fixture);
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('ArrowRight');
    await row(page, 'carl').waitFor();
    expect(new URL(page.url()).hash).toBe('#sessions');
    await page.keyboard.press('End');
    await page.getByRole('tab', { name: 'Config', selected: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
    await page.goBack();
    await page.getByRole('tab', { name: 'Config', selected: true }).waitFor();
    await page.goBack();
    await row(page, 'carl').locator('.row-button').press('Enter');
    await page.getByRole('heading', { name: 'carl' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    await row(page, 'carl').locator('.row-button:focus').waitFor();
  });

  test('keeps selection and sorting across refreshes', async () => {
    const fixture = await livelyPost();
    const page = await openConsole(open, fixture);
    await showTab(page, 'Sessions');
    await openRow(page, 'carl');
    await page.getByRole('button', { name: 'Nick' }).click();
    await connectUser(fixture, 'anna');
    await row(page, 'anna').waitFor();
    expect(await page.locator('tbody .nick').allTextContents()).toEqual(['anna', 'carl']);
    await page.getByRole('button', { name: 'Nick' }).click();
    expect(await page.locator('tbody .nick').allTextContents()).toEqual(['carl', 'anna']);
    expect(await row(page, 'carl').getAttribute('data-selected')).toBe('');
    await page.getByRole('heading', { name: 'carl' }).waitFor();
  });

  test('displays texts of users as plain text', async () => {
    const fixture = await consoleFixture();
    const attack = '<img/src=x/onerror=alert(1)>';
    const carl = await connectUser(fixture, attack.slice(1, 20));
    carl.type(attack);
    const page = await openConsole(open, fixture);
    await showTab(page, 'Messages');
    await row(page, attack).waitFor();
    await showTab(page, 'Sessions');
    await page.locator('tbody .nick').waitFor();
    expect(await page.locator('.console-main img').count()).toBe(0);
  });

  test('uses the language and theme chosen in the chat', async () => {
    const fixture = await consoleFixture();
    const page = await openConsole(open, fixture);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabel('Theme').selectOption('Dark');
    await page.getByLabel('Language').selectOption('Русский');
    await page.getByRole('heading', { name: 'Настройки' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('ru');
    await page.goto(new URL('/', fixture.url).href);
    await page.getByLabel('Ник', { exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    await page.goto(fixture.url);
    await page.getByRole('tab', { name: 'Сеансы' }).waitFor();
  });

  test('does not poll while hidden, nor with two requests at once', async () => {
    const fixture = await consoleFixture();
    const page = await openConsole(open, fixture);
    let under = 0;
    let most = 0;
    let asked = 0;
    page.on('request', (request) => {
      if (!request.url().includes('/operator/overview')) return;
      asked++;
      under++;
      most = Math.max(most, under);
    });
    const ended = (request: { url(): string }): void => {
      if (request.url().includes('/operator/overview')) under--;
    };
    page.on('requestfinished', ended).on('requestfailed', ended);
    const next = () => page.waitForRequest('**/operator/overview?**');
    await next();
    await next();
    expect(most).toBe(1);
    await page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' })`,
    );
    await page.waitForRequest('**/operator/overview?**', { timeout: 1_500 }).catch(() => undefined);
    const before = asked;
    expect(await page.waitForRequest('**/operator/**', { timeout: 2_500 }).catch(() => 'nothing')).toBe('nothing');
    expect(asked).toBe(before);
    const back = next();
    await page.evaluate(`delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange'))`);
    await back;
  });

  test('renders 500 sessions without blocking the page', async () => {
    const fixture = await consoleFixture();
    const page = await open(fixture.url);
    const sessions = Array.from({ length: 500 }, (_, at) => ({
      id: `s${at}`,
      user: { id: `u${at}`, nick: `nick${at}` },
      transport: 'tcp',
      dialect: 'text',
      address: '127.0.0.1',
      secure: false,
      connected: true,
      operator: false,
      openedAt: at,
      rooms: ['lobby'],
      queueBytes: 0,
      rate: 0,
    }));
    await page.route('**/operator/sessions?**', (route) =>
      route.fulfill({ json: { sessions: sessions.map((one, at) => ({ ...one, rate: at % 7 })), total: 500 } }),
    );
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await showTab(page, 'Sessions');
    await row(page, 'nick499').waitFor({ state: 'attached' });
    await page.evaluate(`window.long = [];
      window.changes = 0;
      new PerformanceObserver((list) => window.long.push(...list.getEntries().map(({ duration }) => duration)))
        .observe({ type: 'longtask' });
      new MutationObserver((list) => { window.changes += list.length; })
        .observe(document.querySelector('tbody'), { subtree: true, childList: true, characterData: true });`);
    for (let read = 0; read < 3; read++) await page.waitForResponse('**/operator/sessions?**');
    expect(await page.evaluate('window.changes')).toBe(0);
    const longest = Math.max(0, ...(await page.evaluate<number[]>('window.long')));
    expect(longest).toBeLessThan(500);
  });
});
