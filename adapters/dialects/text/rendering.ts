import type { MessageEvent, Rendering, ServerEvent, ServerEvents } from '../../../core/index.js';

type Lines = { readonly [T in keyof ServerEvents]?: (event: ServerEvents[T], place: string) => string };

/** How each event reads. `place` is empty in the room that everybody starts in. */
const lines: Lines = {
  message: (event, place) => place + inOneBlock(said(event)),
  joined: ({ user }, place) => `* ${place}${user.nick} joined`,
  left: ({ user, reason }, place) =>
    `* ${place}${user.nick} left${reason === undefined ? '' : ` (${inOneBlock(reason)})`}`,
  renamed: ({ user, was }, place) => `* ${place}${was} is now ${user.nick}`,
  notice: ({ text }) => `-- ${inOneBlock(text)}`,
};

function said({ from, kind, text, to }: MessageEvent): string {
  if (to !== undefined) return `[${from.nick} → ${to.nick}] ${text}`;
  return kind === 'action' ? `* ${from.nick} ${text}` : `${from.nick}: ${text}`;
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
      const line = lines[event.type] as ((event: ServerEvent, place: string) => string) | undefined;
      if (line === undefined) return undefined;
      const elsewhere = 'room' in event && event.room !== home && !event.room.startsWith('@');
      return line(event, elsewhere ? `#${event.room} ` : '');
    },
  };
}
