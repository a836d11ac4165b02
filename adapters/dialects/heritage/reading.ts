import type { ConnectionFacts, ParsedMessage } from './manners.js';

/** Longer than any name that somebody types into a field: what is in front of a colon further on is part of the text. */
const NAME_CHARACTERS = 64;

/** One message, with a name in front of it if there is one. */
export function parseNamed(frame: string, colon: string): ParsedMessage {
  const name = parseName(frame, colon);
  if (name === undefined) return { action: 'say', text: frame, original: frame };
  return { action: 'say', name, text: frame.slice(name.length + colon.length), original: frame };
}

/**
 * What one client has said, whose name is in front of each message. Where nothing is between messages, several may have come
 * as one: a new one begins where the name stands again. What has no name in front goes on with what came before.
 */
export function parseMessages(frame: string, known: string | undefined, colon: string): readonly ParsedMessage[] {
  const name = known ?? parseName(frame, colon);
  if (frame === '') return [];
  if (name === undefined) return [{ action: 'say', text: frame, original: frame }];
  const mark = name + colon;
  const found: ParsedMessage[] = [];
  let from = 0;
  while (from < frame.length) {
    const begins = frame.startsWith(mark, from);
    const next = frame.indexOf(mark, from + (begins ? mark.length : 0));
    const written = frame.slice(from, next < 0 ? undefined : next);
    found.push(
      begins
        ? { action: 'say', name, text: written.slice(mark.length), original: written }
        : { action: 'say', text: written, original: written },
    );
    from += written.length;
  }
  return found;
}

/** The name in front of a frame, if there is one. */
export function parseName(frame: string, colon: string): string | undefined {
  const end = frame.indexOf(colon);
  if (end < 1 || end > NAME_CHARACTERS) return undefined;
  const name = frame.slice(0, end);
  return /[\n\r]/.test(name) || name.trim() === '' ? undefined : name;
}

/** Whether somebody has written without any line break, as programs do that know no frames. */
export function isUnframed({ info, framing }: ConnectionFacts): boolean {
  return info.subprotocol === undefined && !framing.delimited;
}
