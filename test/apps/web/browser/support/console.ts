import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Locator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { createGateway, type Gateway, type GatewaySettings } from '../../../../../apps/gateway/index.js';
import { silent } from '../../../../../core/index.js';
import { needs } from '../../../../support/available.js';
import type { OpenTab } from '../../../../support/browser.js';
import { type Size, sizes } from './line.js';

export const TOKEN = 'a-token-for-the-tests';

/** A browser writes down what a server refuses, and that one is away. */
export const REFUSED = /^Failed to load resource: (?:the server responded with a status of|net::ERR_)/;

/** A gateway that serves the console. */
export interface Post {
  readonly gateway: Gateway;
  /** Where the console is. */
  readonly url: string;
  readonly httpPort: number;
  readonly tcpPort: number;
  /** Where programs come in. */
  readonly ws: string;
}

/** Starts a gateway that stops when the test has finished. */
export async function startPost(settings: Partial<GatewaySettings> = {}): Promise<Post> {
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, operatorToken: TOKEN, ...settings },
    { logger: silent },
  );
  const addresses = await gateway.start();
  // After the tabs have been closed: one that is still loading something would complain.
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
export async function signedIn(open: OpenTab, { url }: Post, size: Size = 'wide'): Promise<Page> {
  const page = await open(`${url}#token=${TOKEN}`, { viewport: sizes[size] });
  await page.getByRole('tablist').waitFor();
  return page;
}

/** Shows a tab. */
export async function showTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** The row of a table that has a cell of that text. */
export const row = (page: Page, text: string): Locator =>
  page.locator('tbody tr', { has: page.getByText(text, { exact: true }) });

/** Opens the panel of a row. */
export async function openRow(page: Page, text: string): Promise<Locator> {
  await row(page, text).locator('.row-button').click();
  const panel = page.getByRole('complementary');
  await panel.waitFor();
  return panel;
}

/** Answers the question that is open by its button. */
export async function answer(page: Page, button: string): Promise<void> {
  const asked = page.getByRole('dialog');
  await asked.getByRole('button', { name: button, exact: true }).click();
  await asked.waitFor({ state: 'detached' });
}

/** The line that says what was done. */
export const said = (page: Page, text: string): Promise<void> => page.locator('.toast').getByText(text).waitFor();

/** Somebody with a real `nc`. */
export interface Person {
  type(line: string): void;
  /** Resolves once the text has been shown. */
  shows(text: string): Promise<void>;
  /** All that has been shown. */
  screen(): string;
  /** Types no more, and resolves when the server has ended the connection. */
  gone(): Promise<void>;
}

/** Somebody comes in with `nc`, and is in the lobby. */
export async function person(post: Post, nick: string): Promise<Person> {
  const child = spawn(needs('nc') ?? '', ['127.0.0.1', String(post.tcpPort)]);
  onTestFinished(() => void child.kill());
  let screen = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
  });
  // What is written to one that has been cut off.
  child.stdin.on('error', () => {});
  const closed = once(child, 'close');
  const somebody: Person = {
    type: (line) => child.stdin.write(`${line}\n`),
    async shows(text) {
      while (!screen.includes(text)) await once(child.stdout, 'data');
    },
    screen: () => screen,
    // With its input open it would go on to wait for lines, whatever has become of the connection.
    async gone() {
      child.stdin.end();
      await closed;
    },
  };
  somebody.type(nick);
  await somebody.shows('lobby');
  return somebody;
}

/** Whether a port takes connections. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
