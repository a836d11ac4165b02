import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type MemoryPeer, type MemoryTransport, memory } from '../../../../adapters/transports/memory/index.js';
import { createGateway, type Gateway } from '../../../../apps/gateway/index.js';
import { type Address, silent } from '../../../../core/index.js';
import { needs } from '../../../support/available.js';
import { type OpenTab, useBrowser } from '../../../support/browser.js';

const chromium = needs('chromium');
const nc = needs('nc');

interface PageFixture {
  readonly gateway: Gateway;
  readonly memory: MemoryTransport;
  readonly url: string;
  readonly tcpPort: number;
}

async function startGateway(httpPort = 0): Promise<PageFixture> {
  const bots = memory();
  const gateway = createGateway({ httpPort, tcpPort: 0, drainMs: 500 }, { transports: [bots], logger: silent });
  const addresses = await gateway.start();
  const of = (transport: string): Address => {
    const found = addresses.find((address) => address.transport === transport);
    if (found === undefined) throw new TypeError(`The gateway does not listen on ${transport}.`);
    return found;
  };
  return { gateway, memory: bots, url: of('http').url, tcpPort: of('tcp').port ?? 0 };
}

/** Connects a bot over the memory transport and joins the lobby. */
async function bot(fixture: PageFixture, nick: string): Promise<MemoryPeer> {
  const peer = fixture.memory.connect();
  peer.send(JSON.stringify({ type: 'hello', ref: 1, nick, protocol: 1, client: 'bot' }));
  peer.send(JSON.stringify({ type: 'join', ref: 2, room: 'lobby' }));
  await heard(peer, '"ref":2');
  return peer;
}

/** Returns the next frame of a bot that contains a text. */
async function heard(peer: MemoryPeer, text: string): Promise<string> {
  for (;;) {
    const frame = await peer.next();
    if (frame === undefined) throw new Error(`The bot was closed before it heard ${text}`);
    if (String(frame).includes(text)) return String(frame);
  }
}

interface Terminal {
  readonly process: ChildProcessWithoutNullStreams;
  type(line: string): void;
  /** Resolves once the text is on the screen. */
  shows(text: string): Promise<void>;
}

function terminal(program: string, port: number): Terminal {
  const child = spawn(program, ['127.0.0.1', String(port)]);
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
  });
  return {
    process: child,
    type: (line) => child.stdin.write(`${line}\n`),
    async shows(text) {
      while (!screen.includes(text)) await once(child.stdout, 'data');
    },
  };
}

async function enter(open: OpenTab, url: string, nick: string): Promise<Page> {
  const page = await open(url);
  await page.getByLabel('Nick', { exact: true }).fill(nick);
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Members' }).getByText(nick, { exact: true }).waitFor();
  return page;
}

const say = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: /^Message/ }).fill(text);
  await page.keyboard.press('Enter');
};

/** The confirmed messages of the active conversation. */
const kept = (page: Page) => page.locator('.message-sent .message-text');
const shows = (page: Page, text: string) => kept(page).getByText(text, { exact: true }).waitFor();

