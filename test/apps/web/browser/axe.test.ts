import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { needs } from '../../../support/available.js';
import { useBrowser } from '../../../support/browser.js';
import {
  gatewayFixture,
  message,
  newFolder,
  openMembers,
  openSidebar,
  openSwitcher,
  type Size,
  send,
  signIn,
  sizes,
  startBot,
  textBox,
} from './support/chat.js';

const chromium = needs('chromium');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: ReadonlyArray<{ readonly html: string; readonly failureSummary?: string }>;
}

/** Returns serious axe violations as lines. Scripts are added by the debugger: the content policy forbids other ways. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.evaluate(`if (window.axe === undefined) { ${axe} }`);
  const violations = await page.evaluate<readonly Violation[]>('axe.run(document).then((found) => found.violations)');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const cases = (['light', 'dark'] as const).flatMap((theme) =>
  (['wide', 'narrow'] as const).map((size): [theme: 'dark' | 'light', size: Size] => [theme, size]),
);

describe.skipIf(chromium === undefined).each(cases)(
  'axe in the %s theme on a %s screen finds no violation in',
  (theme, size) => {
    const open = useBrowser(chromium ?? '');
    const enterHere = async (data = '') => {
      const fixture = await gatewayFixture(data === '' ? {} : { data });
      const ann = await signIn(open, fixture.url, 'ann', size);
      await ann.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      return { fixture, ann };
    };

    test('the sign-in, with and without a taken nick', async () => {
      const fixture = await gatewayFixture();
      await startBot(fixture, 'robot');
      const page = await open(fixture.url, { viewport: sizes[size], colorScheme: theme, reducedMotion: 'reduce' });
      await page.getByLabel('Nick', { exact: true }).fill('robot');
      expect(await faults(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Use robot2' }).waitFor();
      expect(await faults(page)).toEqual([]);
    });

    test('an empty and a full room, with files, members and the sidebar', async () => {
      const { fixture, ann } = await enterHere();
      expect(await faults(ann)).toEqual([]);
      const robot = await startBot(fixture, 'robot');
      await robot.say('ann, see https://example.org');
      await robot.request({ type: 'tell', to: 'ann', text: 'between us' });
      await robot.request({ type: 'typing', room: 'lobby' });
      const chooser = ann.waitForEvent('filechooser');
      await ann.getByRole('button', { name: 'Attach files' }).click();
      await (await chooser).setFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('note') });
      await ann.getByRole('log').getByText('note.txt').first().waitFor();
      await send(ann, '/nonsense');
      await ann.getByText(/Unknown command/).waitFor();
      expect(await faults(ann)).toEqual([]);
      if (size === 'wide') return;
      await openSidebar(ann, size);
      expect(await faults(ann)).toEqual([]);
      await ann.keyboard.press('Escape');
      await openMembers(ann, size);
      expect(await faults(ann)).toEqual([]);
    });

    test('the dialogs, the menu and the search', async () => {
      const { ann } = await enterHere(await newFolder());
      await send(ann, 'the tea is ready');
      for (const [command, name] of [
        ['Settings', 'Settings'],
        ['Change nick', 'Change your nick'],
        ['Keyboard shortcuts', 'Keyboard shortcuts'],
      ] as const) {
        await openSwitcher(ann);
        await ann.getByRole('dialog', { name: 'Go to' }).waitFor();
        expect(await faults(ann)).toEqual([]);
        await ann.keyboard.type(command);
        await ann.keyboard.press('Enter');
        await ann.getByRole('dialog', { name }).waitFor();
        expect(await faults(ann)).toEqual([]);
        await ann.keyboard.press('Escape');
        await ann.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await ann.locator('.room-head').getByRole('button', { name: 'Options: lobby' }).click();
      await ann.getByRole('menu').waitFor();
      expect(await faults(ann)).toEqual([]);
      await ann.keyboard.press('Escape');
      await ann.keyboard.press('Control+Shift+F');
      await ann.keyboard.type('tea');
      await ann.keyboard.press('Enter');
      await ann.locator('.search-results li').first().waitFor();
      expect(await faults(ann)).toEqual([]);
    });

    test('the emoji picker and the completions', async () => {
      const { ann } = await enterHere();
      await ann.getByRole('button', { name: 'Add an emoji' }).click();
      await ann.getByRole('option').first().waitFor();
      expect(await faults(ann)).toEqual([]);
      await ann.keyboard.press('Escape');
      await ann.getByRole('dialog').waitFor({ state: 'detached' });
      await textBox(ann).pressSequentially('/');
      await ann.getByRole('option').first().waitFor();
      expect(await faults(ann)).toEqual([]);
    });

    test('a lost connection with a waiting and a refused message', async () => {
      const { fixture, ann } = await enterHere();
      await send(ann, 'first');
      await message(ann, 'first').waitFor();
      await textBox(ann).press('ArrowUp');
      await ann.getByText('Editing your message').waitFor();
      expect(await faults(ann)).toEqual([]);
      await textBox(ann).press('Escape');
      await fixture.gateway.stop();
      await ann.locator('.status-waiting').waitFor();
      await send(ann, 'later');
      await ann.locator('.message-waiting').waitFor();
      expect(await faults(ann)).toEqual([]);
    });
  },
);
