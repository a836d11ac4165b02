import type { InRoom } from '../requests.js';
import type { Person } from '../view.js';
import type {
  Acted,
  BanList,
  ByNick,
  ByNumber,
  ByUser,
  Kicked,
  Lifted,
  MuteList,
  Reason,
  Sanctioned,
  SanctionListWish,
  SanctionTarget,
  SanctionTerms,
  Somebody,
  Term,
} from './sanctions.js';

/** What a room may have as its lock. */
export type RoomAccess = 'open' | 'invite' | 'password' | 'newcomers';

/** What somebody is in a room. */
export type RoomRole = 'member' | 'moderator' | 'owner' | 'operator';

/** A room's topic: `''` where it has none, and then `by` and `at` are absent. */
export interface RoomTopic {
  /** The folded name of the room. */
  readonly room: string;
  /** One line. */
  readonly topic: string;
  /** Who said so. */
  readonly by?: Person;
  /** When, in milliseconds since the Unix epoch. */
  readonly at?: number;
  /** For people; where it was set just now. */
  readonly line?: string;
}

/** Who runs a room, and how. All but the first three is absent where the room is locked and one is outside. */
export interface RoomInfo {
  /** The folded name. */
  readonly room: string;
  /** Who may come in. */
  readonly access: RoomAccess;
  /** What one is there oneself. */
  readonly role: RoomRole;
  /** How many people are there. */
  readonly members?: number;
  /** Seconds between two messages of one member; 0: no slow mode. */
  readonly slow?: number;
  /** How long newcomers wait before they may speak. Absent: they need not. */
  readonly minutes?: number;
  /** What it is about. Absent: nobody said. */
  readonly topic?: string;
  /** Who said so. */
  readonly by?: Person;
  /** When, in milliseconds since the Unix epoch. */
  readonly at?: number;
  /** Whose it is. Absent: nobody's. */
  readonly owner?: Person;
  /** Who helps. */
  readonly moderators?: readonly Person[];
}

/** An act in the audit log. */
export interface AuditedAct extends Acted {
  /** 1, 2, 3, … */
  readonly id: number;
  /** When, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** What was done: `ban`, `topic`, … */
  readonly act: string;
  /** Who did it. */
  readonly by: Person;
  /** To whom, as far as it is known. Absent: to the room. */
  readonly who?: Partial<Person>;
  /** Which networks; for operators alone. */
  readonly nets?: readonly string[];
  /** When it is over, in milliseconds since the Unix epoch. */
  readonly until?: number;
  /** Why. Absent: nobody said. */
  readonly reason?: string;
  /** What it is now: a role, a topic, the access, the seconds of slow mode, the place of a deleted message. */
  readonly value?: string | number;
}

/** A topic to be read or set. */
export interface TopicWish extends InRoom {
  /** What the room is about from now on; `''`: nothing. Absent: it is read. */
  readonly topic?: string;
}

/** Who may come in. */
export interface LockWish extends InRoom {
  /** The lock. */
  readonly access: RoomAccess;
  /** With `password` alone. */
  readonly password?: string;
  /** With `newcomers` alone: how long guests must have been on the server before they may speak. Default 10. */
  readonly minutes?: number;
}

/** Slow mode. */
export interface Slowness {
  /** Between two messages of one member; 0: none. */
  readonly seconds: number;
}

/** A lock that was set. */
export interface Locked extends Acted {
  /** The lock. */
  readonly access: RoomAccess;
  /** With `newcomers` alone. */
  readonly minutes?: number;
}

/** An invitation. */
export interface Invited extends Acted {
  /** Until when, in milliseconds since the Unix epoch. */
  readonly until: number;
}

/** What somebody is to be. */
export interface RoleWish {
  /** From now on. */
  readonly role: Exclude<RoomRole, 'operator'>;
}

/** Which part of the audit log. */
export interface AuditWish {
  /** Of this room. Default: of all, for operators. */
  readonly room?: string;
  /** Only acts before this number. Default: from the newest. */
  readonly before?: number;
  /** So many at most: 1 to 100. Default 50. */
  readonly limit?: number;
}

/** What was done. */
export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly AuditedAct[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

declare module '../requests.js' {
  interface ClientCommands {
    /** What a room is about; with `topic`, from now on. */
    'room.topic': Exchange<TopicWish, RoomTopic>;
    /** Shows somebody out. */
    'room.kick': Exchange<InRoom & Somebody & Reason, Kicked>;
    /** Keeps somebody from coming in. */
    'room.ban': Exchange<InRoom & SanctionTarget & SanctionTerms, Sanctioned>;
    /** The same for all who come from their network. */
    'room.ban.network': Exchange<InRoom & SanctionTarget & SanctionTerms, Sanctioned>;
    /** Lifts a ban. */
    'room.unban': Exchange<InRoom & (SanctionTarget | ByNumber), Lifted>;
    /** Who is banned. */
    'room.bans': Exchange<SanctionListWish, BanList>;
    /** Keeps somebody from speaking. */
    'room.mute': Exchange<InRoom & SanctionTarget & SanctionTerms, Sanctioned>;
    /** Lifts a mute. */
    'room.unmute': Exchange<InRoom & (SanctionTarget | ByNumber), Lifted>;
    /** Who is muted. */
    'room.mutes': Exchange<SanctionListWish, MuteList>;
    /** Sets the time between two messages of one member. */
    'room.slow': Exchange<InRoom & Slowness, Acted & Slowness>;
    /** Says who may come in. */
    'room.lock': Exchange<LockWish, Locked>;
    /** Lets somebody into a locked room. */
    'room.invite': Exchange<InRoom & (ByNick | ByUser) & Term, Invited>;
    /** Takes an invitation back. */
    'room.uninvite': Exchange<InRoom & (ByNick | ByUser), Acted>;
    /** Lets a guest speak where newcomers wait. */
    'room.allow': Exchange<InRoom & (ByNick | ByUser), Acted>;
    /** Takes that back. */
    'room.disallow': Exchange<InRoom & (ByNick | ByUser), Acted>;
    /** Makes somebody owner, moderator or member. */
    'room.role': Exchange<InRoom & Somebody & RoleWish, Acted & RoleWish>;
    /** Who runs a room, and how. */
    'room.info': Exchange<InRoom, RoomInfo>;
    /** What was done: in a room, or, for operators, everywhere. */
    'moderation.audit': Exchange<AuditWish, AuditPage>;
  }
}