describe.skipIf(chromium === undefined || nc === undefined)('the web page', () => {
  const open = useBrowser(chromium ?? '');
  const terminals: Terminal[] = [];
  const listen = async (port?: number): Promise<PageFixture> => {
    const fixture = await startGateway(port);
    // Runs after the tabs are closed: a loading tab would log errors.
    onTestFinished(() => fixture.gateway.stop());
    return fixture;
  };
  const dial = (fixture: PageFixture): Terminal => {
    const dialled = terminal(nc ?? '', fixture.tcpPort);
    terminals.push(dialled);
    return dialled;
  };

  beforeEach(() => {
    terminals.length = 0;
  });
  afterEach(() => {
    for (const { process } of terminals) process.kill();
  });

  test('shows in an empty room how to connect from a terminal', async () => {
    const fixture = await listen();
    const ann = await enter(open, fixture.url, 'ann');
    await ann.getByText(`nc 127.0.0.1 ${fixture.tcpPort}`, { exact: true }).waitFor();
  });

  test('exchanges messages with another tab, a terminal and a bot', async () => {
    const fixture = await listen();
    const robot = await bot(fixture, 'robot');
    const ann = await enter(open, fixture.url, 'ann');
    const bob = await enter(open, fixture.url, 'bob');
    const carl = dial(fixture);
    carl.type('carl');
    await ann.getByRole('complementary').getByText('carl', { exact: true }).waitFor();

    await say(ann, 'hello from ann');
    await Promise.all([shows(ann, 'hello from ann'), shows(bob, 'hello from ann'), carl.shows('hello from ann')]);
    expect(await heard(robot, 'hello from ann')).toContain('"nick":"ann"');

    carl.type('hello from a terminal');
    await Promise.all([shows(ann, 'hello from a terminal'), shows(bob, 'hello from a terminal')]);
    robot.send(JSON.stringify({ type: 'say', ref: 3, room: 'lobby', text: 'hello from a bot' }));
    await Promise.all([shows(ann, 'hello from a bot'), shows(bob, 'hello from a bot'), carl.shows('hello from a bot')]);

    const everything = ['hello from ann', 'hello from a terminal', 'hello from a bot'];
    expect(await kept(ann).allTextContents()).toEqual(everything);
    expect(await kept(bob).allTextContents()).toEqual(everything);
  });

  test('shows the wire of each member', async () => {
    const fixture = await listen();
    await bot(fixture, 'robot');
    dial(fixture).type('carl');
    const ann = await enter(open, fixture.url, 'ann');
    const member = (nick: string) => ann.locator('.member', { has: ann.getByText(nick, { exact: true }) });
    await member('carl').waitFor();
    expect(await member('carl').locator('.wire').allTextContents()).toEqual(['nc']);
    expect(await member('robot').locator('.wire').allTextContents()).toEqual(['bot']);
    expect(await member('ann').locator('.wire').allTextContents()).toEqual(['ws']);
  });

  test('suggests a free nick for a taken one', async () => {
    const fixture = await listen();
    await bot(fixture, 'ann');
    const page = await open(fixture.url);
    await page.getByLabel('Nick', { exact: true }).fill('ann');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Use ann2' }).click();
    await page.getByRole('complementary').getByText('ann2', { exact: true }).waitFor();
  });

  test('displays messages as text, never as HTML', async () => {
    const fixture = await listen();
    const robot = await bot(fixture, 'robot');
    const ann = await enter(open, fixture.url, 'ann');
    const text = '<img src=x onerror=alert(1)> <b>bold</b>';
    robot.send(JSON.stringify({ type: 'say', ref: 3, room: 'lobby', text }));
    await shows(ann, text);
    expect(await kept(ann).locator('img, b').count()).toBe(0);
  });

  test('delivers direct messages to the recipient only', async () => {
    const fixture = await listen();
    const ann = await enter(open, fixture.url, 'ann');
    const bob = await enter(open, fixture.url, 'bob');
    const eve = await enter(open, fixture.url, 'eve');
    await say(ann, '/msg bob between us');
    await bob.getByRole('button', { name: /^ann.*1 unread message/ }).click();
    await shows(bob, 'between us');
    await say(bob, 'for your eyes only');
    await shows(ann, 'for your eyes only');
    await say(ann, '/join lobby');
    await ann.getByRole('heading', { name: 'lobby' }).waitFor();
    await say(ann, 'out loud');
    await shows(eve, 'out loud');
    expect(await kept(eve).allTextContents()).toEqual(['out loud']);
  });

  test('turns columns into drawers on a phone, without horizontal scrolling', async () => {
    const fixture = await listen();
    const robot = await bot(fixture, 'robot');
    const page = await open(fixture.url, { viewport: { width: 390, height: 844 } });
    await page.getByLabel('Nick', { exact: true }).fill('ann');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Show members: 2 members' }).waitFor();
    robot.send(JSON.stringify({ type: 'say', ref: 3, room: 'lobby', text: 'wide'.repeat(200) }));
    await shows(page, 'wide'.repeat(200));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate("document.querySelector('.scroller').scrollWidth")).toBe(390);
    const members = page.getByRole('complementary', { name: 'Members' });
    expect(await members.isVisible()).toBe(false);
    await page.getByRole('button', { name: /^Show members/ }).click();
    await members.getByText('robot', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await members.waitFor({ state: 'hidden' });
  });

  test('goes to a room with the keyboard, and text typed at once goes there', async () => {
    const fixture = await listen();
    const ann = await enter(open, fixture.url, 'ann');
    await ann.keyboard.press('Control+k');
    await ann.keyboard.type('Design');
    await ann.keyboard.press('Enter');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await ann.locator('textarea[aria-label="Message #design"]:focus').waitFor();
    await ann.keyboard.type('first line');
    await ann.keyboard.press('Enter');
    await shows(ann, 'first line');
  });

  test('reconnects after a restart of the server, rejoins and sends waiting messages', async () => {
    const fixture = await listen();
    const ann = await enter(open, fixture.url, 'ann');
    await say(ann, '/join design');
    await ann.getByRole('heading', { name: 'design' }).waitFor();
    await fixture.gateway.stop();
    await ann
      .getByText(/Reconnecting/)
      .first()
      .waitFor();
    await say(ann, 'written in the dark');
    await ann.locator('.message-waiting').waitFor();

    const next = await listen(Number(new URL(fixture.url).port));
    const robot = await bot(next, 'robot');
    robot.send(JSON.stringify({ type: 'join', ref: 3, room: 'design' }));
    await heard(robot, '"ref":3');
    // Simulate the return of the network: ends the reconnect delay.
    await ann.evaluate("dispatchEvent(new Event('online'))");
    expect(await heard(robot, 'written in the dark')).toContain('"room":"design"');
    await shows(ann, 'written in the dark');
  });
});
