import type { TapEntry, TapPage } from '../../../../gateway/operator/wire.js';

/** What has been seen of the tap. */
export interface TapState {
  readonly entries: readonly TapEntry[];
  /** Up to which number. */
  readonly last: number;
  /** How many went by unseen. */
  readonly lost: number;
}

/** So many messages are shown, the newest. */
export const MAX_TAP_ENTRIES = 500;

/** Before the first look. */
export const EMPTY_TAP: TapState = { entries: [], last: 0, lost: 0 };

/** What has been seen, with a page that was asked for after it. */
export function appendPage(seen: TapState, page: TapPage): TapState {
  const newer = page.entries.filter(({ n }) => n > seen.last);
  // What went by before the first look was never to be seen.
  const lost = seen.last === 0 ? 0 : seen.lost + page.lost;
  if (newer.length === 0 && page.last === seen.last) return seen;
  return { entries: [...seen.entries, ...newer].slice(-MAX_TAP_ENTRIES), last: page.last, lost };
}
