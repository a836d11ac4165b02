import { type Awaitable, networkOf, type PluginHost, type Refusal, refuse, type Session } from '../../core/index.js';
import { type Ask, type Kind, longestOf, take, wholeDueIn } from './account.js';
import { type Address, createAddresses } from './addresses.js';
import { dueIn, fullAfter } from './bucket.js';
import type { FloodedInfo } from './flooded.js';
import { createHolds } from './holds.js';
import type { Settings } from './options.js';
import { createSenders, type Sender, type Standing } from './senders.js';

/** Decides what becomes of what sessions send. */
export interface Control {
  /** The request itself, at once or after a while, or a refusal. May close the session. */
  admit<Request extends object>(request: Request, session: Session, ask: Ask): Awaitable<Request | Refusal>;
  /** Counts what cannot be held back any more. */
  count(session: Session, ask: Ask): void;
  /** A refusal where nobody new is let in from a session's address at the moment. */
  barred(session: Session): Refusal | undefined;
  /** A session is over. */
  ended(session: Session): void;
  /** From now on everything passes, what is held back too. */
  giveUp(): void;
  /** Forgets addresses of which there is nothing to remember. */
  sweep(): void;
}

/** Who wants what, and whose accounts it goes to. */
interface Case {
  readonly session: Session;
  readonly sender: Sender;
  readonly address: Address | undefined;
  readonly ask: Ask;
  readonly now: number;
}

/** What is missing for the longest time. */
interface Excess {
  readonly kind: Kind;
  readonly by: 'session' | 'address';
  readonly ms: number;
}

const refusals: Readonly<Record<Kind, readonly [code: string, text: string]>> = {
  commands: ['FLOOD_COMMANDS', 'You are asking for too much at once.'],
  messages: ['FLOOD_MESSAGES', 'You are sending messages too fast.'],
  bytes: ['FLOOD_BYTES', 'You are sending too much at once.'],
};

/** Nobody has sent anything yet. */
export function createControl(settings: Settings, host: PluginHost): Control {
  const { session: own, address: common, slowMs, patience, strikes, barMs, shared, exempt } = settings;
  const addresses = createAddresses(settings.addresses);
  const holds = createHolds(host.clock);
  const senders = createSenders(({ remoteAddress }) =>
    remoteAddress === undefined || shared(remoteAddress) ? undefined : networkOf(remoteAddress),
  );
  const time = (): number => host.clock.monotonic();
  let over = false;

  function addressOf({ address }: Sender): Address | undefined {
    return address === undefined ? undefined : addresses.of(address);
  }

  function takeAll({ sender, address, ask, now }: Case): void {
    take(own, sender.account, ask, now);
    if (address !== undefined) take(common, address.account, ask, now);
  }

  function excessOf({ sender, address, ask, now }: Case): Excess {
    const ours = longestOf(own, sender.account, ask, now);
    const all = address === undefined ? undefined : longestOf(common, address.account, ask, now);
    const [{ kind, ms }, by] =
      all !== undefined && all.ms > ours.ms ? [all, 'address' as const] : [ours, 'session' as const];
    // Timers count whole milliseconds: rounded up, so that it is there when the time has passed.
    return { kind, by, ms: Math.ceil(ms) };
  }

  function tell(
    session: Session,
    what: FloodedInfo['what'],
    did: FloodedInfo['did'],
    by: Excess['by'],
    ms: number,
  ): void {
    host.emit('flooded', { session, what, by, did, ms });
    host.emit('metric', { plugin: 'flood-control', what: `${did}.${what}`, amount: 1 });
  }

  /** Too much: it waits, is told to wait, or is sent away. */
  function restrain<Request extends object>(request: Request, wish: Case): Awaitable<Request | Refusal> {
    const { session, sender, now } = wish;
    if (exempt(session)) return request;
    const excess = excessOf(wish);
    const { kind, by, ms } = excess;
    sender.standing ??= { patience: 0, strikes: 0, retryAt: 0 };
    const { standing } = sender;
    if (ms <= slowMs && dueIn(patience, standing.patience, ms, now) <= 0) {
      standing.patience = fullAfter(patience, standing.patience, ms, now);
      takeAll(wish);
      tell(session, kind, 'slowed', by, ms);
      return holds.hold(session, ms).then(() => request);
    }
    if (isLastStraw(standing, ms, now)) return sendAway(wish, excess);
    tell(session, kind, 'refused', by, ms);
    return refusalOf(excess);
  }

  /** Whoever waits as long as they were told to is never sent away, however often they are refused. */
  function isLastStraw(standing: Standing, ms: number, now: number): boolean {
    const tooSoon = now < standing.retryAt;
    standing.retryAt = Math.max(standing.retryAt, now + ms);
    if (!tooSoon) return false;
    if (dueIn(strikes, standing.strikes, 1, now) > 0) return true;
    standing.strikes = fullAfter(strikes, standing.strikes, 1, now);
    return false;
  }

  function sendAway({ session, address, now }: Case, { kind, by }: Excess): Refusal {
    if (address !== undefined) address.barredUntil = now + barMs;
    tell(session, kind, 'closed', by, 0);
    const text = 'You have sent too much, too fast.';
    // Where an address is counted, it may be others who have sent too much.
    session.close({ code: 'FLOOD', text, mayReturn: by === 'address' });
    return refuse('FLOOD', text);
  }

  return {
    admit(request, session, ask) {
      if (over) return request;
      const now = time();
      const sender = senders.of(session);
      const address = addressOf(sender);
      if (
        wholeDueIn(own, sender.account, ask, now) > 0 ||
        (address !== undefined && wholeDueIn(common, address.account, ask, now) > 0)
      ) {
        return restrain(request, { session, sender, address, ask, now });
      }
      take(own, sender.account, ask, now);
      if (address !== undefined) take(common, address.account, ask, now);
      return request;
    },
    count(session, ask) {
      const now = time();
      const sender = senders.of(session);
      takeAll({ session, sender, address: addressOf(sender), ask, now });
    },
    barred(session) {
      if (over) return undefined;
      const now = time();
      const ms = Math.ceil((addressOf(senders.of(session))?.barredUntil ?? 0) - now);
      if (ms <= 0) return undefined;
      tell(session, 'connections', 'barred', 'address', ms);
      return refuse('FLOOD', `Too much was sent from your address. ${wait(ms)}`, { retryMs: ms });
    },
    ended: holds.letGo,
    giveUp() {
      over = true;
      holds.letAllGo();
    },
    sweep: () => addresses.sweep(time()),
  };
}

function refusalOf({ kind, by, ms }: Excess): Refusal {
  const [code, text] = refusals[kind];
  return refuse(code, `${by === 'address' ? 'Too much comes from your address.' : text} ${wait(ms)}`, { retryMs: ms });
}

const wait = (ms: number): string => `Wait ${Math.ceil(ms / 1_000)} s.`;
