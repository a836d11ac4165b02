import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { type MemoryTransport, memory } from '../../../../../../adapters/transports/memory/index.js';
import { createGateway, type GatewayOverrides, type GatewaySettings } from '../../../../../../apps/gateway/index.js';
import { silent } from '../../../../../../core/index.js';
import type { OpenTab } from '../../../../../support/browser.js';

/** A gateway with a wire in memory. */
export interface Line {
  readonly url: string;
  readonly memory: MemoryTransport;
}

/** A gateway on free ports of loopback, stopped when the test is done. */
export async function line(settings: Partial<GatewaySettings> = {}, overrides: GatewayOverrides = {}): Promise<Line> {
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

/** Where a message has come to be. */
export interface Spot {
  readonly epoch: string;
  readonly offset: number;
  readonly id: string;
}

/** Of what is not put into a room. */
const NOWHERE: Spot = { epoch: '', offset: 0, id: '' };

/** A program in memory that is in the lobby. */
export interface Bot {
  /** Resolves to the result of the answer. */
  ask(fields: Readonly<Record<string, unknown>>): Promise<Spot>;
  say(text: string, more?: Readonly<Record<string, unknown>>): Promise<Spot>;
  /** Says something, and does not wait for the answer. */
  shout(text: string): void;
}

/** Brings a bot into the lobby. What it is told is read and dropped. */
export async function bot({ memory: wire }: Line, nick: string): Promise<Bot> {
  const peer = wire.connect();
  const waiting = new Map<number, (result: Spot) => void>();
  let refs = 0;
  void (async () => {
    for (let frame = await peer.next(); frame !== undefined; frame = await peer.next()) {
      if (waiting.size === 0) continue;
      const told: { ref?: number; result?: Spot } = JSON.parse(String(frame));
      if (told.ref === undefined) continue;
      waiting.get(told.ref)?.(told.result ?? NOWHERE);
      waiting.delete(told.ref);
    }
  })();
  const ask: Bot['ask'] = (fields) =>
    new Promise((resolve) => {
      const ref = ++refs;
      waiting.set(ref, resolve);
      peer.send(JSON.stringify({ ...fields, ref }));
    });
  await ask({ type: 'hello', nick, protocol: 1, client: 'bot' });
  await ask({ type: 'join', room: 'lobby' });
  return {
    ask,
    say: (text, more = {}) => ask({ type: 'say', room: 'lobby', text, ...more }),
    shout: (text) => peer.send(JSON.stringify({ type: 'say', ref: ++refs, room: 'lobby', text })),
  };
}

/** Somebody in a browser, in the lobby. */
export async function visitor(open: OpenTab, url: string, nick: string, options = {}): Promise<Page> {
  const page = await open(url, options);
  page.setDefaultTimeout(20_000);
  await page.getByLabel('Nick', { exact: true }).fill(nick);
  await page.keyboard.press('Enter');
  await page.locator('.composer textarea').waitFor();
  await page.locator('.edge-none, .edge-more, .empty').first().waitFor();
  return page;
}
