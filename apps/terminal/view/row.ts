/** How a piece of text is to look. The screen knows the colours. */
export type Tone =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'accent'
  | 'good'
  | 'warn'
  | 'bad'
  | 'mention'
  | 'shown'
  | 'nick0'
  | 'nick1'
  | 'nick2'
  | 'nick3'
  | 'nick4'
  | 'nick5';

/** Text in one tone. It has no line break and no control character. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** One row of cells on the screen. */
export type Row = readonly Span[];

/** A span. */
export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

/** Somebody's own colour: always the same for the same name. */
export function nickTone(nick: string): Tone {
  let hash = 0;
  for (const letter of nick) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return `nick${(hash % 6) as 0 | 1 | 2 | 3 | 4 | 5}`;
}
