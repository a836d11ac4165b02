import type { PresenceChange } from './item.js';

/** From so many comings and goings in a row on, only their numbers are shown. */
export const COLLAPSE_FROM = 4;

/** A run of the same change: the same kind, and for those who left the same reason. */
export interface PresenceRun {
  readonly change: PresenceChange['change'];
  readonly nicks: readonly string[];
  /** With `renamed`, which is never put together with others. */
  readonly was?: string;
  readonly reason?: string;
}

/** Puts neighbours together: “ann and bob joined”, “carl left”. */
export function groupChanges(changes: readonly PresenceChange[]): readonly PresenceRun[] {
  const runs: PresenceRun[] = [];
  for (const { change, nick, was, reason } of changes) {
    const last = runs.at(-1);
    if (last !== undefined && change !== 'renamed' && last.change === change && last.reason === reason) {
      runs[runs.length - 1] = { ...last, nicks: [...last.nicks, nick] };
    } else {
      runs.push({
        change,
        nicks: [nick],
        ...(was === undefined ? {} : { was }),
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  return runs;
}

/** How many did what. */
export function countChanges(changes: readonly PresenceChange[]): Readonly<Record<PresenceChange['change'], number>> {
  const counts = { joined: 0, left: 0, renamed: 0 };
  for (const { change } of changes) counts[change]++;
  return counts;
}
