import { encodeFile, encodeFileBytes, parseAnswer } from '../../../../../../adapters/dialects/heritage/files/frames.js';
import { createFileQueue } from '../../../../../../adapters/dialects/heritage/files/queue.js';
import { type JsonObject, type Outcome, Refusal } from '../../../../../../core/index.js';
import { type ManualClock, manualClock } from '../../../../../../testkit/index.js';
import { plainFraming } from './framings.js';
import { type ClientHabits, type OldClient, oldClient } from './old-client.js';

/** What a simulation is made of. */
export interface SimulationParts extends ClientHabits {
  /** How large the parts are. */
  readonly part: number;
  /** For how long the client looks at each frame, in milliseconds, over and over again. */
  readonly delays: readonly number[];
  /** Until when the connection takes nothing, in milliseconds. */
  readonly stuckUntil: number;
}

/** A client that is slow, a connection that is stuck for a while, and files as the plugin sends them. */
export interface Simulation {
  readonly clock: ManualClock;
  readonly client: OldClient;
  readonly skipped: readonly string[];
  /** The most parts that were sent and not looked at by the client, at any time. */
  readonly most: number;
  /** Offers a file of that many bytes. */
  offer(name: string, size: number): void;
}

/** The byte at a place of a file. */
export const byteAt = (name: string, offset: number): number => (name.charCodeAt(0) * 31 + offset) % 251;

interface Transfer {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  sent: number;
  acknowledged: number;
  hasHeader: boolean;
}

/** Sets a simulation up. */
export function simulate({ part, delays, stuckUntil, ...habits }: SimulationParts): Simulation {
  const clock = manualClock();
  const client = oldClient(habits);
  const skipped: string[] = [];
  const sizes = new Map<string, number>();
  const transfers = new Map<string, Transfer>();
  let freeAt = 0;
  let frames = 0;
  let underWay = 0;
  let most = 0;

  function deliver(frame: Uint8Array, isPart: boolean): void {
    if (isPart) most = Math.max(most, ++underWay);
    freeAt = Math.max(freeAt, clock.now()) + (delays[frames++ % delays.length] ?? 0);
    clock.after(freeAt - clock.now(), () => {
      if (isPart) underWay--;
      const answer = client.take(frame);
      const what = answer && parseAnswer(answer);
      if (what !== undefined) queue.answered(what);
    });
  }

  /** Sends what may be sent: a header, then a part whenever the one before it is acknowledged. */
  function pump(): void {
    if (clock.now() < stuckUntil) return;
    for (const transfer of transfers.values()) {
      const { id, name, size, sent } = transfer;
      if (!transfer.hasHeader) {
        transfer.hasHeader = true;
        const facts = { transfer: id, file: name, name, size, mediaType: '', sha256: '', offset: 0 };
        deliver(encodeFile({ type: 'file.header', ...facts }) as Uint8Array, false);
      }
      if (sent < size && sent === transfer.acknowledged) {
        const bytes = Uint8Array.from({ length: Math.min(part, size - sent) }, (_, at) => byteAt(name, sent + at));
        transfer.sent += bytes.length;
        const event = { type: 'file.chunk', transfer: id, offset: sent } as const;
        deliver(encodeFileBytes(event, bytes, plainFraming) as Uint8Array, true);
      }
      if (transfer.sent === size) transfers.delete(id);
    }
  }
  clock.after(stuckUntil, pump);

  const commands: Readonly<Record<string, (fields: JsonObject) => Outcome>> = {
    'file.get'({ file }) {
      const [name, id] = [String(file), `d${transfers.size}-${String(file)}`];
      const size = sizes.get(name) ?? 0;
      transfers.set(id, { id, name, size, sent: 0, acknowledged: 0, hasHeader: false });
      clock.turn(pump);
      return { transfer: id, size, offset: 0, credit: part, chunk: part };
    },
    'file.chunk_ack'({ transfer, offset }) {
      const found = transfers.get(String(transfer));
      if (found === undefined) return {};
      if (Number(offset) > found.sent) return new Refusal('FILE_OFFSET', 'Not sent yet.');
      found.acknowledged = Number(offset);
      clock.turn(pump);
      return {};
    },
    'file.abort'({ transfer }) {
      transfers.delete(String(transfer));
      return {};
    },
  };

  const queue = createFileQueue({
    clock,
    skipped: (name) => void skipped.push(name),
    run: (command, fields) => commands[command]?.(fields) ?? {},
  });
  return {
    clock,
    client,
    skipped,
    get most() {
      return most;
    },
    offer(name, size) {
      sizes.set(name, size);
      queue.offer({ file: name, name, size });
    },
  };
}
