// How fast the SQLite broker acknowledges, and how it leaves the event loop: node dist/bench/broker/main.js [seconds].
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { sqlite } from '../../adapters/brokers/sqlite/index.js';
import { systemRandom } from '../../adapters/system/index.js';
import type { Broker, Message } from '../../index.js';

const SECONDS = Number(process.argv[2] ?? 5);
const IN_FLIGHT = 64;
const ROOMS = 100;
const TEXT =
  'Кто-нибудь видел вчера, как над рекой встала двойная радуга? I have never seen one as bright as that, and it stayed for most of an hour. 今天天气很好。';

interface Measured {
  readonly perSecond: number;
  /** Milliseconds from the call to the receipt. */
  readonly ack: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Milliseconds that the event loop was late, beyond the millisecond of the timer that looks. */
  readonly loop: { readonly p99: number; readonly max: number };
}

function message(number: number): Message {
  const from = { id: `user-${number % 500}`, nick: 'ann' };
  const room = `room-${number % ROOMS}`;
  return {
    room,
    text: TEXT,
    kind: 'text',
    from,
    id: systemRandom.id(),
    at: Date.now(),
    session: 's1',
    key: `${number}`,
  };
}

async function measure(broker: Broker, seconds: number): Promise<Measured> {
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  let sent = 0;
  const publisher = async () => {
    while (performance.now() < until) {
      const at = performance.now();
      await broker.publish(message(sent++));
      took.push(performance.now() - at);
    }
  };
  delay.enable();
  await Promise.all(Array.from({ length: IN_FLIGHT }, publisher));
  delay.disable();
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - 1);
  return {
    perSecond: Math.round((took.length / (performance.now() - begun)) * 1_000),
    ack: { p50: at(0.5), p99: at(0.99), max: at(1) },
    loop: { p99: late(delay.percentile(99)), max: late(delay.max) },
  };
}

/** What the index was left to do shows in the first search: all that was said is found. */
async function searched(broker: Broker): Promise<string> {
  const begun = performance.now();
  const room = 'room-1';
  const { offset } = await broker.subscribe(room);
  const found = await broker.search?.(room, { text: 'радуга 天气', limit: 1 });
  const took = performance.now() - begun;
  if (found?.entries[0]?.position.offset !== offset) throw new Error('The newest message is not found.');
  return `the newest of ${offset} in a room is found in ${took.toFixed(1)} ms`;
}

async function run(name: string, broker: Broker): Promise<void> {
  await broker.start({ entry() {}, ephemeral() {} });
  for (let room = 0; room < ROOMS; room++) await broker.subscribe(`room-${room}`);
  await measure(broker, 0.5);
  const { perSecond, ack, loop } = await measure(broker, SECONDS);
  const ms = (value: number) => value.toFixed(1);
  const line = `ack p50 ${ms(ack.p50)} p99 ${ms(ack.p99)} max ${ms(ack.max)} ms; loop p99 ${ms(loop.p99)} max ${ms(loop.max)} ms`;
  console.log(`${name.padEnd(18)} ${String(perSecond).padStart(7)}/s  ${line}`);
  console.log(`${''.padEnd(18)} ${await searched(broker)}`);
  await broker.close();
}

const folder = mkdtempSync(join(tmpdir(), 'partyline-bench-'));
console.log(`Node ${process.version}, ${IN_FLIGHT} in flight, ${ROOMS} rooms, load ${loadavg()[0]?.toFixed(1)}`);
try {
  await run('sqlite', sqlite({ path: join(folder, 'now.db') }));
  await run('sqlite, 2 ms', sqlite({ path: join(folder, 'later.db'), commitMs: 2 }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
