import { fold, type RoomInfo } from '../../../../core/index.js';
import { countIn, wordsIn } from '../query.js';
import type { Read, ReadGround } from '../read.js';
import type { RoomsPage, RoomView } from '../wire.js';

const MOST = 500;
const USUAL = 100;

/** `text=&limit=`: the rooms with somebody in them, fullest first. */
export const rooms: Read = async (ground, query): Promise<RoomsPage> => {
  const text = fold(wordsIn(query, 'text').trim().replace(/^#/, ''));
  const limit = countIn(query, 'limit', 1, MOST, USUAL);
  const found = ground.hub.chat.rooms().filter(({ room }) => room.includes(text));
  return { rooms: await Promise.all(found.slice(0, limit).map((info) => viewOf(info, ground))), total: found.length };
};

async function viewOf({ room, members }: RoomInfo, { sight, moderation }: ReadGround): Promise<RoomView> {
  const here = { room, members, rate: sight.census.rateIn(room) };
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
