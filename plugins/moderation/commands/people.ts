import type { Command, JsonObject, PluginHost } from '../../../core/index.js';
import { allow, disallow } from '../acts/allow.js';
import { type InviteInput, invite, uninvite } from '../acts/entrance.js';
import { type KickInput, kick } from '../acts/kick.js';
import { type RoleInput, setRole } from '../acts/role.js';
import { type CourtParts, hear } from '../court.js';
import type { Role } from '../roles.js';
import type { Named } from '../targets.js';
import { namedIn, oneOfIn, placeIn, reasonIn, roomIn, secondsIn } from './fields.js';
import { typedIn, usage, whoAndReason, whoAndWhy } from './typed.js';

const DONE = () => 'Done.';
const roles: readonly Role[] = ['owner', 'moderator', 'member'];
/** An invitation lasts so long where nobody says how long: seven days. */
const INVITED_SECONDS = 604_800;

type Placed<T> = T & { readonly room: string };

/** The commands about single people: what they are, whether they are there, whether they may come. */
export function addPeople(host: Pick<PluginHost, 'command'>, parts: CourtParts): void {
  host.command(kicking(parts));
  host.command(naming(parts));
  host.command(inviting(parts));
  host.command(uninviting(parts));
  host.command(allowing(parts, 'allow'));
  host.command(allowing(parts, 'disallow'));
}

const kicking = (parts: CourtParts): Command<Placed<KickInput>> => ({
  name: 'room.kick',
  summary: 'Shows somebody out of a room.',
  parse: (fields) => ({
    room: placeIn(fields),
    ...namedIn(fields, ['nick', 'user', 'session']),
    reason: reasonIn(fields),
  }),
  run: ({ room, ...input }, session) => hear(parts, room, 'kick', session, (open) => kick(open, input)),
  slash: {
    name: 'kick',
    usage: '[#ROOM] NICK [REASON]',
    fields: (typed, here) => whoAndReason(typedIn(typed, here), '/kick [#ROOM] NICK [REASON]'),
    answer: DONE,
  },
});

const naming = (parts: CourtParts): Command<Placed<RoleInput>> => ({
  name: 'room.role',
  summary: 'Makes somebody owner, moderator or member.',
  parse: (fields) => ({
    room: roomIn(fields),
    ...namedIn(fields, ['nick', 'user', 'session']),
    role: oneOfIn(fields, 'role', roles),
  }),
  run: ({ room, ...input }, session) => parts.rooms.act(room, (state) => setRole(parts, state, session, input)),
  slash: {
    name: 'role',
    usage: '[#ROOM] NICK owner|moderator|member',
    fields(typed, here) {
      const { room, words } = typedIn(typed, here);
      const [nick, role] = words;
      if (nick === undefined || role === undefined) return usage('/role [#ROOM] NICK owner, moderator or member');
      return { room, nick, role: role.toLowerCase() };
    },
    answer: DONE,
  },
});

const inviting = (parts: CourtParts): Command<Placed<InviteInput>> => ({
  name: 'room.invite',
  summary: 'Lets somebody into a locked room.',
  parse: (fields) => ({
    room: roomIn(fields),
    ...namedIn(fields, ['nick', 'user']),
    seconds: secondsIn(fields) ?? INVITED_SECONDS,
  }),
  run: ({ room, ...input }, session) => hear(parts, room, 'invite', session, (open) => invite(open, input)),
  slash: {
    name: 'invite',
    usage: '[#ROOM] NICK [TIME]',
    fields: (typed, here) => whoAndWhy(typedIn(typed, here), '/invite [#ROOM] NICK [TIME]'),
    answer: DONE,
  },
});

const uninviting = (parts: CourtParts): Command<Placed<Named>> => ({
  name: 'room.uninvite',
  summary: 'Takes an invitation back.',
  parse: (fields: JsonObject) => ({ room: roomIn(fields), ...namedIn(fields, ['nick', 'user']) }),
  run: ({ room, ...input }, session) => hear(parts, room, 'uninvite', session, (open) => uninvite(open, input)),
  slash: {
    name: 'uninvite',
    usage: '[#ROOM] NICK',
    fields: (typed, here) => whoAndReason(typedIn(typed, here), '/uninvite [#ROOM] NICK'),
    answer: DONE,
  },
});

const allowing = (parts: CourtParts, act: 'allow' | 'disallow'): Command<Placed<Named>> => ({
  name: `room.${act}`,
  summary: act === 'allow' ? 'Lets a newcomer speak.' : 'Lets a newcomer wait again.',
  parse: (fields: JsonObject) => ({ room: placeIn(fields), ...namedIn(fields, ['nick', 'user']) }),
  run: ({ room, ...input }, session) =>
    hear(parts, room, act, session, (open) => (act === 'allow' ? allow : disallow)(open, input)),
  slash: {
    name: act,
    usage: '[#ROOM] NICK',
    fields: (typed, here) => whoAndReason(typedIn(typed, here), `/${act} [#ROOM] NICK`),
    answer: DONE,
  },
});
