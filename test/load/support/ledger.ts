import type { Receipt } from '../../../client/index.js';
import type { Entry } from '../../../core/index.js';
import type { Bell } from './bell.js';
import type { Witness } from './witness.js';

/** Everything that was said, and what became of it. */
export interface Ledger {
  /** How many messages have been said. */
  readonly said: number;
  /** How many of them have not been answered. */
  readonly pending: number;
  /** Has somebody say something under a key of its own. */
  say(witness: Witness, room: string, text: string): void;
  /** Compares with the rooms' logs, and says what does not agree. */
  flaws(logs: ReadonlyMap<string, readonly Entry[]>): readonly string[];
}

interface Saying {
  readonly witness: Witness;
  readonly room: string;
  readonly text: string;
  readonly receipts: Receipt[];
  readonly refusals: string[];
}

/** Makes an empty ledger. */
export function createLedger(bell: Bell): Ledger {
  const sayings = new Map<string, Saying>();
  let pending = 0;

  /** What does not agree between one saying and what is kept under its key. */
  function flawOf(key: string, saying: Saying, kept: readonly Entry[]): string | undefined {
    const { witness, room, text, receipts, refusals } = saying;
    const [receipt, ...moreReceipts] = receipts;
    const [entry, ...moreEntries] = kept;
    if (refusals.length > 0) return `${key} was refused: ${refusals.join(', ')}`;
    if (receipt === undefined || moreReceipts.length > 0) return `${key} was acked ${receipts.length} times`;
    if (entry === undefined || moreEntries.length > 0) return `${key} is in the logs ${kept.length} times`;
    const { message, position } = entry;
    const acked = [receipt.room, receipt.epoch, receipt.offset, receipt.id, receipt.at, receipt.key].join(' ');
    const found = [message.room, position.epoch, position.offset, message.id, message.at, message.key].join(' ');
    if (acked !== found) return `${key} was acked as ${acked}, and is kept as ${found}`;
    const meant = [room, witness.client.user?.id, text].join(' ');
    const said = [message.room, message.from.id, message.text].join(' ');
    return meant === said ? undefined : `${key} was to be ${meant}, and is ${said}`;
  }

  return {
    get said() {
      return sayings.size;
    },
    get pending() {
      return pending;
    },
    say(witness, room, text) {
      const key = `say-${sayings.size}`;
      const saying: Saying = { witness, room, text, receipts: [], refusals: [] };
      sayings.set(key, saying);
      pending++;
      witness.client
        .say(room, text, { key })
        .then(
          (receipt) => void saying.receipts.push(receipt),
          (error: unknown) => void saying.refusals.push(String(error)),
        )
        .finally(() => {
          pending--;
          bell.ring();
        });
    },
    flaws(logs) {
      const kept = new Map<string, Entry[]>();
      for (const entry of [...logs.values()].flat()) {
        const key = String(entry.message.key);
        const known = kept.get(key);
        if (known === undefined) kept.set(key, [entry]);
        else known.push(entry);
      }
      const flaws = [...sayings].map(([key, saying]) => flawOf(key, saying, kept.get(key) ?? []));
      const strangers = [...kept.keys()].filter((key) => !sayings.has(key)).map((key) => `nobody said ${key}`);
      return [...flaws.filter((flaw) => flaw !== undefined), ...strangers];
    },
  };
}

/** How what somebody was told of their rooms differs from the rooms' logs. */
export function sightFlaws({ nick, sights, flaws }: Witness, logs: ReadonlyMap<string, readonly Entry[]>): string[] {
  const found = [...flaws];
  for (const [room, { since, messages }] of sights) {
    const log = logs.get(room) ?? [];
    const due = log.filter(({ position }) => position.offset > since.offset);
    const expected = due.map(({ position, message }) => `${position.offset} ${message.id}`);
    if (log.some(({ position }) => position.epoch !== since.epoch)) found.push(`${nick}: ${room} was begun anew`);
    const at = expected.findIndex((line, index) => line !== messages[index]);
    if (at >= 0) found.push(`${nick}: ${room} has ${expected[at]}, and was told ${messages[at]}`);
    if (messages.length > expected.length) found.push(`${nick}: ${room} has no ${messages[expected.length]}`);
  }
  return found;
}
