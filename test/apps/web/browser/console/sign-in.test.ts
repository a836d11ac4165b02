import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { sizes } from '../support/chat.js';
import { consoleFixture, openConsole, REFUSED, TOKEN } from '../support/console.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined)('the sign-in of the console', () => {
  const open = useBrowser(chromium ?? '', REFUSED);
  const chosen = { viewport: sizes.narrow };

  test('accepts the token of the gateway', async () => {
    const { url } = await consoleFixture();
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('tablist').waitFor();
    await page.getByText('Open', { exact: true }).first().waitFor();
  });

  test('reports a wrong token', async () => {
    const { url } = await consoleFixture();
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill('not-the-token-at-all');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Wrong operator token.').waitFor();
    expect(await page.getByLabel('Token').getAttribute('aria-invalid')).toBe('true');
  });

  test('accepts the right token after wrong tokens of other clients', async () => {
    const { url } = await consoleFixture();
    for (let at = 0; at < 4; at++) {
      await fetch(new URL('/operator/overview', url), { headers: { Authorization: `Bearer wrong-${at}` } });
    }
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Sessions' }).waitFor();
  });

  test('removes the token from the address and keeps it in this tab only', async () => {
    const page = await openConsole(open, await consoleFixture());
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.evaluate('history.length')).toBe(2);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(TOKEN);
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain(TOKEN);
  });

  test('accepts a token added to the address of an open console', async () => {
    const fixture = await consoleFixture();
    const page = await open(fixture.url, chosen);
    await page.getByLabel('Token').waitFor();
    await page.evaluate(`location.hash = 'token=${TOKEN}'`);
    await page.getByRole('tablist').waitFor();
    expect(page.url()).not.toContain(TOKEN);
  });

  test('survives a reload until the operator signs out', async () => {
    const page = await openConsole(open, await consoleFixture());
    await page.reload();
    await page.getByRole('tablist').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    await page.reload();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('reports an unreachable gateway and signs in once it responds', async () => {
    const fixture = await consoleFixture();
    const page = await open(fixture.url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await fixture.gateway.stop();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The gateway is not responding.').waitFor();
    await consoleFixture({ httpPort: fixture.httpPort });
    await page.getByRole('tablist').waitFor();
  });
});

describe.skipIf(chromium === undefined)('a console that loses its gateway', () => {
  const open = useBrowser(chromium ?? '', REFUSED);

  test('keeps showing the last data and recovers automatically', async () => {
    const fixture = await consoleFixture();
    const page = await openConsole(open, fixture);
    await page.locator('[data-hub="open"]').waitFor();
    await fixture.gateway.stop();
    await page.getByText('Not responding', { exact: true }).waitFor();
    await page.getByText(/The gateway is not responding\. The data shown is from/).waitFor();
    await page.getByText(/^Retrying in \d+ seconds?$/).waitFor();
    expect(await page.getByRole('list', { name: 'Listeners' }).getByRole('listitem').count()).toBeGreaterThan(1);
    await consoleFixture({ httpPort: fixture.httpPort });
    await page
      .getByRole('button', { name: 'Retry now' })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await page.locator('.light-green[data-hub="open"]').waitFor();
    await page.locator('.connection-bar').waitFor({ state: 'detached' });
  });

  test('asks for the token of a restarted gateway with another token', async () => {
    const fixture = await consoleFixture();
    const page = await openConsole(open, fixture);
    await fixture.gateway.stop();
    await consoleFixture({ httpPort: fixture.httpPort, operatorToken: 'quite-another-token' });
    await page.getByRole('alert').getByText('Your token is not valid any more').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});
