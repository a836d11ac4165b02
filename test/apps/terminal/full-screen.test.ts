import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { needs } from '../../support/available.js';
import { useBrowser } from '../../support/browser.js';
import { folder, guest, listening } from './support/line.js';
import { relayTo } from './support/relay.js';
import { screenWith } from './support/tmux.js';

const tmux = needs('tmux');
const chromium = needs('chromium');

describe.skipIf(tmux === undefined)('the full screen', () => {
  const chat = (port: number, args: readonly string[] = [], options = {}) =>
    screenWith(tmux ?? '', [`ws://127.0.0.1:${port}/`, '--nick', 'ann', ...args], options);

  test('shows the room, who is there, and what is said by everybody', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    await bob.client.say('lobby', 'hello, whoever you are 早上好 🍵');
    const ann = await chat(port);
    await ann.shows('hello, whoever you are 早上好 🍵');
    await ann.shows('● bob');
    await ann.type('hi bob');
    await ann.press('Enter');
    expect((await bob.hears('hi bob')).from.nick).toBe('ann');
    await ann.shows(/ann hi bob/);
    await bob.client.say('lobby', 'waves', { kind: 'action' });
    await ann.shows('* bob waves');
  });

  test('counts what is said elsewhere, and switches there by a key', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob', 'design');
    const ann = await chat(port, ['--room', 'lobby', '--room', 'design']);
    await ann.shows(/2 #design/);
    await bob.client.say('design', 'one');
    await bob.client.say('design', 'two');
    await ann.shows(/2 #design +2/);
    await ann.press('M-2');
    await ann.shows('── New ──');
    expect(await ann.text()).toMatch(/one[\s\S]*two/);
    await ann.press('C-p');
    await ann.shows('#lobby ›');
  });

  test('talks to one person in a conversation of its own', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const ann = await chat(port);
    await ann.shows('● bob');
    await ann.type('/msg bob psst');
    await ann.press('Enter');
    await ann.shows('bob ›');
    expect((await bob.hears('psst')).to?.nick).toBe('bob');
    await bob.client.tell('ann', 'what is it?');
    await ann.shows('what is it?');
  });

  test('sends a file whose checksum is the same on the other side', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const cwd = await folder();
    const bytes = randomBytes(300_000);
    await writeFile(join(cwd, 'picture.bin'), bytes);
    const ann = await chat(port, [], { cwd });
    await ann.shows('● ann');
    await ann.type('/send pict');
    await ann.press('Tab');
    await ann.shows('/send picture.bin');
    await ann.press('Enter');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await ann.shows(`sent, checksum ✓ ${sha256.slice(0, 8)}`);
    expect((await bob.hears('picture.bin')).data).toMatchObject({ sha256, size: bytes.length });
  });

  test('fetches a file into its folder, never over one that is there', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const cwd = await folder();
    await writeFile(join(cwd, 'list.txt'), 'mine');
    const ann = await chat(port, [], { cwd });
    await ann.shows('● bob');
    await bob.client.sendFile({ room: 'lobby' }, new Blob(['tea, sugar']), { name: 'list.txt' }).done;
    await ann.shows('/get 1');
    await ann.type('/get 1');
    await ann.press('Enter');
    await ann.shows('saved as list (2).txt, checksum ✓');
    expect(await readFile(join(cwd, 'list.txt'), 'utf8')).toBe('mine');
    expect(await readFile(join(cwd, 'list (2).txt'), 'utf8')).toBe('tea, sugar');
    expect((await readdir(cwd)).sort()).toEqual(['list (2).txt', 'list.txt']);
  });

  test('comes back when the gateway does, and sends what waited', async () => {
    const data = await folder();
    const first = await listening({ data });
    const ann = await chat(first.port);
    await ann.shows('● ann');
    await ann.type('before');
    await ann.press('Enter');
    await ann.shows(/ann before/);
    await first.gateway.stop();
    await ann.shows('trying again in');
    await ann.type('written in the dark');
    await ann.press('Enter');
    await ann.shows('1 message waiting');
    const second = await listening({ data, httpPort: first.port });
    const bob = await guest(second.port, 'bob');
    await ann.type('/reconnect');
    await ann.press('Enter');
    await bob.hears('written in the dark');
    const text = await ann.shows(/● ann(?! ·)/);
    expect(text.match(/before/g)).toHaveLength(1);
    expect(text.match(/written in the dark/g)).toHaveLength(1);
  });

  test('says what it has caught up with after its wire was cut', async () => {
    const { port } = await listening();
    const relay = await relayTo(port);
    const bob = await guest(port, 'bob');
    const ann = await chat(relay.port);
    await ann.shows('● bob');
    relay.block();
    await ann.shows('trying again in');
    for (const number of [1, 2, 3]) await bob.client.say('lobby', `missed ${number}`);
    relay.open();
    await ann.type('/reconnect');
    await ann.press('Enter');
    const text = await ann.shows('caught up 3 messages');
    for (const number of [1, 2, 3]) expect(text.split(`missed ${number}`)).toHaveLength(2);
  });

  test('keeps its shape on every size down to 40 by 10', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const ann = await chat(port, [], { columns: 120, rows: 30 });
    await ann.shows('Here — 2');
    await bob.client.say('lobby', `${'word '.repeat(30)}end`);
    await ann.shows('end');
    await ann.resize(80, 24);
    await ann.hides('Here');
    await ann.shows('1 #lobby');
    await ann.resize(40, 10);
    await ann.hides('1 #lobby');
    const rows = (await ann.shows('end')).split('\n');
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(40);
    expect(rows.at(-2)).toContain('● ann');
    await ann.resize(120, 30);
    await ann.shows('Here — 2');
  });

  test('scrolls back, says that there is more below, and comes to the end again', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    for (let number = 1; number <= 60; number++) await bob.client.say('lobby', `number ${number}.`);
    const ann = await chat(port);
    await ann.shows('number 60.');
    // The first screens are there already, what is above them is read from the server.
    while (!(await ann.text()).includes('number 1.')) await ann.press('PageUp');
    expect(await ann.text()).toContain('more below');
    await bob.client.say('lobby', 'number 61.');
    expect(await ann.text()).toContain('number 1.');
    await ann.press('Escape');
    await ann.shows('number 61.');
  });

  test('completes commands, nicks and rooms', async () => {
    const { port } = await listening();
    await guest(port, 'bobby');
    const ann = await chat(port);
    await ann.shows('● bobby');
    await ann.type('bo');
    await ann.press('Tab');
    await ann.shows('› bobby:');
    await ann.press('C-u');
    await ann.type('/top');
    await ann.press('Tab');
    await ann.shows('› /topic');
    await ann.press('C-u');
    await ann.type('#lo');
    await ann.press('Tab');
    await ann.shows('› #lobby');
  });

  test('takes a paste of several lines as one message', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const ann = await chat(port);
    await ann.shows('● bob');
    await ann.paste('first line\nsecond line');
    await ann.shows(/first line\n +second line/);
    await ann.press('Enter');
    expect((await bob.hears('first line')).text).toBe('first line\nsecond line');
  });

  test('shows no escape sequence of others, whatever they are called and say', async () => {
    const { port } = await listening();
    const bob = await guest(port, 'bob');
    const ann = await chat(port);
    await ann.shows('● bob');
    const name = '\u202egpj.\u001b[31mevil\u001b]0;title\u0007.txt';
    await bob.client.sendFile({ room: 'lobby' }, new Blob(['x']), { name }).done;
    await bob.client.say('lobby', 'right \u202eto left\u202c, \u2066isolated');
    await bob.client.say('lobby', 'the last line');
    await ann.shows('the last line');
    const text = await ann.text();
    expect(text).toContain('right to left, isolated');
    expect(text).toContain('.txt');
    expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
    expect(await ann.colours()).not.toContain('\u001b]');
  });

  test.each([
    ['/quit', ['/quit', 'Enter']],
    ['Ctrl-C', ['C-c']],
  ])('gives the terminal back on %s', async (_name, keys) => {
    const { port } = await listening();
    const ann = await chat(port);
    await ann.shows('● ann');
    await ann.press(...keys);
    const text = await ann.shows('ended with 0');
    expect(text).toMatch(/^before\nGoodbye\. You were ann at ws:/);
  });

  test('gives the terminal back when it is told to end', async () => {
    const { port } = await listening();
    const ann = await chat(port);
    await ann.shows('● ann');
    process.kill(await ann.client(), 'SIGTERM');
    expect(await ann.shows('ended with 0')).toMatch(/^before\nGoodbye\./);
  });

  test('stays and tries again while there is no server, and ends with 1', async () => {
    const ann = await chat(1);
    await ann.shows('trying again in');
    await ann.press('C-c');
    await ann.shows('ended with 1');
  });

  describe.skipIf(chromium === undefined)('with a browser', () => {
    const open = useBrowser(chromium ?? '');

    test('chats with a tab of the web page', async () => {
      const { port, http } = await listening();
      const ann = await chat(port);
      await ann.shows('● ann');
      const page = await open(http);
      await page.getByLabel('Nick', { exact: true }).fill('bob');
      await page.keyboard.press('Enter');
      await ann.shows('● bob');
      await page.getByRole('textbox', { name: /^Message/ }).fill('hello from the page');
      await page.keyboard.press('Enter');
      await ann.shows('hello from the page');
      await ann.type('hello from the terminal');
      await ann.press('Enter');
      await page.getByText('hello from the terminal').first().waitFor();
    });
  });
});
