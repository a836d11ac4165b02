import type { Transfers } from '../files/transfers.js';
import type { Talk } from '../talk/talk.js';

/** What a command works on. */
export interface Desk {
  readonly talk: Talk;
  readonly transfers: Transfers;
  /** Says goodbye and ends the program. @param text Last words. */
  quit(text?: string): void;
}

/** Something that people type with a slash. */
export interface Command {
  readonly name: string;
  /** What stands behind the name. */
  readonly usage: string;
  readonly summary: string;
  /** What its first word, or for paths all of it, is completed to. */
  readonly completes?: 'nick' | 'room' | 'path';
  /**
   * Does it.
   * @param rest what stands behind the name, without spaces around it
   * @throws Misuse where it is called wrongly
   * @throws ClientError where the server refuses it
   */
  run(desk: Desk, rest: string): Promise<void> | void;
}

/** A command that was called in a wrong way: with what is wrong, or with nothing where its usage says that. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

/** The first word, and what stands behind it. */
export function firstWord(rest: string): readonly [string, string] {
  const [, word = '', more = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  return [word, more];
}

/** The shown room. @throws Misuse on the program's own page */
export function roomHere({ talk }: Desk): string {
  const { shown } = talk.state.rooms;
  if (shown.kind === 'home') throw new Misuse('You are in no room: /join ROOM first.');
  return shown.name;
}
