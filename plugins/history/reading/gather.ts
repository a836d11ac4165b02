import type { Entry, Page, Position } from '../../../core/index.js';
import { isAnnotation } from '../annotations/annotation.js';
import { type AnnotatedEntry, type HistoryContext, showing } from './annotated-entry.js';

/** Part of a room's log, annotations left out. */
export interface Gathered {
  /** Oldest first. */
  readonly shown: readonly AnnotatedEntry[];
  /** The first and the last offset that was looked at; `from` is `to + 1` where there was none. */
  readonly from: number;
  readonly to: number;
  /** Whether there is more in that direction. */
  readonly more: boolean;
  /** Whether something is missing that is not kept any more. */
  readonly gap: boolean;
}

/** Entries per read: more than the limit, since some are left out. */
const stepFor = (limit: number): number => limit + 20;
/** Maximum reads per request: a log of only reactions takes several requests. */
const MOST_STEPS = 20;
/** Approximate size limit of a page: it must fit into the send queue. */
const MOST_BYTES = 393_216;

const all = (): boolean => true;

/**
 * The newest entries before a place.
 * @param before In the present life of the log, left out.
 * @param fits Which ones to take. Default: all that are shown.
 */
export async function gatherBack(
  sources: HistoryContext,
  room: string,
  before: Position,
  limit: number,
  fits: (shown: AnnotatedEntry) => boolean = all,
): Promise<Gathered> {
  const basket = createBasket(limit);
  let from = before.offset;
  let more = true;
  let gap = false;
  for (let steps = 0; more && steps < MOST_STEPS && !basket.full; steps++) {
    const page = await sources.archive.read(room, {
      before: { epoch: before.epoch, offset: from },
      limit: stepFor(limit),
    });
    const entries = ofLife(page, before.epoch);
    gap ||= page.gap;
    for (const shown of (await showing(sources, room, entries)).reverse()) {
      const wanted = isShown(shown) && fits(shown);
      if (wanted && !basket.put(shown)) break;
      from = shown.entry.position.offset;
    }
    more = page.more || from > (entries[0]?.position.offset ?? 0);
    if (entries.length === 0) more = false;
  }
  return { shown: basket.taken.reverse(), from, to: before.offset - 1, more, gap };
}

/**
 * The oldest entries after a place.
 * @param after In the present life of the log, left out.
 * @param until The offset at which to stop, left out.
 */
export async function gatherForward(
  sources: HistoryContext,
  room: string,
  after: Position,
  until: number,
  limit: number,
): Promise<Gathered> {
  const basket = createBasket(limit);
  let from: number | undefined;
  let to = after.offset;
  let more = to < until - 1;
  let gap = false;
  for (let steps = 0; more && steps < MOST_STEPS && !basket.full; steps++) {
    const page = await sources.archive.read(room, { after: { epoch: after.epoch, offset: to }, limit: stepFor(limit) });
    const entries = ofLife(page, after.epoch).filter(({ position }) => position.offset < until);
    gap ||= page.gap;
    from ??= entries[0]?.position.offset;
    for (const shown of await showing(sources, room, entries)) {
      if (isShown(shown) && !basket.put(shown)) break;
      to = shown.entry.position.offset;
    }
    more = entries.length > 0 && to < until - 1;
  }
  return { shown: basket.taken, from: from ?? to + 1, to, more, gap };
}

/** Takes entries up to a number and a size, the first one however large it is. */
function createBasket(limit: number) {
  const taken: AnnotatedEntry[] = [];
  let bytes = 0;
  return {
    taken,
    get full() {
      return taken.length >= limit || bytes >= MOST_BYTES;
    },
    /** Says whether there was room for it. */
    put(shown: AnnotatedEntry): boolean {
      const larger = bytes + sizeOf(shown);
      if (taken.length >= limit || (taken.length > 0 && larger > MOST_BYTES)) return false;
      taken.push(shown);
      bytes = larger;
      return true;
    },
  };
}

function sizeOf({ entry: { message }, note, edit }: AnnotatedEntry): number {
  const parts = [(edit?.message ?? message).text, message.data, note?.reactions];
  return 500 + Buffer.byteLength(JSON.stringify(parts));
}

function ofLife({ entries }: Page, epoch: string): readonly Entry[] {
  return entries.filter(({ position }) => position.epoch === epoch);
}

function isShown({ entry, note }: AnnotatedEntry): boolean {
  return !isAnnotation(entry.message.kind) && note?.state !== 'hidden';
}
