import type { Client, RosterEntry } from '../../../client/index.js';
import { cleanLine } from '../text/clean.js';

/** Somebody in a room, as they are shown. */
export interface Person {
  /** Clean. */
  readonly nick: string;
  readonly away: boolean;
  readonly me: boolean;
  /** How they are here, where that is not by a program like this one: `nc`, `tcp`, `qt`. */
  readonly tag: string | undefined;
}

/** People as they are shown: sorted once for each change of a room. */
export interface People {
  of(room: string): readonly Person[];
}

/** Makes the view of a client's people. */
export function createPeople(client: Client): People {
  const sorted = new Map<string, readonly Person[]>();
  client.on('roster', (room) => sorted.delete(room));
  client.on('presence', ({ room }) => sorted.delete(room));
  client.on('state', () => sorted.clear());
  return {
    of(room) {
      const known = sorted.get(room);
      if (known !== undefined) return known;
      const members = [...(client.rooms.get(room)?.members.values() ?? [])];
      const people = members
        .map((member) => personFrom(member, client.user?.id))
        .sort((a, b) => Number(a.away) - Number(b.away) || a.nick.localeCompare(b.nick, 'en'));
      sorted.set(room, people);
      return people;
    },
  };
}

function personFrom({ id, nick, away, wires }: RosterEntry, me: string | undefined): Person {
  return { nick: cleanLine(nick), away: away === true, me: id === me, tag: tagOf(wires) };
}

/** The wire that tells most: a person's own program before a web page. */
function tagOf(wires: readonly string[]): string | undefined {
  const tags = wires.map((wire) => {
    const [transport = '', dialect = ''] = wire.split('/');
    if (dialect === 'native') return transport === 'websocket' ? undefined : transport;
    if (dialect === 'text') return transport === 'tcp' ? 'nc' : 'ws';
    return dialect;
  });
  const [tag] = tags.filter((one) => one !== undefined && one !== '');
  return tags.includes(undefined) || tag === undefined ? undefined : cleanLine(tag);
}
