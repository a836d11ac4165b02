import type { MessageEvent, Rendering, ServerEvent, ServerEvents } from '../../../core/index.js';

type Lines = { readonly [T in keyof ServerEvents]?: (event: ServerEvents[T], place: string) => string | undefined };

/** How each event reads. `place` is empty in the room that everybody starts in. */
const lines: Lines = {
  message(event, place) {
    const line = said(event);
    return line === undefined ? undefined : place + inOneBlock(line);
  },
  joined: ({ user }, place) => `* ${place}${user.nick} joined`,
  left: ({ user, reason }, place) =>
    `* ${place}${user.nick} left${reason === undefined ? '' : ` (${inOneBlock(reason)})`}`,
  renamed: ({ user, was }, place) => `* ${place}${was} is now ${user.nick}`,
  notice: ({ text }) => `-- ${inOneBlock(text)}`,
  // What was said before somebody came is marked as such by what follows it.
  recovered: ({ messages }, place) => (messages > 0 ? `-- ${place}That was said before you came.` : undefined),
};

/** How messages of each kind read; others read like a text. */
const kinds: Readonly<Record<string, (nick: string, text: string) => string | undefined>> = {
  action: (nick, text) => `* ${nick} ${text}`,
  edit: (nick, text) => `${nick} (edited): ${text}`,
  delete: (nick) => `* ${nick} deleted a message`,
  reaction: (nick, text) => `* ${nick}: ${text}`,
  file: (nick, text) => `* ${nick} sends ${text}`,
  erased: () => undefined,
};

function said({ from, kind, text, to }: MessageEvent): string | undefined {
  if (to !== undefined && kind === 'text') return `[${from.nick} → ${to.nick}] ${text}`;
  const line = Object.hasOwn(kinds, kind) ? kinds[kind]?.(from.nick, text) : `${from.nick}: ${text}`;
  return to === undefined || line === undefined ? line : `[→ ${to.nick}] ${line}`;
}

/** Lines after the first are indented, so that nobody can write a line that looks like somebody else's. */
function inOneBlock(text: string): string {
  return text.includes('\n') ? text.replaceAll('\n', '\n  ') : text;
}

/** Events as lines for people. Events of other rooms than `home` say where they happened. */
export function textRendering(home: string): Rendering {
  return {
    name: `text/${home}`,
    render(event: ServerEvent) {
      // Told in every room that is shared, conversations too: there it would be the same line once more.
      if (event.type === 'renamed' && event.room.startsWith('@')) return undefined;
      const line = lines[event.type] as ((event: ServerEvent, place: string) => string | undefined) | undefined;
      const elsewhere = 'room' in event && event.room !== home && !event.room.startsWith('@');
      const place = elsewhere ? `#${event.room} ` : '';
      if (line !== undefined) return line(event, place);
      // A plugin's own event, with a line for those who do not know it.
      return 'line' in event && typeof event.line === 'string' ? `-- ${place}${inOneBlock(event.line)}` : undefined;
    },
  };
}

/** The same with a line break at the end of each. */
export function endedRendering({ name, render }: Rendering): Rendering {
  return {
    name: `${name}/ended`,
    render(event) {
      const line = render(event);
      return line === undefined ? undefined : `${line}\n`;
    },
  };
}
