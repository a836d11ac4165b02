import { type Command, type PluginHost, type Position, refuse } from '../../../core/index.js';
import { bad, placeOf, roomHere, text, userOf } from '../fields.js';
import type { Markers } from './markers.js';

/** What `history.read` is asked for. */
export interface ReadInput {
  readonly room: string;
  readonly place: Position;
}

/** `history.read`: I have read a room up to here. My other sessions are told. */
export const read = (host: PluginHost, markers: Markers): Command<ReadInput> => ({
  name: 'history.read',
  summary: 'Keeps how far you have read.',
  parse(fields) {
    const place = placeOf(fields);
    if (place === undefined) throw bad('offset', 'a place, together with epoch');
    return { room: text(fields, 'room', 1_000), place };
  },
  async run({ room: wanted, place }, session) {
    const room = roomHere(session, wanted);
    const user = userOf(session);
    const { entries } = await host.chat.archive.read(room, { limit: 1 });
    const end = entries[0]?.position;
    if (end === undefined || end.epoch !== place.epoch || end.offset < place.offset) {
      return refuse('HISTORY_NO_SUCH_PLACE', 'There is no such place in that room.');
    }
    const { marker, moved } = await markers.move(user.id, { room, ...place, at: host.clock.now() });
    const { epoch, offset } = marker;
    for (const other of moved ? (session.user?.sessions ?? []) : []) {
      if (other !== session) other.send({ type: 'read', room, epoch, offset });
    }
    return { room, epoch, offset };
  },
});
