import { expect, onTestFinished, test } from 'vitest';
import { systemRandom } from '../../adapters/system/index.js';
import { tcp } from '../../adapters/transports/tcp/index.js';
import { websocket } from '../../adapters/transports/websocket/index.js';
import { createHub, type Entry, type FailedInfo, MemoryBroker, silent } from '../../index.js';
import { seededRandom } from '../../testkit/index.js';
import { cuts, tcpWire, webSocketWire } from '../support/client-wires.js';
import { sized } from '../support/sizes.js';
import { createBell } from './support/bell.js';
import { createLedger, sightFlaws } from './support/ledger.js';
import { lasting, pace } from './support/pace.js';
import { createWitness, type Witness } from './support/witness.js';

const SEED = 20_261_121;
const CLIENTS_PER_WIRE = sized(50, 200);
const ROOMS = 8;
const ROOMS_PER_CLIENT = 3;
const LOAD_MS = sized(8_000, 60_000);
const SAY_EVERY_MS = 30;
const CUT_EVERY_MS = sized(100, 200);
const HEARTBEAT_MS = 2_000;
const RECOVERY_MS = 60_000;
const ENTRIES_PER_ROOM = 10_000;

const rooms = Array.from({ length: ROOMS }, (_, number) => `room${number}`);
/** Characters of one to four bytes, so that reads end inside of them. */
const words = ['hello', 'žluťoučký', '日本語', '🐎🐎', 'ещё'];

test(`${2 * CLIENTS_PER_WIRE} clients whose connections are cut for ${LOAD_MS / 1_000} s receive every message once`, {
  timeout: 90_000 + LOAD_MS,
}, async () => {
  const random = seededRandom(SEED);
  const bell = createBell();
  const ledger = createLedger(bell);
  const broker = new MemoryBroker(systemRandom, { entriesPerRoom: ENTRIES_PER_ROOM });
  const limits = { heartbeatMs: HEARTBEAT_MS };
  const hub = createHub({ broker, limits, logger: silent });
  const failures: FailedInfo[] = [];
  const losses = new Map<string, number>();
  hub.on('failed', (failure) => void failures.push(failure));
  const [tcpAddress, webSocketAddress] = await hub.listen(tcp({ port: 0 }), websocket({ port: 0 }));

  const witnesses = Array.from({ length: CLIENTS_PER_WIRE }).flatMap((_, number) => [
    createWitness(`tcp${number}`, tcpWire(tcpAddress?.port ?? 0), bell),
    createWitness(`web${number}`, webSocketWire(webSocketAddress?.url ?? ''), bell),
  ]);
  onTestFinished(async () => {
    for (const { client, wire } of witnesses) {
      client.stop();
      wire.destroy();
    }
    await hub.stop();
  });
  const byNick = new Map(witnesses.map((witness) => [witness.nick, witness]));
  hub.on('lost', ({ user }, { by, code = by }) => {
    losses.set(code, (losses.get(code) ?? 0) + 1);
    const lost = byNick.get(user?.nick ?? '');
    if (lost?.wire.isReachable !== false) return;
    lost.wire.isReachable = true;
    lost.client.hurry();
  });
  const one = <T>(all: readonly T[]): T => all[random.between(0, all.length - 1)] as T;

  for (const { client } of witnesses) client.connect();
  await Promise.all(
    witnesses.flatMap((witness, number) =>
      Array.from({ length: ROOMS_PER_CLIENT }, (_, step) => witness.join(roomAt(number + step * (1 + (number % 2))))),
    ),
  );

  const done: Record<string, number> = {};
  const cpu = process.cpuUsage();
  const say = (witness: Witness): void =>
    ledger.say(witness, one([...witness.sights.keys()]), `${one(words)} ${one(words)} ${one(words)}`);
  const stopSaying = pace(SAY_EVERY_MS, random.fork('say'), () => say(one(witnesses)));
  const stopCutting = pace(CUT_EVERY_MS, random.fork('cut'), () => {
    const witness = one(witnesses);
    const { client, wire } = witness;
    const isOnline = client.state === 'online';
    // Half of them have just said something: it is kept, and the ack may be lost.
    if (random.between(0, 1) === 0) say(witness);
    const how = one(cuts);
    if (!wire.cut(how)) return;
    // Half of them do not find the way back until the hub has noticed by itself that they are gone.
    wire.isReachable = !(how === 'half-open' && isOnline && random.between(0, 1) === 0);
    const told = wire.isReachable ? how : 'outage';
    done[told] = (done[told] ?? 0) + 1;
  });
  await lasting(LOAD_MS);
  stopCutting();
  stopSaying();
  const { user, system } = process.cpuUsage(cpu);
  const endedAt = performance.now();

  await bell.until(
    () => ledger.pending === 0,
    RECOVERY_MS,
    () => `${ledger.pending} acks; ${unsettled(witnesses)}`,
  );
  const logs = new Map<string, readonly Entry[]>();
  for (const room of rooms) logs.set(room, (await broker.read(room, { limit: ENTRIES_PER_ROOM })).entries);
  await bell.until(
    () => witnesses.every((witness) => isCaughtUp(witness, logs)),
    RECOVERY_MS,
    () => unsettled(witnesses.filter((witness) => !isCaughtUp(witness, logs))),
  );

  const sum = (of: (witness: Witness) => number): number => witnesses.reduce((all, witness) => all + of(witness), 0);
  const deliveries = sum(({ sights }) => [...sights.values()].reduce((all, { messages }) => all + messages.length, 0));
  const cores = (user + system) / 1_000 / LOAD_MS;
  console.info(
    [
      `cuts ${JSON.stringify(done)}`,
      `lost at the hub ${JSON.stringify(Object.fromEntries(losses))}`,
      `${sum(({ resumes }) => resumes)} resumes, ${sum(({ caughtUp }) => caughtUp)} messages caught up`,
      `${ledger.said} messages, ${deliveries} deliveries`,
      `${cores.toFixed(2)} cores busy under load, recovered ${Math.round(performance.now() - endedAt)} ms after it`,
    ].join('\n'),
  );

  expect(failures).toEqual([]);
  expect(witnesses.flatMap((witness) => sightFlaws(witness, logs))).toEqual([]);
  expect(ledger.flaws(logs)).toEqual([]);
  // The run has been what it claims to be.
  expect(Object.keys(done).sort()).toEqual([...cuts, 'outage'].sort());
  expect(losses.get('CHAT_HEARTBEAT_LOST')).toBeGreaterThan(0);
  expect(sum(({ resumes }) => resumes)).toBeGreaterThan(sized(5, 50));
  expect(sum(({ caughtUp }) => caughtUp)).toBeGreaterThan(0);
  expect(ledger.said).toBeGreaterThan(sized(20, 300));
});

function roomAt(number: number): string {
  return rooms[number % ROOMS] as string;
}

/** Online, and in each room where the room's log ends. */
function isCaughtUp({ client, sights }: Witness, logs: ReadonlyMap<string, readonly Entry[]>): boolean {
  if (client.state !== 'online') return false;
  return [...sights].every(([name, { since }]) => {
    const room = client.rooms.get(name);
    const end = logs.get(name)?.at(-1)?.position ?? since;
    return room?.recovering === false && room.position?.epoch === end.epoch && room.position.offset === end.offset;
  });
}

function unsettled(witnesses: readonly Witness[]): string {
  const found = witnesses.filter(({ client }) => client.state !== 'online');
  return `${witnesses.length} clients, of whom not online: ${found.map(({ nick, client }) => `${nick} ${client.state}`)}`;
}
