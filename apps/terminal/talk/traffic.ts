import type { Line, Note } from '../state/line.js';
import type { Room } from '../state/room.js';
import type { State } from '../state/state.js';

/** So many of those who come and go are named in one line. */
const MOST_NAMED = 6;
/** With so many a new line is begun. */
const MOST_TOGETHER = 500;

/** Tells who comes and goes: those who follow one another share a line, so that many do not push the talk away. */
export function createTraffic(state: State): (room: Room, text: string) => void {
  return (room, text) => {
    const last = room.log.lines.at(-1);
    const before = isTraffic(last) && last.traffic.length < MOST_TOGETHER ? last : undefined;
    const traffic = [...(before?.traffic ?? []), text];
    const named = traffic.slice(0, MOST_NAMED).join(' · ');
    const others = traffic.length - MOST_NAMED;
    const shown = others > 0 ? `${named} · and ${others} more` : named;
    const note = { type: 'note', tone: 'quiet', text: shown, traffic } as const;
    if (before === undefined) state.add(room, { ...note, at: state.now() });
    else state.replace(room, { ...note, at: before.at, id: before.id });
  };
}

const isTraffic = (line: Line | undefined): line is Note & { readonly traffic: readonly string[] } =>
  line?.type === 'note' && line.traffic !== undefined;
