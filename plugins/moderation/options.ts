import { limitsWith, roomName, type Session } from '../../core/index.js';

/** What can be set on the `moderation` plugin. */
export interface ModerationOptions {
  /** Who may do everything everywhere. Default: nobody. What it throws refuses whatever it was asked for. */
  readonly operators?: (session: Session) => boolean;
  /** Whether whoever makes a room owns it. Default true. */
  readonly firstOwns?: boolean;
  /** Rooms that are owned by nobody, by any spelling of the name. Default: `lobby`, where people on plain text begin. */
  readonly publicRooms?: readonly string[];
  /**
   * Who may ban and mute addresses that they name. Default `operators`: whoever could try one range after the other would
   * find out from where others come. A person's own network, which stays hidden, every moderator may ban.
   */
  readonly addressBans?: 'operators' | 'moderators';
  /** How many acts the audit log keeps; the oldest go. 1 to 100,000, default 10,000. */
  readonly auditMost?: number;
  /**
   * How long a guest who owns a room may be away from it, in milliseconds: then somebody there owns it, or, where nobody
   * is, it is forgotten. From 60,000, default 24 hours.
   */
  readonly awayMs?: number;
  /**
   * Whether a ban or a mute of a guest also holds for guests who come later from the same network (an IPv4 address, or the /64 of an
   * IPv6 one), so that it does not end with a reconnect. Those who are there already, and accounts, are not meant. Default true: where
   * many people share an address (offices, CGNAT), `/allow NICK` lets one of them speak, or set it to false.
   */
  readonly sanctionsByNetwork?: boolean;
  /** Whether slow mode counts the guests of one network together. Default true; see {@link sanctionsByNetwork}. */
  readonly slowByNetwork?: boolean;
  /** Whether an address stands for so many people that it says nothing about one, such as that of a proxy. Loopback always does. Default: no other. */
  readonly shared?: (address: string) => boolean;
}

/** Options that have been checked. */
export interface Settings {
  readonly operators: (session: Session) => boolean;
  readonly firstOwns: boolean;
  /** Folded. */
  readonly publicRooms: ReadonlySet<string>;
  readonly addressBans: 'operators' | 'moderators';
  readonly auditMost: number;
  readonly awayMs: number;
  readonly sanctionsByNetwork: boolean;
  readonly slowByNetwork: boolean;
  readonly shared: (address: string) => boolean;
}

const names: ReadonlySet<string> = new Set([
  'operators',
  'firstOwns',
  'publicRooms',
  'addressBans',
  'auditMost',
  'awayMs',
  'sanctionsByNetwork',
  'slowByNetwork',
  'shared',
] satisfies (keyof ModerationOptions)[]);

/** Checks options and fills in the defaults. @throws TypeError for nonsense. */
export function settingsOf(options: ModerationOptions): Settings {
  const unknown = Object.keys(options).find((name) => !names.has(name));
  if (unknown !== undefined) throw new TypeError(`There is no option ${unknown}.`);
  const { operators = () => false, firstOwns = true, publicRooms = ['lobby'], addressBans = 'operators' } = options;
  const { auditMost = 10_000, awayMs = 86_400_000 } = options;
  const { sanctionsByNetwork = true, slowByNetwork = true, shared = () => false } = options;
  if (typeof operators !== 'function') throw new TypeError('operators must be a function.');
  for (const [name, value] of Object.entries({ firstOwns, sanctionsByNetwork, slowByNetwork })) {
    if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false.`);
  }
  if (typeof shared !== 'function') throw new TypeError('shared must be a function.');
  if (!Array.isArray(publicRooms)) throw new TypeError('publicRooms must be a list of names.');
  if (addressBans !== 'operators' && addressBans !== 'moderators') {
    throw new TypeError(`addressBans must be operators or moderators, not ${String(addressBans)}.`);
  }
  whole(auditMost, 'auditMost', 1, 100_000);
  whole(awayMs, 'awayMs', 60_000, Number.MAX_SAFE_INTEGER);
  return {
    operators,
    firstOwns,
    publicRooms: new Set(publicRooms.map(folded)),
    addressBans,
    auditMost,
    awayMs,
    sanctionsByNetwork,
    slowByNetwork,
    shared,
  };
}

function folded(room: string): string {
  try {
    return roomName(room, limitsWith());
  } catch (cause) {
    throw new TypeError(`${JSON.stringify(room)} cannot be a room's name.`, { cause });
  }
}

function whole(value: number, what: string, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new TypeError(`${what} must be a whole number from ${least} to ${most}.`);
}
