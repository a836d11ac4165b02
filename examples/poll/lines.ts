import type { Poll } from './model.js';
import type { Counted, Standing } from './types.js';

const units = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** A time for people, in its largest unit and rounded up: `5 min`. */
export function shownMs(ms: number): string {
  const [size, unit] = units.find(([size]) => ms >= size) ?? [1000, 's'];
  return `${Math.ceil(ms / size)} ${unit}`;
}

const counted = ({ text, votes }: Counted): string => `${text} ${votes}`;

/** How a poll stands, in one line: `Tea or coffee? tea 2, coffee 1 (poll 7, 4 min left)`. */
export function standingLine({ question, options, poll, closesAt }: Standing, now: number): string {
  const left = shownMs(Math.max(0, closesAt - now));
  return `${question} ${options.map(counted).join(', ')} (poll ${poll}, ${left} left)`;
}

/** What the room is asked: the question, a line for each option, and how to vote. */
export function askingText({ number, question, options }: Poll, ms: number): string {
  const numbered = options.map((option, index) => `${index + 1}. ${option}`);
  return [question, ...numbered, `Type /vote 1 to /vote ${options.length} (poll ${number}, ${shownMs(ms)})`].join('\n');
}

/**
 * The words of {@link askingText} as the gates have left them: what was masked in the text must not be shown anywhere
 * else. Where a gate has taken a line away, the option is called by its number.
 */
export function wordsOf(text: string, count: number): { question: string; options: string[] } {
  const [question, ...lines] = text.split('\n');
  const option = (index: number): string => lines[index]?.replace(/^\d+\.\s*/, '') || `${index + 1}`;
  return { question: question || 'A poll', options: Array.from({ length: count }, (_, index) => option(index)) };
}

/** What came of it: the question, and a line for each option, the most wanted first. */
export function resultText({ question, options, voters }: Standing): string {
  const ranked = [...options].sort((a, b) => b.votes - a.votes).map(({ text, votes }) => `${votes} × ${text}`);
  return [`Result: ${question}`, ...ranked, voters === 1 ? '1 vote' : `${voters} votes`].join('\n');
}
