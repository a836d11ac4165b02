import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { createGateway, type Gateway, type GatewaySettings } from '../../../../../apps/gateway/index.js';
import { silent } from '../../../../../core/index.js';
import { needs } from '../../../../support/available.js';
import type { OpenTab } from '../../../../support/browser.js';
import { type Size, sizes } from './chat.js';

export const TOKEN = 'a-token-for-the-tests';

/** Errors that a browser logs for refused requests and an unreachable server. */
export const REFUSED = /^Failed to load resource: (?:the server responded with a status of|net::ERR_)/;

/** A gateway that serves the console. */
export interface ConsoleFixture {
  readonly gateway: Gateway;
  /** URL of the console. */
  readonly url: string;
  readonly httpPort: number;
  readonly tcpPort: number;
  /** URL of the WebSocket. */
  readonly ws: string;
}

/** Starts a gateway that stops when the test has finished. */
export async function consoleFixture(settings: Partial<GatewaySettings> = {}): Promise<ConsoleFixture> {
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, operatorToken: TOKEN, ...settings },
    { logger: silent },
  );
  const addresses = await gateway.start();
  // Runs after the tabs are closed: a loading tab would log errors.
  onTestFinished(() => gateway.stop());
  const of = (transport: string) => addresses.find((address) => address.transport === transport);
  return {
    gateway,
    url: `${of('http')?.url}console`,
    httpPort: of('http')?.port ?? 0,
    tcpPort: of('tcp')?.port ?? 0,
    ws: of('websocket')?.url ?? '',
  };
}

/** Opens the console and signs in. */
export async function openConsole(open: OpenTab, { url }: ConsoleFixture, size: Size = 'wide'): Promise<Page> {
  const page = await open(`${url}#token=${TOKEN}`, { viewport: sizes[size] });
  await page.getByRole('tablist').waitFor();
  return page;
}

/** Shows a tab. */
export async function showTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** The table row with a cell of exactly this text. */
export const row = (page: Page, text: string): Locator =>
  page.locator('tbody tr', { has: page.getByText(text, { exact: true }) });

/** Opens the panel of a table row. */
export async function openRow(page: Page, text: string): Promise<Locator> {
  await row(page, text).locator('.row-button').click();
  const panel = page.getByRole('complementary');
  await panel.waitFor();
  return panel;
}

/** Clicks a button of the open dialog and waits until the dialog is closed. */
export async function confirm(page: Page, button: string): Promise<void> {
  const asked = page.getByRole('dialog');
  await asked.getByRole('button', { name: button, exact: true }).click();
  await asked.waitFor({ state: 'detached' });
}

/** Waits for a toast with a text. */
export const waitForToast = (page: Page, text: string): Promise<void> =>
  page.locator('.toast').getByText(text).waitFor();

/** A user connected with `nc`. */
export interface NcUser {
  type(line: string): void;
  /** Resolves once the text is on the screen. */
  waitFor(text: string): Promise<void>;
  /** The whole output so far. */
  screen(): string;
  /** Closes the input; resolves once the connection is closed. */
  disconnected(): Promise<void>;
}

/** Connects a user with `nc` who joins the lobby. */
export async function connectUser(fixture: ConsoleFixture, nick: string): Promise<NcUser> {
  const child = spawn(needs('nc') ?? '', ['127.0.0.1', String(fixture.tcpPort)]);
  onTestFinished(() => void child.kill());
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
  });
  // Writing after the connection was closed.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  const user: NcUser = {
    type: (line) => child.stdin.write(`${line}\n`),
    async waitFor(text) {
      while (!screen.includes(text)) await once(child.stdout, 'data');
    },
    screen: () => screen,
    // With an open input, `nc` would wait for lines after the connection is closed.
    async disconnected() {
      child.stdin.end();
      await closed;
    },
  };
  user.type(nick);
  await user.waitFor('lobby');
  return user;
}

/** Checks whether a port accepts connections. */
export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
