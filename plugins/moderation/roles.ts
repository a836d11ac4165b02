/** What somebody may do in a room. */
export type Role = 'owner' | 'moderator' | 'member';

/** Who stands above whom. An operator stands above everybody, everywhere. */
export const ranks = { member: 0, moderator: 1, owner: 2, operator: 3 } as const;

/** A name of somebody's standing, operators included. */
export type RankName = keyof typeof ranks;

/** A number of the table of {@link ranks}. */
export type Rank = (typeof ranks)[RankName];

/** Where everything is forbidden or allowed everywhere: the name of no room. */
export const EVERYWHERE = '*';

/** What can be done to a room or to somebody in it. */
export type ModerationAct =
  | 'allow'
  | 'ban'
  | 'delete'
  | 'disallow'
  | 'inherit'
  | 'invite'
  | 'kick'
  | 'lock'
  | 'mute'
  | 'role'
  | 'slow'
  | 'topic'
  | 'unban'
  | 'uninvite'
  | 'unmute';

/** What somebody has to be at least, in the room that it is about. */
export const needs: Readonly<Record<ModerationAct | 'look', RankName>> = {
  allow: 'moderator',
  ban: 'moderator',
  delete: 'moderator',
  disallow: 'moderator',
  // The plugin's own doing.
  inherit: 'operator',
  invite: 'moderator',
  kick: 'moderator',
  lock: 'moderator',
  look: 'moderator',
  mute: 'moderator',
  role: 'owner',
  slow: 'moderator',
  topic: 'moderator',
  unban: 'moderator',
  uninvite: 'moderator',
  unmute: 'moderator',
};
