import type { Entry, PluginHost, Session } from '../../../../core/index.js';
import type { TapEntry } from '../wire.js';
import { createRing, type Ring } from './ring.js';

const MAX_ENTRIES = 1_000;

/** Keeps the newest messages as they went by. */
export function recordTap(host: PluginHost): Ring<TapEntry> {
  const ring = createRing<TapEntry>(MAX_ENTRIES);
  host.on('message', (entry, session) => ring.add(toTapEntry(ring.last + 1, entry, session)));
  return ring;
}

function toTapEntry(n: number, { message }: Entry, { info, wire }: Session): TapEntry {
  const { at, id, room, from, kind, text } = message;
  return {
    n,
    at,
    id,
    from: { id: from.id, nick: from.nick },
    kind,
    // What two people say to each other is theirs.
    ...(room.startsWith('@') ? {} : { room, text }),
    ...(info.transport === 'plugin' ? {} : { wire }),
  };
}
