import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type MemoryTransport, memory } from '../../../../../../adapters/transports/memory/index.js';
import { createGateway, type GatewayOverrides, type GatewaySettings } from '../../../../../../apps/gateway/index.js';
import { silent } from '../../../../../../core/index.js';
import type { OpenTab } from '../../../../../support/browser.js';

/** A gateway with a memory transport. */
export interface MessagesFixture {
  readonly url: string;
  readonly memory: MemoryTransport;
}

/** Starts a gateway on free loopback ports that stops after the test. */
export async function messagesFixture(
  settings: Partial<GatewaySettings> = {},
  overrides: GatewayOverrides = {},
): Promise<MessagesFixture> {
  const bots = memory();
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, floodControl: false, ...settings },
    { transports: [bots], logger: silent, ...overrides },
  );
  const addresses = await gateway.start();
  onTestFinished(() => gateway.stop());
  const url = addresses.find(({ transport }) => transport === 'http')?.url ?? '';
  return { url, memory: bots };
}

/** Position and id of a message. */
export interface SentMessage {
  readonly epoch: string;
  readonly offset: number;
  readonly id: string;
}

/** The result of commands that store nothing. */
const NOT_STORED: SentMessage = { epoch: '', offset: 0, id: '' };

/** A bot on the memory transport in the lobby. */
export interface Bot {
  /** Sends a command; resolves to the result of the reply. */
  request(fields: Readonly<Record<string, unknown>>): Promise<SentMessage>;
  say(text: string, more?: Readonly<Record<string, unknown>>): Promise<SentMessage>;
  /** Sends a message without waiting for the reply. */
  send(text: string): void;
}

/** Connects a bot and joins the lobby. Events are read and dropped. */
export async function startBot({ memory: wire }: MessagesFixture, nick: string): Promise<Bot> {
  const peer = wire.connect();
  const waiting = new Map<number, (result: SentMessage) => void>();
  let refs = 0;
  void (async () => {
    for (let frame = await peer.next(); frame !== undefined; frame = await peer.next()) {
      if (waiting.size === 0) continue;
      const reply: { ref?: number; result?: SentMessage } = JSON.parse(String(frame));
      if (reply.ref === undefined) continue;
      waiting.get(reply.ref)?.(reply.result ?? NOT_STORED);
      waiting.delete(reply.ref);
    }
  })();
  const ask: Bot['request'] = (fields) =>
    new Promise((resolve) => {
      const ref = ++refs;
      waiting.set(ref, resolve);
      peer.send(JSON.stringify({ ...fields, ref }));
    });
  await ask({ type: 'hello', nick, protocol: 1, client: 'bot' });
  await ask({ type: 'join', room: 'lobby' });
  return {
    request: ask,
    say: (text, more = {}) => ask({ type: 'say', room: 'lobby', text, ...more }),
    send: (text) => peer.send(JSON.stringify({ type: 'say', ref: ++refs, room: 'lobby', text })),
  };
}

/** Opens the chat page in the lobby. */
export async function openChat(open: OpenTab, url: string, nick: string, options = {}): Promise<Page> {
  const page = await open(url, options);
  page.setDefaultTimeout(20_000);
  await page.getByLabel('Nick', { exact: true }).fill(nick);
  await page.keyboard.press('Enter');
  await page.locator('.composer textarea').waitFor();
  await page.locator('.edge-none, .edge-more, .empty').first().waitFor();
  return page;
}
