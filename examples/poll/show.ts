import type { PluginHost } from 'partyline';
import { standingLine } from './lines.js';
import type { PollEvent, Standing } from './types.js';

/** The event that shows how polls stand. @param changed The numbers of those that people read about. */
export function pollEvent(
  room: string,
  polls: readonly Standing[],
  now: number,
  changed: ReadonlySet<number> = new Set(polls.map(({ poll }) => poll)),
): PollEvent {
  const lines = polls.filter(({ poll }) => changed.has(poll)).map((poll) => standingLine(poll, now));
  return { type: 'poll', room, polls, line: lines.join('; ') };
}

/**
 * Shows rooms how their polls stand, now and then: the first vote starts a wait, and what has changed by its end is one
 * event. A busy poll costs its room no more than an idle one.
 * @param standings The open polls of a room.
 * @returns What is to be called when a poll has changed.
 */
export function createShow(
  host: PluginHost,
  waitMs: number,
  standings: (room: string) => readonly Standing[],
): (poll: Standing) => void {
  const waiting = new Map<string, Set<number>>();

  function show(room: string): void {
    const changed = waiting.get(room) ?? new Set();
    waiting.delete(room);
    const event = pollEvent(room, standings(room), host.clock.now(), changed);
    // All of them closed meanwhile: their results say it all.
    if (event.line !== '') host.chat.broadcastEphemeral(room, event, { delivery: 'latest' });
  }

  return ({ room, poll }) => {
    const changed = waiting.get(room);
    if (changed !== undefined) {
      changed.add(poll);
      return;
    }
    waiting.set(room, new Set([poll]));
    host.after(waitMs, () => show(room));
  };
}
