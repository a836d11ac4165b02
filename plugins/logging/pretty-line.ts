/** A line of the log, as it is read from its JSON. */
export type LogRecord = Readonly<Record<string, unknown>>;

const COLOURS = { dim: 2, red: 31, green: 32, yellow: 33, magenta: 35, cyan: 36 } as const;

type Paint = (colour: keyof typeof COLOURS, text: string) => string;

const paint: Paint = (colour, text) => (text === '' ? '' : `\u001b[${COLOURS[colour]}m${text}\u001b[0m`);
const plain: Paint = (_colour, text) => text;

const levels: Readonly<Record<string, keyof typeof COLOURS>> = {
  debug: 'dim',
  info: 'green',
  warn: 'yellow',
  error: 'red',
};

/** Shown in places of their own, or of no use to people who read along. */
const APART = new Set([
  ...['time', 'level', 'msg', 'nick', 'from', 'room', 'text', 'error'],
  ...['session', 'user', 'connection', 'epoch', 'offset', 'kind'],
]);

// What could move a cursor, or turn the order of a line round: texts are written by strangers.
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A line for people: time, level, what, who, room, text, then other fields as `name=value`; the stack of an error below
 * it, indented. With its newline. The session's and the user's ids are left out. Control characters are shown as `\u001b`.
 * @param colours Whether to colour it by escape sequences.
 */
export function prettyLine(record: LogRecord, colours: boolean): string {
  const colour = colours ? paint : plain;
  const level = shown(record.level);
  const room = shown(record.room).replace(/^(?=[^@])/, '#');
  const text = shown(record.text);
  const parts = [
    colour('dim', timeOf(record.time)),
    colour(levels[level] ?? 'dim', level.padEnd(5)),
    shown(record.msg).padEnd(9),
    colour('cyan', shown(record.from ?? record.nick)),
    colour('magenta', room),
    text,
    colour('dim', rest(record)),
  ];
  const line = parts.filter((part) => part !== '').join(' ');
  return `${line.trimEnd()}\n${stackOf(record.error)}`;
}

/** The time of day here, to the millisecond. */
function timeOf(time: unknown): string {
  const at = new Date(String(time));
  const two = (value: number): string => String(value).padStart(2, '0');
  const milliseconds = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${milliseconds}`;
}

function rest(record: LogRecord): string {
  return Object.entries(record)
    .filter(([name]) => !APART.has(name))
    .map(([name, value]) => `${safe(name)}=${shown(value)}`)
    .join(' ');
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  return safe(typeof value === 'string' ? value : JSON.stringify(value));
}

function safe(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function stackOf(error: unknown): string {
  if (error === undefined) return '';
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? error.stack : undefined;
  const text = typeof stack === 'string' ? stack : shown(error);
  return text
    .split('\n')
    .map((line) => `    ${safe(line).trimStart()}\n`)
    .join('');
}
