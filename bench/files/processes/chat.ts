import { answerParent } from '../../fanout/processes/answer.js';
import { blocksWire } from '../client/blocks-wire.js';
import { filePeer } from '../client/peer.js';
import type { Latencies } from './protocol.js';

const EVERY_MS = 5;
const ROOM = 'talk';

/** Two people in a room of the hub, one of whom says something all the time. */
async function run(port: number): Promise<void> {
  const [speaker, listener] = await Promise.all([person(port, 'speaker'), person(port, 'listener')]);
  let taken: number[] = [];
  listener.listen((event) => {
    if (event.type === 'message') taken.push(performance.now() - Number(event.text));
  });
  setInterval(() => {
    speaker.send({ type: 'say', room: ROOM, text: String(performance.now()) });
  }, EVERY_MS);
  answerParent({
    ready: () => true,
    /** Of the messages since this was asked last. */
    latencies(): Latencies {
      const sorted = taken.sort((a, b) => a - b);
      taken = [];
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      return { count: sorted.length, p50: at(0.5), p99: at(0.99) };
    },
  });
}

async function person(port: number, nick: string) {
  const peer = filePeer(await blocksWire(port), true);
  await peer.ask({ type: 'hello', nick });
  await peer.ask({ type: 'join', room: ROOM });
  return peer;
}

await run(Number(process.argv[2]));
