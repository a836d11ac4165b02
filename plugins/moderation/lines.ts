import type { AuditEntry } from './audit.js';
import { formatDuration } from './durations.js';
import { EVERYWHERE, type ModerationAct } from './roles.js';

const accesses: Readonly<Record<string, string>> = {
  open: 'opened the room to everybody',
  invite: 'made the room invite-only',
  password: 'locked the room with a password',
  newcomers: 'let newcomers wait before they speak',
};

const roles: Readonly<Record<string, (who: string) => string>> = {
  owner: (who) => `handed the room over to ${who}`,
  moderator: (who) => `made ${who} a moderator`,
  member: (who) => `made ${who} a member like others`,
};

const doings: Readonly<Record<ModerationAct, (who: string, value: string | number | undefined) => string>> = {
  allow: (who) => `let ${who} speak`,
  ban: (who) => `banned ${who}`,
  delete: (who) => `deleted a message of ${who}`,
  disallow: (who) => `took back that ${who} may speak`,
  inherit: (who) => `made ${who} the owner, since the owner is gone`,
  invite: (who) => `invited ${who}`,
  kick: (who) => `kicked ${who}`,
  lock: (_, value) => accesses[String(value)] ?? 'changed who may come in',
  mute: (who) => `muted ${who}`,
  role: (who, value) => roles[String(value)]?.(who) ?? `changed the role of ${who}`,
  slow: (_, value) =>
    Number(value) === 0 ? 'ended slow mode' : `set slow mode: one message in ${formatDuration(Number(value) * 1_000)}`,
  topic: (_, value) => (value === '' ? 'took the topic away' : `set the topic: ${value}`),
  unban: (who) => `lifted the ban of ${who}`,
  uninvite: (who) => `took back the invitation of ${who}`,
  unmute: (who) => `unmuted ${who}`,
};

/** What was done, for people: `ann banned bob for 2h: spamming`. */
export function lineOf({ act, by, who, value, room, at, until, reason }: Omit<AuditEntry, 'id'>): string {
  const whom = who?.nick ?? who?.id ?? 'an address';
  const where = room === EVERYWHERE ? ' everywhere' : '';
  const ms = until === undefined ? undefined : until - at;
  return `${by.nick} ${doings[act](whom, value)}${where}${forHowLong(ms)}${because(reason)}`;
}

/** ` for 2h`; empty for what does not end by itself. */
export function forHowLong(ms: number | undefined): string {
  return ms === undefined ? '' : ` for ${formatDuration(ms)}`;
}

/** `: spamming`; empty where nobody said why. */
export function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}
