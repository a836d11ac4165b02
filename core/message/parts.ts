import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import type { TextPart } from './message.js';
import { Refusal } from './refusal.js';
import { checkReadable, hasTooManyLines, normalized } from './text.js';
import { fits } from './utf8.js';
import { hasVisible } from './visible.js';

/** Spaces at which a line may be broken (Unicode line breaking class BA, and the space), but for those that carry a mark. */
const breakable = /[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000](?!\p{M})/gu;
/** How far around a place clusters are looked for: the longest in use, families of emoji with skin tones, have 41 units. */
const CLUSTER_UNITS = 64;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into messages that are within the limits: at the end of a line, else between two words, else between two
 * characters (grapheme clusters, UAX #29). White space at the end of a part is left out, and so are parts that are blank.
 * @returns The text itself where it is within the limits.
 * @throws ChatError `CHAT_TEXT_TOO_LONG` for a text of more than `textParts` parts; `CHAT_TEXT_INVALID` for one that is empty
 *   or has control characters, in whatever part.
 */
export function textParts(text: string, limits: Limits): readonly string[] {
  const plain = normalized(text);
  if (fits(plain, limits.textCharacters, limits.textBytes) && !hasTooManyLines(plain, limits)) return [plain];
  checkReadable(plain);
  const parts: string[] = [];
  for (let from = 0; from < plain.length; ) {
    const [end, next] = cutAt(plain, from, limits);
    const part = plain.slice(from, end).trimEnd();
    if (hasVisible(part)) parts.push(part);
    if (parts.length > limits.textParts) throw tooLong(limits);
    from = next;
  }
  return parts;
}

/** Where the part that begins at a place ends, and where the next one begins. */
function cutAt(text: string, from: number, limits: Limits): readonly [end: number, next: number] {
  const most = furthest(text, from, limits);
  if (most === text.length) return [most, most];
  const line = text.lastIndexOf('\n', most);
  if (line >= from) return [line, line + 1];
  const space = from + lastBreak(text.slice(from, most + 2), most - from);
  if (space > from) return [space, space + 1];
  const character = clusterAt(text, from, most);
  return [character, character];
}

/** How far a part can go: a position between two code points, beyond `from`. */
function furthest(text: string, from: number, { textCharacters, textBytes, textLines }: Limits): number {
  let bytes = 0;
  let lines = 1;
  let at = from;
  for (let characters = 0; at < text.length && characters < textCharacters; characters++) {
    const point = text.codePointAt(at) as number;
    bytes += utf8Bytes(point);
    if (bytes > textBytes && at > from) break;
    if (isLineBreak(point) && ++lines > textLines && at > from) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

/** Line feed, line separator and paragraph separator, which are what `textLines` counts. */
const isLineBreak = (point: number): boolean => point === 0x0a || point === 0x2028 || point === 0x2029;

function utf8Bytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}

/** The last space at which a line may be broken, up to a place; -1: there is none. */
function lastBreak(line: string, most: number): number {
  let last = -1;
  for (const { index } of line.matchAll(breakable)) {
    if (index > most) break;
    last = index;
  }
  return last;
}

/** The beginning of the cluster that a place is in; the place itself where the cluster is longer than a part. */
function clusterAt(text: string, from: number, at: number): number {
  const start = Math.max(from, at - CLUSTER_UNITS);
  const around = text.slice(start, at + CLUSTER_UNITS);
  const index = graphemes.segment(around).containing(at - start)?.index ?? 0;
  return index === 0 ? at : start + index;
}

function tooLong({ textCharacters, textBytes, textParts: parts }: Limits): ChatError {
  return new ChatError(
    'CHAT_TEXT_TOO_LONG',
    `A message has at most ${textCharacters} characters. A longer text is delivered in at most ${parts} messages.`,
    { details: { characters: textCharacters, bytes: textBytes, parts } },
  );
}

/**
 * Sends the parts of a text one after the other. Stops at the first that is refused, and says which it was.
 * @param send Sends one part. `last` says whether it is the last one.
 * @returns What came of the last part that was sent.
 */
export async function sendParts<Sent extends object>(
  texts: readonly string[],
  send: (text: string, part: TextPart, last: boolean) => Promise<Sent | Refusal>,
): Promise<Sent | Refusal> {
  const count = texts.length;
  let sent: Sent | Refusal | undefined;
  for (const [at, text] of texts.entries()) {
    const part = { number: at + 1, count };
    try {
      sent = await send(text, part, at + 1 === count);
    } catch (error) {
      if (!(error instanceof ChatError) || at === 0) throw error;
      sent = new Refusal(error.code, error.message, error.details);
    }
    if (sent instanceof Refusal) return at === 0 ? sent : refusalOf(sent, part);
  }
  return sent as Sent;
}

function refusalOf({ code, text, details }: Refusal, { number, count }: TextPart): Refusal {
  const before = number === 2 ? 'part 1 was' : `parts 1 to ${number - 1} were`;
  const told = `${text} Of the ${count} parts of your text ${before} delivered, part ${number} and those after it were not.`;
  return new Refusal(code, told, { ...details, part: number, parts: count });
}
