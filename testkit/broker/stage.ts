import type { Awaitable, Broker, Entry, EphemeralEntry, Message, Receipt } from '../../core/index.js';

/** Makes a broker that has not been started, with a log that is empty and nobody else's. */
export type MakeBroker = () => Awaitable<Broker>;

/** A started broker and everything that it has told this node, for one case. */
export interface BrokerStage {
  readonly broker: Broker;
  readonly entries: readonly Entry[];
  readonly signals: readonly (EphemeralEntry & { readonly room: string })[];
  /** Publishes a message with a text, and whatever else is given. */
  say(room: string, text: string, more?: Partial<Message>): Promise<Receipt>;
  /** Resolves as soon as the condition holds; it is looked at after each call of the receiver. */
  until(condition: () => boolean): Promise<void>;
}

/** The texts of entries, in order. */
export function textsOf(entries: readonly Entry[]): readonly string[] {
  return entries.map(({ message }) => message.text);
}

/** The offsets of entries, in order. */
export function offsetsOf(entries: readonly Entry[]): readonly number[] {
  return entries.map(({ position }) => position.offset);
}

/** Runs a case on a fresh broker, and closes it after the case, whatever came of it. */
export async function onBroker(make: MakeBroker, play: (stage: BrokerStage) => Promise<void>): Promise<void> {
  const broker = await make();
  const entries: Entry[] = [];
  const signals: (EphemeralEntry & { room: string })[] = [];
  const waiting = new Set<() => void>();
  let count = 0;

  const look = () => {
    for (const waiter of [...waiting]) waiter();
  };
  await broker.start({
    entry(entry) {
      entries.push(entry);
      look();
    },
    ephemeral(room, signalled) {
      signals.push({ room, ...signalled });
      look();
    },
  });

  const stage: BrokerStage = {
    broker,
    entries,
    signals,
    say(room, text, more = {}) {
      count++;
      const from = { id: 'u1', nick: 'ann' };
      const message = { room, text, kind: 'text', from, id: `m${count}`, at: 1_000 + count, session: 's1' };
      return broker.publish({ ...message, ...more });
    },
    until(condition) {
      return new Promise((resolve) => {
        const waiter = () => {
          if (!condition()) return;
          waiting.delete(waiter);
          resolve();
        };
        waiting.add(waiter);
        waiter();
      });
    },
  };
  try {
    await play(stage);
  } finally {
    await broker.close();
  }
}
