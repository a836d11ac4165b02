import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type MemoryPeer, type MemoryTransport, memory } from '../../../../../adapters/transports/memory/index.js';
import { createGateway, type Gateway, type GatewaySettings } from '../../../../../apps/gateway/index.js';
import { silent } from '../../../../../core/index.js';
import type { OpenTab } from '../../../../support/browser.js';

/** A gateway with the page, and a way in for bots. */
export interface Line {
  readonly gateway: Gateway;
  readonly memory: MemoryTransport;
  readonly url: string;
}

/**
 * Starts a gateway that stops when the test has finished.
 *
 * @param settings `httpPort` 0 unless told; with a `data` folder it keeps what was said on disk
 */
export async function startLine(settings: Partial<Pick<GatewaySettings, 'data' | 'httpPort'>> = {}): Promise<Line> {
  const bots = memory();
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, ...settings },
    { transports: [bots], logger: silent },
  );
  const addresses = await gateway.start();
  // After the tabs have been closed: one that is still loading something would complain.
  onTestFinished(() => gateway.stop());
  const http = addresses.find(({ transport }) => transport === 'http');
  if (http === undefined) throw new TypeError('The gateway does not serve pages.');
  return { gateway, memory: bots, url: http.url };
}

/** An empty folder that goes with the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'partyline-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Somebody in memory who talks the native dialect. */
export interface Bot {
  /** Sends a command, and resolves once it is answered. */
  ask(command: Readonly<Record<string, unknown>>): Promise<void>;
  say(text: string, room?: string): Promise<void>;
}

async function heard(peer: MemoryPeer, text: string): Promise<void> {
  for (;;) {
    const frame = await peer.next();
    if (frame === undefined) throw new Error(`The bot was closed before it heard ${text}`);
    if (String(frame).includes(text)) return;
  }
}

/** A bot that is in the lobby. */
export async function startBot(line: Line, nick: string): Promise<Bot> {
  const peer = line.memory.connect();
  let ref = 0;
  const ask: Bot['ask'] = async (command) => {
    ref++;
    peer.send(JSON.stringify({ ...command, ref }));
    await heard(peer, `"ref":${ref}`);
  };
  await ask({ type: 'hello', nick, protocol: 1, client: 'bot' });
  await ask({ type: 'join', room: 'lobby' });
  return { ask, say: (text, room = 'lobby') => ask({ type: 'say', room, text }) };
}

/** The two sizes that everything has to work on. */
export const sizes = {
  narrow: { width: 390, height: 844 },
  wide: { width: 1280, height: 800 },
} as const;

/** The name of a size. */
export type Size = keyof typeof sizes;

/** A machine that does much else at once is slow, but not so slow. */
const PATIENCE_MS = 15_000;

/** Opens the page on a screen, and signs in. */
export async function enter(open: OpenTab, url: string, nick: string, size: Size = 'wide'): Promise<Page> {
  const page = await open(url, { viewport: sizes[size] });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.getByLabel('Nick', { exact: true }).fill(nick);
  await page.keyboard.press('Enter');
  await box(page).waitFor();
  await page.locator('.light-green').first().waitFor({ state: 'attached' });
  return page;
}

/** The text box of the conversation that is shown. */
export const box = (page: Page) => page.locator('.composer textarea');

/** Writes something and sends it. */
export async function send(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

/** The kept message of exactly this text. */
export const message = (page: Page, text: string) =>
  page.locator('.message-sent .message-text').getByText(text, { exact: true });

/** Opens the rail where it is a drawer. */
export async function openRail(page: Page, size: Size): Promise<void> {
  if (size === 'narrow') await page.getByRole('button', { name: 'Show rooms' }).click();
}

/** Opens the people where they are a drawer. */
export async function openMembers(page: Page, size: Size): Promise<void> {
  if (size === 'narrow') await page.getByRole('button', { name: /^Show members/ }).click();
}

/** Opens the switcher by its keys; what is typed next goes there. */
export async function openSwitcher(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
}
