import type { Broker, Clock } from '../../core/index.js';

/** A broker that takes its time. */
export interface SlowBroker {
  /** For the hub. */
  readonly broker: Broker;
  /** Whether something is on its way to the log or back. */
  readonly busy: boolean;
}

/** Things that take a while and come out in the order in which they went in. */
function lane(clock: Clock, delayMs: () => number) {
  let last = 0;
  let under = 0;
  return {
    get busy() {
      return under > 0;
    },
    send(arrive: () => void): void {
      last = Math.max(last, clock.now() + delayMs());
      under++;
      clock.after(last - clock.now(), () => {
        under--;
        arrive();
      });
    },
  };
}

/**
 * Puts a broker as far away as a disk or another machine is: what it is asked takes a while to get there, and its answers
 * and entries a while to come back, in order.
 */
export function slowBroker(log: Broker, clock: Clock, delayMs: () => number): SlowBroker {
  const there = lane(clock, delayMs);
  const back = lane(clock, delayMs);

  function far<T>(ask: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      there.send(() => {
        ask().then(
          (answer) => back.send(() => resolve(answer)),
          (error: unknown) => back.send(() => reject(error)),
        );
      });
    });
  }

  return {
    broker: {
      scope: log.scope,
      supports: log.supports,
      start: (receiver) =>
        log.start({
          entry: (entry) => back.send(() => receiver.entry(entry)),
          signal: (room, signalled) => back.send(() => receiver.signal(room, signalled)),
        }),
      subscribe: (room) => far(() => log.subscribe(room)),
      unsubscribe: (room) => far(() => log.unsubscribe(room)),
      publish: (message) => far(() => log.publish(message)),
      known: (room, author, key) => far(() => log.known(room, author, key)),
      signal: (room, signalled) => there.send(() => log.signal(room, signalled)),
      read: (room, query) => far(() => log.read(room, query)),
      prune: (room, keep) => far(() => log.prune(room, keep)),
      close: () => far(() => log.close()),
    },
    get busy() {
      return there.busy || back.busy;
    },
  };
}
