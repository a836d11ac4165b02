import { fold, type RoomInfo } from '../../../../core/index.js';
import { integerParam, textParam } from '../query.js';
import type { OperatorQuery, ReadyContext } from '../read.js';
import type { RoomsPage, RoomView } from '../wire.js';

const MAX_LIMIT = 500;
const DEFAULT_LIMIT = 100;

/** `text=&limit=`: the rooms with somebody in them, fullest first. */
export const rooms: OperatorQuery = async (ground, query): Promise<RoomsPage> => {
  const text = fold(textParam(query, 'text').trim().replace(/^#/, ''));
  const limit = integerParam(query, 'limit', 1, MAX_LIMIT, DEFAULT_LIMIT);
  const found = ground.hub.chat.rooms().filter(({ room }) => room.includes(text));
  return {
    rooms: await Promise.all(found.slice(0, limit).map((info) => toRoomView(info, ground))),
    total: found.length,
  };
};

async function toRoomView(
  { room, members }: RoomInfo,
  { telemetry: sight, moderation }: ReadyContext,
): Promise<RoomView> {
  const here = { room, members, rate: sight.sessionStats.rateIn(room) };
  const facts = await moderation.current?.room(room);
  if (facts === undefined) return here;
  const { topic, slow, access, owner } = facts;
  return {
    ...here,
    access,
    ...(topic === undefined ? {} : { topic }),
    ...(slow === 0 ? {} : { slow }),
    ...(owner === undefined ? {} : { owner }),
    ...(facts.public ? { public: true } : {}),
  };
}
