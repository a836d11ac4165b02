import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createGateway, type Gateway, type GatewaySettings } from '../../../../apps/gateway/index.js';
import { type Client, createClient, type MessageEvent, webSocket } from '../../../../client/index.js';
import { silent } from '../../../../core/index.js';

/** A gateway that somebody can chat on. */
export interface Line {
  readonly gateway: Gateway;
  readonly http: string;
  readonly port: number;
}

/** Starts a gateway that is stopped when the test is done. */
export async function listening(settings: Partial<GatewaySettings> = {}): Promise<Line> {
  const gateway = createGateway(
    { httpPort: 0, tcpPort: 0, drainMs: 500, floodControl: false, ...settings },
    { logger: silent },
  );
  onTestFinished(() => gateway.stop());
  const addresses = await gateway.start();
  const http = addresses.find(({ transport }) => transport === 'http');
  if (http?.port === undefined) throw new TypeError('The gateway has no port for HTTP.');
  return { gateway, http: http.url, port: http.port };
}

/** A folder of the test's own. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'partyline-terminal-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Somebody else in the lobby, by the SDK. */
export interface Guest {
  readonly client: Client;
  /** Resolves to the first message that was heard, now or before, with that text in it. */
  hears(text: string): Promise<MessageEvent>;
}

/** Lets somebody in. */
export async function guest(port: number, nick: string, room = 'lobby'): Promise<Guest> {
  const client = createClient({ open: webSocket(`ws://127.0.0.1:${port}/`, { WebSocket }), nick });
  onTestFinished(() => client.stop());
  const heard: MessageEvent[] = [];
  const waiting = new Set<() => void>();
  client.on('message', (message) => {
    heard.push(message);
    for (const look of waiting) look();
  });
  client.connect();
  await client.join(room);
  return {
    client,
    hears: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = heard.find((message) => message.text.includes(text));
          if (found !== undefined) resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
