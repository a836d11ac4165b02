import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type MemoryPeer, type MemoryTransport, memory } from '../../../../../adapters/transports/memory/index.js';
import { createGateway, type Gateway, type GatewaySettings } from '../../../../../apps/gateway/index.js';
import { silent } from '../../../../../core/index.js';
import type { OpenTab } from '../../../../support/browser.js';

/** A gateway with the chat page and a memory transport for bots. */
export interface GatewayFixture {
  readonly gateway: Gateway;
  readonly memory: MemoryTransport;
  readonly url: string;
}

/**
 * Starts a gateway that stops when the test has finished.
 *
 * @param settings `httpPort` is 0 by default; a `data` folder stores messages on disk
 */
export async function gatewayFixture(
  settings: Partial<Pick<GatewaySettings, 'data' | 'httpPort'>> = {},
): Promise<GatewayFixture> {
  const bots = memory();
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, ...settings },
    { transports: [bots], logger: silent },
  );
  const addresses = await gateway.start();
  // Runs after the tabs are closed: a loading tab would log errors.
  onTestFinished(() => gateway.stop());
  const http = addresses.find(({ transport }) => transport === 'http');
  if (http === undefined) throw new TypeError('The gateway does not serve pages.');
  return { gateway, memory: bots, url: http.url };
}

/** Creates an empty folder that is removed after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A client on the memory transport with the native dialect. */
export interface Bot {
  /** Sends a command; resolves once the server replied. */
  request(command: Readonly<Record<string, unknown>>): Promise<void>;
  say(text: string, room?: string): Promise<void>;
}

async function heard(peer: MemoryPeer, text: string): Promise<void> {
  for (;;) {
    const frame = await peer.next();
    if (frame === undefined) throw new Error(`The bot was closed before it heard ${text}`);
    if (String(frame).includes(text)) return;
  }
}

/** Connects a bot and joins the lobby. */
export async function startBot(fixture: GatewayFixture, nick: string): Promise<Bot> {
  const peer = fixture.memory.connect();
  let ref = 0;
  const ask: Bot['request'] = async (command) => {
    ref++;
    peer.send(JSON.stringify({ ...command, ref }));
    await heard(peer, `"ref":${ref}`);
  };
  await ask({ type: 'hello', nick, protocol: 1, client: 'bot' });
  await ask({ type: 'join', room: 'lobby' });
  return { request: ask, say: (text, room = 'lobby') => ask({ type: 'say', room, text }) };
}

/** Viewport sizes of a phone and a desktop. */
export const sizes = {
  narrow: { width: 390, height: 844 },
  wide: { width: 1280, height: 800 },
} as const;

export type Size = keyof typeof sizes;

/** Long enough for a busy machine. */
const PATIENCE_MS = 15_000;

/** Opens the chat page and signs in. */
export async function signIn(open: OpenTab, url: string, nick: string, size: Size = 'wide'): Promise<Page> {
  const page = await open(url, { viewport: sizes[size] });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.getByLabel('Nick', { exact: true }).fill(nick);
  await page.keyboard.press('Enter');
  await textBox(page).waitFor();
  await page.locator('.light-green').first().waitFor({ state: 'attached' });
  return page;
}

/** The text box of the active conversation. */
export const textBox = (page: Page) => page.locator('.composer textarea');

/** Sends a message with the text box. */
export async function send(page: Page, text: string): Promise<void> {
  await textBox(page).fill(text);
  await textBox(page).press('Enter');
}

/** The confirmed message with exactly this text. */
export const message = (page: Page, text: string) =>
  page.locator('.message-sent .message-text').getByText(text, { exact: true });

/** Opens the sidebar if it is a drawer. */
export async function openSidebar(page: Page, size: Size): Promise<void> {
  if (size === 'narrow') await page.getByRole('button', { name: 'Show rooms' }).click();
}

/** Opens the members if they are a drawer. */
export async function openMembers(page: Page, size: Size): Promise<void> {
  if (size === 'narrow') await page.getByRole('button', { name: /^Show members/ }).click();
}

/** Opens the switcher with its shortcut and waits for its field. */
export async function openSwitcher(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
}
