import { onTestFinished } from 'vitest';
import { type SqliteOptions, sqlite } from '../../../../../adapters/brokers/sqlite/index.js';
import type { Broker, Entry, Message } from '../../../../../core/index.js';

/** A started broker, what it has handed over, and a way to say something. Closed after the test. */
export async function started(options: SqliteOptions) {
  const broker = sqlite(options);
  const entries: Entry[] = [];
  onTestFinished(() => broker.close());
  await broker.start({ entry: (entry) => entries.push(entry), ephemeral() {} });
  return { broker, entries, say: sayer(broker) };
}

/** Publishes messages of one author, each with an id of its own. */
export function sayer(broker: Broker) {
  let count = 0;
  return (room: string, text: string, more: Partial<Message> = {}) => {
    count++;
    const from = { id: 'u1', nick: 'ann' };
    return broker.publish({
      room,
      text,
      kind: 'text',
      from,
      id: `m${count}`,
      at: 1_000 + count,
      session: 's1',
      ...more,
    });
  };
}
