import { describe, expect, test } from 'vitest';
import { needs } from '../../support/available.js';
import { useBrowser } from '../../support/browser.js';
import { REFUSED, signedIn, startPost, TOKEN } from './support/console.js';
import { sizes } from './support/line.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined)('signing in to the console', () => {
  const open = useBrowser(chromium ?? '', REFUSED);
  const chosen = { viewport: sizes.narrow };

  test('takes the token that the gateway has', async () => {
    const { url } = await startPost();
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('tablist').waitFor();
    await page.getByText('Open', { exact: true }).first().waitFor();
  });

  test('says that a token is wrong', async () => {
    const { url } = await startPost();
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill('not-the-token-at-all');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Wrong operator token.').waitFor();
    expect(await page.getByLabel('Token').getAttribute('aria-invalid')).toBe('true');
  });

  test('lets the right token in after wrong ones of others', async () => {
    const { url } = await startPost();
    for (let at = 0; at < 4; at++) {
      await fetch(new URL('/operator/overview', url), { headers: { Authorization: `Bearer wrong-${at}` } });
    }
    const page = await open(url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Sessions' }).waitFor();
  });

  test('takes the token out of the address at once, and keeps it in this tab only', async () => {
    const page = await signedIn(open, await startPost());
    expect(new URL(page.url()).hash).toBe('');
    expect(await page.evaluate('history.length')).toBe(2);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(TOKEN);
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toContain(TOKEN);
  });

  test('takes a token that is written into the address of an open console', async () => {
    const post = await startPost();
    const page = await open(post.url, chosen);
    await page.getByLabel('Token').waitFor();
    await page.evaluate(`location.hash = 'token=${TOKEN}'`);
    await page.getByRole('tablist').waitFor();
    expect(page.url()).not.toContain(TOKEN);
  });

  test('lasts over a reload, until the operator signs out', async () => {
    const page = await signedIn(open, await startPost());
    await page.reload();
    await page.getByRole('tablist').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    await page.reload();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('says that the gateway is away, and signs in by itself once it is back', async () => {
    const post = await startPost();
    const page = await open(post.url, chosen);
    await page.getByLabel('Token').fill(TOKEN);
    await post.gateway.stop();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The gateway does not answer.').waitFor();
    await startPost({ httpPort: post.httpPort });
    await page.getByRole('tablist').waitFor();
  });
});

describe.skipIf(chromium === undefined)('a console whose gateway goes away', () => {
  const open = useBrowser(chromium ?? '', REFUSED);

  test('says so, shows what it knew, and goes on by itself', async () => {
    const post = await startPost();
    const page = await signedIn(open, post);
    await page.locator('[data-hub="open"]').waitFor();
    await post.gateway.stop();
    await page.getByText('Not answering').waitFor();
    await page.getByText(/The gateway does not answer\. What you see is from/).waitFor();
    await page.getByText(/^Trying again in \d+ seconds?$/).waitFor();
    expect(await page.getByRole('list', { name: 'Listeners' }).getByRole('listitem').count()).toBeGreaterThan(1);
    await startPost({ httpPort: post.httpPort });
    await page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await page.locator('.light-green[data-hub="open"]').waitFor();
    await page.locator('.link-bar').waitFor({ state: 'detached' });
  });

  test('asks for the new token of one that was started again with another', async () => {
    const post = await startPost();
    const page = await signedIn(open, post);
    await post.gateway.stop();
    await startPost({ httpPort: post.httpPort, operatorToken: 'quite-another-token' });
    await page.getByRole('alert').getByText('Your token is not valid any more').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});
