import { type ChatRoom, createClient } from '../../../client/index.js';
import { tcp } from '../../../client/wires/tcp.js';
import { answerParent } from '../../fanout/processes/answer.js';
import type { Latencies } from './protocol.js';

const EVERY_MS = 5;
const ROOM = 'talk';

/** Two people in a room of the hub, one of whom says something all the time. */
async function run(port: number): Promise<void> {
  const [speaker, listener] = await Promise.all([person(port, 'speaker'), person(port, 'listener')]);
  let taken: number[] = [];
  listener.on('message', ({ text }) => taken.push(performance.now() - Number(text)));
  setInterval(() => void speaker.say(String(performance.now())), EVERY_MS);
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

function person(port: number, nick: string): Promise<ChatRoom> {
  const client = createClient({ open: tcp({ host: '127.0.0.1', port }), nick });
  client.connect();
  return client.join(ROOM);
}

await run(Number(process.argv[2]));
