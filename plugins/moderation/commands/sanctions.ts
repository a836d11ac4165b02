import { type Command, isJsonObject, type Json, type JsonObject, type PluginHost } from '../../../core/index.js';
import { impose, type LiftInput, lift, type SanctionInput, sanctionAsJson } from '../acts/sanction.js';
import { networkFrom } from '../address.js';
import { type CourtParts, hear } from '../court.js';
import { formatDuration } from '../durations.js';
import { ranks } from '../roles.js';
import { isOver } from '../state/sanctions.js';
import { namedIn, optionalCountIn, optionalTextIn, placeIn, reasonIn, secondsIn } from './fields.js';
import { numberOrNick, typedIn, usage, whoAndWhy } from './typed.js';

const DONE = () => 'Done.';
const everyWay = ['nick', 'user', 'session', 'address'] as const;

/** The commands that ban and mute, lift that, and list it. */
export function addSanctions(host: Pick<PluginHost, 'command'>, parts: CourtParts): void {
  for (const kind of ['ban', 'mute'] as const) {
    host.command(imposing(parts, kind));
    host.command(lifting(parts, kind));
    host.command(listing(parts, kind));
  }
  host.command(banningNetwork(parts));
}

interface Placed<T> {
  readonly room: string;
  readonly input: T;
}

function sanctionIn(fields: JsonObject): Placed<SanctionInput> {
  const named = namedIn(fields, everyWay);
  const network = fields.network === true && named.address === undefined;
  return { room: placeIn(fields), input: { ...named, network, seconds: secondsIn(fields), reason: reasonIn(fields) } };
}

function imposing(parts: CourtParts, kind: 'ban' | 'mute'): Command<Placed<SanctionInput>> {
  const help = `/${kind} [#ROOM] NICK [TIME] [REASON], as in /${kind} bob 2h spamming`;
  return {
    name: `room.${kind}`,
    summary: kind === 'ban' ? 'Bans somebody from a room.' : 'Keeps somebody from speaking in a room.',
    parse: sanctionIn,
    run: ({ room, input }, session) => hear(parts, room, kind, session, (open) => impose(open, kind, input)),
    slash: {
      name: kind,
      usage: '[#ROOM] NICK [TIME] [REASON]',
      fields: (typed, here) => whoAndWhy(typedIn(typed, here), help),
      answer: DONE,
    },
  };
}

/** The same as `room.ban`, for people: by where somebody comes from. */
function banningNetwork(parts: CourtParts): Command<Placed<SanctionInput>> {
  const help = '/ban-ip [#ROOM] NICK|ADDRESS [TIME] [REASON]';
  return {
    ...imposing(parts, 'ban'),
    parse: (fields) => sanctionIn({ ...fields, network: true }),
    name: 'room.ban.network',
    summary: 'Bans somebody and all who come from the same network.',
    slash: {
      name: 'ban-ip',
      usage: '[#ROOM] NICK|ADDRESS [TIME] [REASON]',
      fields: (typed, here) =>
        whoAndWhy(typedIn(typed, here), help, (name) =>
          // Somebody may call themselves like an address: then the address is meant.
          networkFrom(name) === undefined ? { nick: name } : { address: name },
        ),
      answer: DONE,
    },
  };
}

function lifting(parts: CourtParts, kind: 'ban' | 'mute'): Command<Placed<LiftInput>> {
  const act = kind === 'ban' ? 'unban' : 'unmute';
  return {
    name: `room.${act}`,
    summary: kind === 'ban' ? 'Lifts a ban.' : 'Lets somebody speak again.',
    parse(fields) {
      const id = optionalTextIn(fields, 'id');
      const input = id === undefined ? namedIn(fields, everyWay) : { id };
      return { room: placeIn(fields), input };
    },
    run: ({ room, input }, session) => hear(parts, room, act, session, (open) => lift(open, kind, input)),
    slash: {
      name: act,
      usage: '[#ROOM] NICK|:NUMBER',
      fields(typed, here) {
        const { room, words } = typedIn(typed, here);
        const [who] = words;
        return who === undefined
          ? usage(`/${act} [#ROOM] NICK, or :NUMBER as in /${kind}s`)
          : { room, ...numberOrNick(who) };
      },
      answer: DONE,
    },
  };
}

interface Listing {
  readonly room: string;
  readonly after: string | undefined;
  readonly limit: number;
}

function listing(parts: CourtParts, kind: 'ban' | 'mute'): Command<Listing> {
  return {
    name: `room.${kind}s`,
    summary: kind === 'ban' ? 'Lists who is banned.' : 'Lists who is muted.',
    parse: (fields) => ({
      room: placeIn(fields),
      after: optionalTextIn(fields, 'after'),
      limit: optionalCountIn(fields, 'limit', 1, 100) ?? 50,
    }),
    run: ({ room, after, limit }, session) =>
      hear(parts, room, 'look', session, async ({ state, rank, now }) => {
        const all = state.lists[kind].values().filter((sanction) => !isOver(sanction, now));
        const rest = all.slice(all.findIndex(({ id }) => id === after) + 1);
        const seesNets = rank >= ranks.operator;
        const shown = rest.slice(0, limit).map((sanction) => {
          const left = sanction.endsAt === undefined ? {} : { leftMs: sanction.endsAt - now };
          return { ...sanctionAsJson(sanction, seesNets), ...left };
        });
        return { room, [`${kind}s`]: shown, more: rest.length > limit };
      }),
    slash: {
      name: `${kind}s`,
      usage: '[#ROOM]',
      fields: (typed, here) => ({ room: typedIn(typed, here).room }),
      answer: (result) => listed(result[`${kind}s`], result.more === true, kind),
    },
  };
}

function listed(sanctions: Json | undefined, more: boolean, kind: string): string {
  const lines = (Array.isArray(sanctions) ? sanctions : []).filter(isJsonObject).map(lineOf);
  if (lines.length === 0) return kind === 'ban' ? 'Nobody is banned.' : 'Nobody is muted.';
  return [...lines, ...(more ? ['There are more.'] : [])].join('\n');
}

function lineOf({ id, label, network, leftMs, by, reason }: JsonObject): string {
  const time = typeof leftMs === 'number' ? `, ${formatDuration(leftMs)} left` : '';
  const whose = isJsonObject(by) ? `, by ${String(by.nick)}` : '';
  const why = typeof reason === 'string' ? `: ${reason}` : '';
  return `:${String(id)} ${String(label)}${network === true ? ' and their network' : ''}${time}${whose}${why}`;
}
