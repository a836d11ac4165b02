import { networkOf } from '../network.js';
import type { Clock } from '../ports/clock.js';

/** What came of a guess. `busy`: it was not compared; the same one may succeed a second later. */
export type GuessOutcome = 'right' | 'wrong' | 'busy';

/** A wrong guess, as it is reported. */
export interface WrongGuess {
  /** The address that it came from; `undefined`: the transport knows none. */
  readonly address: string | undefined;
  /** By which way it came, such as `http`. */
  readonly way: string;
  /** Wrong guesses of the same network that are remembered. */
  readonly wrong: number;
  /** Wrong guesses of the same network since the report before that were not reported. */
  readonly unreported: number;
}

/** A secret that is shown, to be compared. */
export interface Guess {
  /** Where it comes from; `undefined`: the wire has no addresses. */
  readonly address: string | undefined;
  /** By which way it came, such as `hello` or `http`. */
  readonly way: string;
  /** Compares it with the secret, in constant time. Called at most once. */
  readonly isRight: () => boolean;
}

/** What a throttle is made with. */
export interface GuessThrottleOptions {
  /** For the rates and the delays. */
  readonly clock: Clock;
  /** Called for wrong guesses, at most once a second for each network and 20 times a second in all. */
  readonly report: (guess: WrongGuess) => void;
}

/**
 * Bounds how fast a secret can be guessed, by all ways together, and lets the right one pass whatever the number of wrong ones:
 *
 * - A network without wrong guesses is compared at once.
 * - Of a network with wrong guesses up to 20 in a second are compared, of all those together up to 100. What goes beyond waits, the
 *   newest first, and is `busy` when more wait than the throttle holds.
 * - A wrong guess is answered late: from the fourth of a network on after 250 ms, doubled with each up to 4 s; the same from the
 *   twentieth of all networks on, doubled with every further 20.
 *
 * So a year of guessing is 3 · 10⁹ guesses at most, of the 2¹²⁸ and more that a secret should need. What is remembered is bounded:
 * 4,096 networks, each for 10 minutes after its last wrong guess.
 */
export interface GuessThrottle {
  /** Compares a guess when it is its turn. Never rejects, unless comparing throws. */
  guess(guess: Guess): Promise<GuessOutcome>;
}

const NETWORKS = 4_096;
const FORGET_MS = 600_000;
const NETWORK_RATE = 20;
const OVERALL_RATE = 100;
const MAX_WAITING_PER_NETWORK = 64;
const MAX_WAITING = 1_024;
const HELD = 1_024;
const FREE_OF_NETWORK = 3;
const FREE_OVERALL = 20;
const OVERALL_STEP = 20;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 4_000;
const REPORT_MS = 1_000;
const REPORTS_OVERALL = 20;
const RETRY_MS = 100;

interface Waiting {
  readonly guess: Guess;
  readonly resolve: (outcome: Promise<GuessOutcome> | GuessOutcome) => void;
}

interface NetworkState {
  readonly compares: Bucket;
  readonly waiting: Waiting[];
  wrong: number;
  lastWrong: number;
  reported: number;
  unreported: number;
}

/** Peers of a transport without addresses count as one network. */
const nameOf = (address: string | undefined): string => (address === undefined ? 'unknown' : networkOf(address));

