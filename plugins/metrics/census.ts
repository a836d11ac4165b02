import { Gauge, type Registry } from 'prom-client';
import type { BrokerProblemReason, PluginHost, Session } from '../../core/index.js';

const reasons: readonly BrokerProblemReason[] = [
  'disk-full',
  'disk-failing',
  'disk-slow',
  'data-removed',
  'data-damaged',
  'writer-ended',
];

/** What is there at the moment, counted when somebody asks. */
export interface Census {
  /** Learns of sessions that have not logged in, which only events tell of. */
  watch(host: PluginHost): void;
  /** Counts anew. */
  take(host: PluginHost): void;
  /** Nothing is there any more. */
  clear(): void;
}

/** Counts what is there. Costs nothing but while it counts: one step for each session and room. */
export function census(registry: Registry): Census {
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> =>
    new Gauge({ name: `partyline_${name}`, help, labelNames, registers: [registry] });
  const sessions = gauge('sessions', 'Sessions, by their state.', ['transport', 'dialect', 'state']);
  const users = gauge('users', 'People who are logged in, on however many sessions.');
  const rooms = gauge('rooms', 'Rooms with somebody in them, conversations of two left out.');
  const bytes = gauge('queue_bytes', 'Bytes that connections have not taken yet.');
  const mostBytes = gauge('queue_bytes_max', 'Bytes that the slowest connection has not taken yet.');
  const writable = gauge('broker_writable', 'Whether messages can be kept: 1, or 0.');
  const problems = gauge('broker_problem', 'What is wrong with the log of the rooms: 1, or 0.', ['reason']);
  const single = [users, rooms, bytes, mostBytes];
  const strangers = new Set<Session>();

  const stateOf = ({ connected, user }: Session): string => {
    if (!connected) return 'away';
    return user === undefined ? 'handshake' : 'connected';
  };

  return {
    watch(host) {
      host.on('opened', (session) => void strangers.add(session));
      host.on('login', (session) => void strangers.delete(session));
      host.on('closed', (session) => void strangers.delete(session));
    },
    take(host) {
      const people = new Set<string>();
      let sum = 0;
      let most = 0;
      // Summed up by ourselves: looking a series up costs far more than adding one.
      const tally = new Map<string, number>();
      for (const session of [...strangers, ...host.chat.sessions()]) {
        const kind = `${session.wire}/${stateOf(session)}`;
        tally.set(kind, (tally.get(kind) ?? 0) + 1);
        if (session.user !== undefined) people.add(session.user.id);
        sum += session.pendingBytes;
        most = Math.max(most, session.pendingBytes);
      }
      const problem = host.chat.log.problem;
      writable.set(problem?.writable === false ? 0 : 1);
      for (const reason of reasons) problems.set({ reason }, problem?.reason === reason ? 1 : 0);
      sessions.reset();
      for (const [kind, count] of tally) {
        const [transport = '', dialect = '', state = ''] = kind.split('/', 3);
        sessions.set({ transport, dialect, state }, count);
      }
      users.set(people.size);
      rooms.set(host.chat.rooms().length);
      bytes.set(sum);
      mostBytes.set(most);
    },
    clear() {
      problems.reset();
      writable.reset();
      strangers.clear();
      sessions.reset();
      for (const one of single) one.set(0);
    },
  };
}
