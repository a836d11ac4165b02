import type { Store } from '../../../core/index.js';
import { keys, offsetIn } from './keys.js';

/** So many keys are looked at at a time. */
const STEP = 500;

/** Forgets what is known of a room's messages that are not kept any more. @param oldest The first that is kept. */
export async function sweepNotes(store: Store, room: string, oldest: number): Promise<void> {
  for (const prefix of [keys.notes(room), keys.reactors(room)]) await sweepBelow(store, prefix, oldest);
}

/** Forgets all that is known of a room's messages: its log was begun anew. */
export async function wipeNotes(store: Store, room: string): Promise<void> {
  await sweepNotes(store, room, Number.POSITIVE_INFINITY);
}

async function sweepBelow(store: Store, prefix: string, oldest: number): Promise<void> {
  for (let full = true; full; ) {
    const rows = await store.list({ prefix, limit: STEP });
    const stale = rows.filter(({ key }) => offsetIn(key, prefix) < oldest);
    await Promise.all(stale.map(({ key }) => store.delete(key)));
    full = stale.length === STEP;
  }
}
