import type { MessageEvent, Rendering, ServerEvent, ServerEvents } from '../../../core/index.js';
import { encodeFile, encodeFileBytes } from './files/frames.js';
import type { HeritageProtocol } from './protocol.js';

type Lines = { readonly [T in keyof ServerEvents]?: (event: ServerEvents[T]) => string | undefined };

/** How messages of each kind read; others read like a text. */
const kinds: Readonly<Record<string, (text: string) => string | undefined>> = {
  action: (text) => `* ${text}`,
  edit: (text) => `✎ ${text}`,
  delete: () => undefined,
  reaction: () => undefined,
  erased: () => undefined,
};

/** Options of {@link createHeritageEncoder}. */
export interface EncoderOptions {
  readonly protocol: HeritageProtocol;
  /** What stands in front of the server's words. */
  readonly serverPrefix: string;
  /** Under which name the server speaks. */
  readonly server: string;
}

/** Events as the clients of one ancestor know them: what one of them wrote as it was, all else in their own form. */
export function createHeritageEncoder(parts: EncoderOptions): Rendering {
  const { protocol, serverPrefix } = parts;
  const { name, files, escape: harmless = unescaped } = protocol;
  const lines: Lines = {
    message: (event) => message(event, parts),
    joined: ({ user }) => protocol.formatJoined?.(user.nick),
    left: ({ user }) => protocol.formatLeft?.(user.nick),
    notice: ({ text }) => serverPrefix + harmless(text),
  };
  return {
    name,
    render(event: ServerEvent) {
      const written = 'verbatim' in event && event.verbatim?.form === name ? event.verbatim.text : undefined;
      if (written !== undefined && !startsWithPrefix(written, serverPrefix)) return written;
      const line = lines[event.type] as ((event: ServerEvent) => string | undefined) | undefined;
      if (line !== undefined) return line(event);
      // A plugin's own event, with a line for those who do not know it.
      if ('line' in event && typeof event.line === 'string') return serverPrefix + harmless(inOneBlock(event.line));
      return files ? encodeFile(event) : undefined;
    },
    ...(files && { renderBytes: encodeFileBytes }),
  };
}

function message(
  { from, kind, text, to }: MessageEvent,
  { protocol, serverPrefix, server }: EncoderOptions,
): string | undefined {
  const { escape: harmless = unescaped } = protocol;
  const said = Object.hasOwn(kinds, kind) ? kinds[kind]?.(text) : text;
  if (said === undefined) return undefined;
  const words = harmless(said);
  // The server's own messages, not those that a plugin sends under a user's nick.
  const isServer = from.id.startsWith('plugin:') && (from.nick === server || from.id === `plugin:${from.nick}`);
  // A file sent by the server has no message.
  if (isServer) return protocol.files && kind === 'file' ? undefined : serverPrefix + words;
  const line = protocol.formatMessage(
    harmless(to === undefined ? from.nick : `${from.nick} → ${to.nick}`),
    inOneBlock(words),
  );
  return startsWithPrefix(line, serverPrefix) ? `· ${line}` : line;
}

const unescaped = (text: string): string => text;

/** Indents lines after the first, so that they cannot be mistaken for another user's line. */
function inOneBlock(text: string): string {
  // These programs' windows begin a new line at the two separators of Unicode, too.
  return text.replaceAll(bidiControls, '').replaceAll(/[\n\u2028\u2029]/g, '\n  ');
}

/** What is left open of them turns round what follows in a window. */
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Returns whether a line imitates the server's prefix. */
function startsWithPrefix(line: string, serverPrefix: string): boolean {
  return serverPrefix !== '' && line.startsWith(serverPrefix);
}