/** Makes a throttle that has seen nothing. */
export function createGuessThrottle({ clock, report }: GuessThrottleOptions): GuessThrottle {
  const networks = new Map<string, NetworkState>();
  const compares = new Bucket(OVERALL_RATE, clock);
  const reports = new Bucket(REPORTS_OVERALL, clock);
  let waiting = 0;
  let held = 0;
  let wrongOverall = 0;
  let lastWrong = 0;
  let isTicking = false;

  function known(name: string): NetworkState | undefined {
    const network = networks.get(name);
    if (network === undefined || network.waiting.length > 0 || clock.monotonic() - network.lastWrong < FORGET_MS)
      return network;
    networks.delete(name);
    return undefined;
  }

  function compare(guess: Guess): Promise<GuessOutcome> | GuessOutcome {
    if (guess.isRight()) return 'right';
    const delay = failed(guess);
    if (delay === 0 || held >= HELD) return 'wrong';
    held++;
    return new Promise((resolve) => {
      clock.after(delay, () => {
        held--;
        resolve('wrong');
      });
    });
  }

  /** Counts a wrong guess. Returns after how many milliseconds it is answered. */
  function failed({ address, way }: Guess): number {
    const now = clock.monotonic();
    const name = nameOf(address);
    const network = known(name) ?? {
      compares: new Bucket(NETWORK_RATE, clock),
      waiting: [],
      wrong: 0,
      lastWrong: now,
      reported: Number.NEGATIVE_INFINITY,
      unreported: 0,
    };
    // Behind all others: the one that was heard of longest ago is forgotten first.
    networks.delete(name);
    networks.set(name, network);
    forgetOldest();
    network.wrong++;
    network.lastWrong = now;
    wrongOverall = now - lastWrong < FORGET_MS ? wrongOverall + 1 : 1;
    lastWrong = now;
    tell(network, address, way);
    const steps = Math.max(network.wrong - FREE_OF_NETWORK, Math.ceil((wrongOverall - FREE_OVERALL) / OVERALL_STEP));
    return steps <= 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** Math.min(steps - 1, 10), MAX_DELAY_MS);
  }

  function tell(network: NetworkState, address: string | undefined, way: string): void {
    const now = clock.monotonic();
    if (now - network.reported < REPORT_MS || !reports.take()) {
      network.unreported++;
      return;
    }
    report({ address, way, wrong: network.wrong, unreported: network.unreported });
    network.reported = now;
    network.unreported = 0;
  }

  function forgetOldest(): void {
    if (networks.size <= NETWORKS) return;
    for (const [name, network] of networks) {
      if (network.waiting.length > 0) continue;
      networks.delete(name);
      return;
    }
  }

  /** Puts a guess before those that wait; the one that has waited longest gives way where too many do. */
  function wait(network: NetworkState, guess: Guess): Promise<GuessOutcome> {
    if (waiting >= MAX_WAITING && network.waiting.length === 0) return Promise.resolve('busy');
    if (network.waiting.length >= MAX_WAITING_PER_NETWORK || waiting >= MAX_WAITING) {
      network.waiting.shift()?.resolve('busy');
      waiting--;
    }
    waiting++;
    if (!isTicking) tick();
    return new Promise((resolve) => {
      network.waiting.push({ guess, resolve });
    });
  }

  function tick(): void {
    isTicking = true;
    clock.after(RETRY_MS, () => {
      for (const network of [...networks.values()]) drain(network);
      isTicking = waiting > 0;
      if (isTicking) tick();
    });
  }

  function drain(network: NetworkState): void {
    while (network.waiting.length > 0 && mayCompare(network)) {
      const next = network.waiting.pop();
      waiting--;
      if (next !== undefined) next.resolve(compare(next.guess));
    }
  }

  function mayCompare(network: NetworkState): boolean {
    return network.compares.has() && compares.take() && network.compares.take();
  }

  return {
    async guess(guess) {
      const network = known(nameOf(guess.address));
      if (network === undefined || mayCompare(network)) return compare(guess);
      return wait(network, guess);
    },
  };
}

/** Allows up to `rate` in a second, and as many at once. */
class Bucket {
  readonly #rate: number;
  readonly #clock: Clock;
  #left: number;
  #at: number;

  constructor(rate: number, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#left = rate;
    this.#at = clock.monotonic();
  }

  has(): boolean {
    const now = this.#clock.monotonic();
    // A clock that was set back fills nothing.
    const passed = Math.max(0, now - this.#at);
    this.#left = Math.min(this.#rate, this.#left + (passed * this.#rate) / 1_000);
    this.#at = now;
    return this.#left >= 1;
  }

  take(): boolean {
    if (!this.has()) return false;
    this.#left--;
    return true;
  }
}
