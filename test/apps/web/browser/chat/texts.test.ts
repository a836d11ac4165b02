import { describe, expect, test } from 'vitest';
import { needs } from '../../../../support/available.js';
import { useBrowser } from '../../../../support/browser.js';
import { gatewayFixture, message, type Size, send, signIn, startBot, textBox } from '../support/chat.js';

const chromium = needs('chromium');

describe.skipIf(chromium === undefined).each<Size>(['wide', 'narrow'])('message texts on a %s screen', (size) => {
  const open = useBrowser(chromium ?? '');

  test('keep leading white space, also in code', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '    if ready:\n        go()\n\n');
    const text = ann.locator('.message-sent .message-text').first();
    await text.waitFor();
    expect(await text.textContent()).toBe('    if ready:\n        go()');
    await send(ann, '`  two`');
    const code = ann.locator('.message-sent .message-text code');
    await code.waitFor();
    expect(await code.textContent()).toBe('  two');
    expect(await ann.evaluate("getComputedStyle(document.querySelector('.message-text code')).whiteSpace")).toBe(
      'pre-wrap',
    );
  });

  test('without visible characters are not sent', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    for (const text of ['\u2800', '\u200b\u200b', '\u3164', ' \n ']) {
      await textBox(ann).fill(text);
      expect(await ann.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
    }
  });

  test('with unknown commands return to the composer, and paths are sent', async () => {
    const fixture = await gatewayFixture();
    const ann = await signIn(open, fixture.url, 'ann', size);
    await send(ann, '/frobnicate all of this');
    await ann.getByText('Unknown command /frobnicate').waitFor();
    expect(await textBox(ann).inputValue()).toBe('/frobnicate all of this');
    await send(ann, '/etc/hosts is the file');
    await message(ann, '/etc/hosts is the file').waitFor();
    expect(await textBox(ann).inputValue()).toBe('');
  });

  test('with many lines are collapsed and can be expanded with the keyboard', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say(Array.from({ length: 150 }, (_, at) => `line ${at}`).join('\n'));
    const more = ann.getByRole('button', { name: 'Show more' });
    await more.waitFor();
    expect(await more.getAttribute('aria-expanded')).toBe('false');
    const text = ann.locator('.message-text').filter({ hasText: 'line 149' });
    expect((await text.boundingBox())?.height).toBeLessThan(500);
    await more.focus();
    await ann.keyboard.press('Enter');
    const less = ann.getByRole('button', { name: 'Show less' });
    await less.waitFor({ state: 'attached' });
    expect((await text.boundingBox())?.height).toBeGreaterThan(2_000);
    expect(await less.getAttribute('aria-expanded')).toBe('true');
  });

  test('have a direction per line, independent of the leading nick', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say('@ann سلام دوست من\nand this in English');
    const text = ann.locator('.message-text').filter({ hasText: 'سلام' });
    await text.waitFor();
    // Runs in the page: the left edge of each line relative to the text, and the width of the text.
    const [first = 0, second = 0, width = 0] = await ann.evaluate<number[]>(`(() => {
        const element = [...document.querySelectorAll('.message-text')].find((it) => it.textContent.includes('سلام'));
        const node = element.querySelector('bdi').nextSibling;
        const at = node.data.indexOf('\\n');
        const leftOf = (from, to) => {
          const range = document.createRange();
          range.setStart(node, from);
          range.setEnd(node, to);
          return range.getBoundingClientRect().left;
        };
        const { left, width } = element.getBoundingClientRect();
        return [leftOf(0, at) - left, leftOf(at + 1, node.data.length) - left, width];
      })()`);
    // The Persian line is aligned to the right edge, the English one to the left edge.
    expect(second).toBeLessThan(3);
    expect(first).toBeGreaterThan(width / 3);
  });

  test('with stacked combining marks do not cover other rows', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say(`z${'\u0300\u0301\u0302\u0316\u0317'.repeat(60)}`);
    const text = ann.locator('.message-text').first();
    await text.waitFor();
    expect(await ann.evaluate("getComputedStyle(document.querySelector('.message-text')).overflowY")).toBe('clip');
  });

  test('have times in the format of the browser', async () => {
    const fixture = await gatewayFixture();
    const robot = await startBot(fixture, 'robot');
    const ann = await signIn(open, fixture.url, 'ann', size);
    await robot.say('tea?');
    await message(ann, 'tea?').waitFor();
    expect(await ann.locator('.message time').first().textContent()).toMatch(/^\d\d:\d\d$/);
  });
});
