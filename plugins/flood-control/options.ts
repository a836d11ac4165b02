import { isLoopbackAddress, type Session } from '../../core/index.js';
import { type Buckets, bucketsOf, type Kind, kinds, type Rates } from './account.js';
import { type Bucket, bucketOf, type Rate } from './bucket.js';

/** What can be set on the `floodControl` plugin. Times are in milliseconds. */
export interface FloodControlOptions {
  /**
   * What one session may send. Kinds that are not given keep their defaults: 200 commands at once and 20 each second, 20
   * messages at once and 5 each second, 1 MiB at once and 128 KiB each second.
   */
  readonly session?: Partial<Rates>;
  /**
   * What all sessions of one address may send together. Kinds that are not given are 20 times those of a session. `false`:
   * addresses are not looked at.
   */
  readonly address?: Partial<Rates> | false;
  /**
   * A reply costs one command more for every so many bytes that it has, in whole ones: lists, histories and searches cost what they
   * are. 1,024 to 1,000,000,000, default 65,536.
   */
  readonly answerBytes?: number;
  /** How long a command is held back at most before it is refused instead; 0 to 60,000, default 1,000. */
  readonly slowMs?: number;
  /** How long a session is held back within `windowMs`, all in all; at least `slowMs`, default 10,000. */
  readonly patienceMs?: number;
  /**
   * How often within `windowMs` a session may come sooner than a refusal has told it to, and be refused again; the next time
   * it is closed. 1 to 1,000, default 10.
   */
  readonly strikes?: number;
  /** In how long patience and strikes come back. From 1,000, default 60,000. */
  readonly windowMs?: number;
  /** For how long after a session was closed nobody new is let in from its address; 0: not at all. Default 30,000. */
  readonly barMs?: number;
  /** How many addresses are remembered, 1 to 1,000,000; default 10,000. */
  readonly addresses?: number;
  /**
   * Whether an address stands for so many people that it is not looked at, such as that of a proxy. Default: those of this
   * machine (127.0.0.0/8 and ::1).
   */
  readonly shared?: (address: string) => boolean;
  /** Who may send as much as they like; asked once they are over a limit. Default: nobody. */
  readonly exempt?: (session: Session) => boolean;
}

/** Options that have been checked. */
export interface Settings {
  readonly session: Buckets;
  readonly address: Buckets;
  readonly answerBytes: number;
  readonly slowMs: number;
  /** A token is a millisecond of being held back. */
  readonly patience: Bucket;
  readonly strikes: Bucket;
  readonly barMs: number;
  readonly addresses: number;
  readonly shared: (address: string) => boolean;
  readonly exempt: (session: Session) => boolean;
}

const names: ReadonlySet<string> = new Set([
  'session',
  'address',
  'answerBytes',
  'slowMs',
  'patienceMs',
  'strikes',
  'windowMs',
  'barMs',
  'addresses',
  'shared',
  'exempt',
] satisfies (keyof FloodControlOptions)[]);

const rateNames: ReadonlySet<string> = new Set(['burst', 'perSecond'] satisfies (keyof Rate)[]);

const KIB = 1_024;
const MOST = 1e9;
const DAY_MS = 86_400_000;

/** What one session may send where nothing is set. */
const defaults: Rates = {
  commands: { burst: 200, perSecond: 20 },
  messages: { burst: 20, perSecond: 5 },
  bytes: { burst: KIB * KIB, perSecond: 128 * KIB },
};

/** How many sessions' worth an address may send. */
const CROWD = 20;

/** Checks options and fills in the defaults. @throws TypeError for nonsense. */
export function settingsOf(options: FloodControlOptions): Settings {
  known(options, names, 'option');
  const { slowMs = 1_000, patienceMs = 10_000, strikes = 10, windowMs = 60_000, barMs = 30_000 } = options;
  const { answerBytes = 64 * KIB, addresses = 10_000, shared = isLoopbackAddress, exempt = () => false } = options;
  whole(answerBytes, 'answerBytes', KIB, MOST);
  whole(slowMs, 'slowMs', 0, 60_000);
  whole(patienceMs, 'patienceMs', Math.max(1, slowMs), DAY_MS);
  whole(strikes, 'strikes', 1, 1_000);
  whole(windowMs, 'windowMs', 1_000, DAY_MS);
  whole(barMs, 'barMs', 0, DAY_MS);
  whole(addresses, 'addresses', 1, 1_000_000);
  for (const [name, value] of Object.entries({ shared, exempt })) {
    if (typeof value !== 'function') throw new TypeError(`${name} must be a function.`);
  }
  const session = ratesOf(options.session ?? {}, 'session', defaults);
  const { address = {} } = options;
  const common = ratesOf(address === false ? {} : address, 'address', timesCrowd(session));
  const within = (burst: number): Bucket => bucketOf({ burst, perSecond: (burst * 1_000) / windowMs });
  return {
    session: bucketsOf(session),
    address: bucketsOf(common),
    answerBytes,
    slowMs,
    patience: within(patienceMs),
    strikes: within(strikes),
    barMs,
    addresses,
    shared: address === false ? () => true : shared,
    exempt,
  };
}

function timesCrowd({ commands, messages, bytes }: Rates): Rates {
  const more = ({ burst, perSecond }: Rate): Rate => ({ burst: burst * CROWD, perSecond: perSecond * CROWD });
  return { commands: more(commands), messages: more(messages), bytes: more(bytes) };
}

function ratesOf(given: Partial<Rates>, whose: string, otherwise: Rates): Rates {
  known(given, new Set<string>(kinds), `kind of ${whose}`);
  const rate = (kind: Kind): Rate => {
    const value = given[kind];
    if (value === undefined) return otherwise[kind];
    known(value, rateNames, `part of ${whose}.${kind}`);
    whole(value.burst, `${whose}.${kind}.burst`, 1, MOST);
    if (typeof value.perSecond === 'number' && value.perSecond > 0 && value.perSecond <= MOST) return value;
    throw new TypeError(`${whose}.${kind}.perSecond must be a number above 0, up to ${MOST}.`);
  };
  return { commands: rate('commands'), messages: rate('messages'), bytes: rate('bytes') };
}

function known(value: object, keys: ReadonlySet<string>, what: string): void {
  if (typeof value !== 'object' || value === null) throw new TypeError(`Each ${what} must be in an object.`);
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new TypeError(`There is no ${what} ${unknown}.`);
}

function whole(value: number, what: string, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${what} must be a whole number from ${least} to ${most}.`);
}
