import type { MessageEvent, Rendering, ServerEvent, ServerEvents } from '../../../core/index.js';

/** Where an event is shown. */
interface LineContext {
  /** Precedes the line; empty in the start room. */
  readonly prefix: string;
  /** How many lines of one message are shown. */
  readonly maxLines: number;
}

type Lines = {
  readonly [T in keyof ServerEvents]?: (event: ServerEvents[T], placed: LineContext) => string | undefined;
};

/**
 * How each event reads. Lines that begin with `-- `, `! ` or `* ` are formed by the server alone: those with a user's free words
 * begin with the nick.
 */
const lines: Lines = {
  message(event, { prefix: place, maxLines: most }) {
    const line = formatMessage(event);
    return line === undefined ? undefined : place + inOneBlock(line, most);
  },
  joined: ({ user }, { prefix: place }) => `* ${place}${user.nick} joined`,
  left: ({ user, reason }, { prefix: place }) =>
    `* ${place}${user.nick} left${reason === undefined ? '' : ` (${inOneBlock(reason)})`}`,
  renamed: ({ user, was }, { prefix: place }) => `* ${place}${was} is now ${user.nick}`,
  notice: ({ text }) => `-- ${inOneBlock(text)}`,
  // Follows the messages sent before the join.
  recovered: ({ messages }, { prefix: place }) =>
    messages > 0 ? `-- ${place}That was said before you came.` : undefined,
};

/** How messages of each kind read; others read like a text. */
const kinds: Readonly<Record<string, (nick: string, text: string) => string | undefined>> = {
  action: (nick, text) => `${nick} * ${text}`,
  edit: (nick, text) => `${nick} (edited): ${text}`,
  delete: (nick) => `* ${nick} deleted a message`,
  reaction: (nick, text) => `* ${nick}: ${text}`,
  file: (nick, text) => `* ${nick} sends ${text}`,
  erased: () => undefined,
};

function formatMessage({ from, kind, text, to }: MessageEvent): string | undefined {
  if (to !== undefined && kind === 'text') return `[${from.nick} → ${to.nick}] ${text}`;
  const line = Object.hasOwn(kinds, kind) ? kinds[kind]?.(from.nick, text) : `${from.nick}: ${text}`;
  return to === undefined || line === undefined ? line : `[→ ${to.nick}] ${line}`;
}

/**
 * Returns events as lines for people. Events of other rooms than `home` say where they happened.
 * @param most How many lines of one message are shown.
 */
export function createTextEncoder(home: string, most: number): Rendering {
  return {
    name: `text/${home}`,
    render(event: ServerEvent) {
      // Sent to every shared room; skipped in direct conversations, where the line would be repeated.
      if (event.type === 'renamed' && event.room.startsWith('@')) return undefined;
      const line = lines[event.type] as ((event: ServerEvent, placed: LineContext) => string | undefined) | undefined;
      const elsewhere = 'room' in event && event.room !== home && !event.room.startsWith('@');
      const place = elsewhere ? `#${event.room} ` : '';
      if (line !== undefined) return line(event, { prefix: place, maxLines: most });
      // A plugin's own event, with a line for those who do not know it.
      return 'line' in event && typeof event.line === 'string'
        ? `-- ${place}${inOneBlock(event.line, most)}`
        : undefined;
    },
  };
}

/** The same with a line break at the end of each. */
export function createEndedEncoder({ name, render }: Rendering): Rendering {
  return {
    name: `${name}/ended`,
    render(event) {
      const line = render(event);
      return line === undefined ? undefined : `${line}\n`;
    },
  };
}

/** Line breaks of any kind: a terminal, or a program behind it, begins a new line at each. */
const lineBreak = /\r\n?|[\n\v\f\u0085\u2028\u2029]/gu;
/**
 * Controls of the writing direction (UAX #9). Where a terminal heeds them, one that is left open turns round what follows; letters
 * have their direction without them.
 */
const bidiControl = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const plain = /^[\t -~]*$/;

/**
 * Returns a text as one block of lines. Lines after the first are indented by two spaces, so that none can pass for a line of
 * the server or of another user; controls of the writing direction are dropped.
 * @param most How many lines are shown; `… 350 more lines` stands for the others.
 */
export function inOneBlock(text: string, most = Number.POSITIVE_INFINITY): string {
  if (plain.test(text)) return text;
  const lines = text.replace(bidiControl, '').split(lineBreak);
  const more = lines.length - most;
  // The line that says how many are left out stands for two at least.
  if (more < 2) return lines.join('\n  ');
  return [...lines.slice(0, most), `… ${more} more lines`].join('\n  ');
}

/** Returns an answer whose lines after the first are indented, those that are not yet by two spaces. */
export function formatAnswer(text: string): string {
  if (plain.test(text)) return text;
  const [first = '', ...lines] = text.replace(bidiControl, '').split(lineBreak);
  return [first, ...lines.map((line) => (line.startsWith('  ') ? line : `  ${line}`))].join('\n');
}
