import { type Refusal, refuse, type Session, sessionKey } from '../../../core/index.js';
import { networkOf } from '../network.js';
import type { Settings } from '../options.js';
import { Desk } from './desk.js';
import { type Ending, endingOf } from './transfer.js';

/** All desks. */
export interface Floor {
  /** A session's. */
  desk(session: Session): Desk;
  /** Keeps a place for one more transfer of a session, until the returned function is called. */
  reserve(session: Session): (() => void) | Refusal;
  /** A session's connection is gone, or another one: nothing of it goes on. */
  leave(session: Session): void;
  /** Ends what stands still. */
  expire(now: number): void;
  /** Ends everything. */
  close(why: Ending): void;
}

/** Where transfers are counted. @param settings How many there may be. */
export function floorWith(settings: Settings): Floor {
  const { sessionTransfers, userTransfers, networkTransfers, transfers, stallMs } = settings;
  // Of this floor only: a plugin that was loaded anew begins with none.
  const key = sessionKey<Desk | undefined>('file-transfer.desk', () => undefined);
  const desks = new Set<Desk>();

  function deskOf(session: Session): Desk {
    let desk = session.get(key);
    if (desk === undefined) {
      desk = new Desk(session);
      session.set(key, desk);
    }
    desks.add(desk);
    return desk;
  }

  function tooMany(whose: string, limit: number): Refusal {
    return refuse('FILE_BUSY', `There are ${limit} transfers under way. Wait until one of them has ended.`, {
      whose,
      limit,
    });
  }

  return {
    desk: deskOf,
    reserve(session) {
      const desk = deskOf(session);
      if (desk.size >= sessionTransfers) return tooMany('session', sessionTransfers);
      const sessions = [...(session.user?.sessions ?? [session])];
      if (sizeOf(sessions.map((other) => other.get(key))) >= userTransfers) return tooMany('user', userTransfers);
      const network = networkOf(session.info.remoteAddress);
      if (network !== undefined) {
        const busy = [...desks].filter(({ size }) => size > 0);
        const there = busy.filter((other) => networkOf(other.session.info.remoteAddress) === network);
        if (sizeOf(there) >= networkTransfers) return tooMany('network', networkTransfers);
      }
      if (sizeOf(desks) >= transfers) return tooMany('all', transfers);
      return desk.reserve();
    },
    leave(session) {
      const desk = session.get(key);
      if (desk === undefined) return;
      desk.clear();
      desks.delete(desk);
    },
    expire(now) {
      for (const desk of desks) desk.expire(now, stallMs, endingOf('FILE_STALLED'));
    },
    close(why) {
      for (const desk of desks) desk.clear(why);
      desks.clear();
    },
  };
}

function sizeOf(desks: Iterable<Desk | undefined>): number {
  let size = 0;
  for (const desk of desks) size += desk?.size ?? 0;
  return size;
}
