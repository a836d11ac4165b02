import { performance } from 'node:perf_hooks';
import { nativeSubprotocol } from '../../../core/index.js';
import type { NativePeer } from '../../support/peers.js';
import { frameSeat, type Seat } from './seats.js';

/** Somebody whose transcript is looked at. */
export interface Player {
  /** What they have seen, in order: lines, or, where a wire has no boundaries, one text. */
  transcript(): readonly string[];
  /** How a transcript of some lines looks. */
  whole(lines: readonly string[]): readonly string[];
}

/** What some of the players see next, by their names with spaces between: a line, or several. Others see nothing. */
export type Sees = Readonly<Record<string, string | readonly string[]>>;

/** Longer than anything takes on a busy machine: then what has come is compared with what should have. */
const LONGEST_MS = 15_000;

/** Everybody, and what they should have seen so far. */
export function openCast() {
  const players = new Map<string, Player>();
  const expected = new Map<string, string[]>();
  const linesOf = (name: string): string[] => {
    const lines = expected.get(name) ?? [];
    expected.set(name, lines);
    return lines;
  };

  const missing = (): boolean =>
    [...players].some(([name, player]) => {
      const size = (lines: readonly string[]) => [lines.length, lines.join('').length];
      const [seen, due] = [size(player.transcript()), size(player.whole(linesOf(name)))];
      return seen.some((amount, at) => amount < (due[at] ?? 0));
    });

  return {
    add(name: string, player: Player): void {
      players.set(name, player);
    },
    /** Some of them will see something. */
    due(sees: Sees): void {
      for (const [names, lines] of Object.entries(sees)) {
        for (const name of names.split(' ')) linesOf(name).push(...[lines].flat());
      }
    },
    /** Resolves once everybody has seen as much as they should. */
    async settled(): Promise<void> {
      for (const end = performance.now() + LONGEST_MS; missing() && performance.now() < end; ) {
        await new Promise(setImmediate);
      }
    },
    /** What was seen and what should have been. */
    transcripts: () => {
      const both = [...players].map(([name, player]) => ({
        seen: [name, player.transcript()] as const,
        due: [name, player.whole(linesOf(name))] as const,
      }));
      return {
        seen: Object.fromEntries(both.map(({ seen }) => seen)),
        due: Object.fromEntries(both.map(({ due }) => due)),
      };
    },
  };
}

/** A client of frames. */
export const byFrames = (seat: Seat): Player => ({ transcript: () => seat.seen(), whole: (lines) => lines });

/** A client of bytes: how they were cut means nothing. */
export const byBytes = (seat: Seat): Player => ({
  transcript: () => seat.seen(),
  whole: (lines) => (lines.length === 0 ? [] : [lines.join('')]),
});

type Fields = Readonly<Record<string, unknown>>;

const nick = (user: unknown): string => String((user as Fields | undefined)?.nick);

const inShort: Readonly<Record<string, (event: Fields) => string>> = {
  message: ({ from, text }) => `${nick(from)}: ${String(text)}`,
  joined: ({ user }) => `+ ${nick(user)}`,
  left: ({ user }) => `- ${nick(user)}`,
  renamed: ({ was, user }) => `${String(was)} → ${nick(user)}`,
  bye: ({ text }) => `bye: ${String(text)}`,
};

/** Events of the native protocol, one line each: all that comes unasked. Whatever else is in one is shown as it is. */
function shortLines(events: readonly Fields[]): readonly string[] {
  return events
    .filter(({ ref }) => ref === undefined)
    .map((event) => {
      const extra = 'verbatim' in event ? ` verbatim ${JSON.stringify(event.verbatim)}` : '';
      return (inShort[String(event.type)]?.(event) ?? JSON.stringify(event)) + extra;
    });
}

/** A program in memory. */
export const byEvents = (peer: NativePeer): Player => ({
  transcript: () => shortLines(peer.heard),
  whole: (lines) => lines,
});

/** A web page's connection that is in the lobby. */
export async function pageSeat(url: string, name: string): Promise<Seat & Player & { say(text: string): void }> {
  const seat = await frameSeat(url, {}, nativeSubprotocol);
  let ref = 0;
  const command = (fields: object) => seat.send(JSON.stringify({ ref: ++ref, ...fields }));
  command({ type: 'hello', nick: name });
  command({ type: 'join', room: 'lobby' });
  await seat.until('"ref":2');
  return {
    ...seat,
    transcript: () => shortLines(seat.seen().map((frame) => JSON.parse(frame) as Fields)),
    whole: (lines) => lines,
    say: (text) => command({ type: 'say', room: 'lobby', text }),
  };
}
