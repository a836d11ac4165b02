import type { Client } from './api.js';
import type { HistoryPage, HistoryQuery } from './history.js';

/** Asks for part of what was said in a room. */
export async function historyOf(client: Client, room: string, query: HistoryQuery = {}): Promise<HistoryPage> {
  return (await client.request<string>('history', { room, ...query })) as unknown as HistoryPage;
}
