import {
  type Fields,
  isJsonObject,
  readAmount,
  readInteger,
  readOptionalPosition,
  readPosition,
  readText,
  readUser,
} from '../fields.js';
import type { MessageItem, Position, Reaction, User } from '../item.js';

/** Context for {@link toMessageItem}. */
export interface MessageContext {
  readonly myIds: ReadonlySet<string>;
  /** The gateway's path. */
  readonly base: string;
}

/** The fields common to all messages, live or from the history. */
export interface LogEntry {
  readonly id: string;
  readonly position: Position;
  readonly at: number;
  readonly from: User;
  readonly kind: string;
  readonly text: string;
  /** The unparsed message. */
  readonly fields: Fields;
}

/** Parses a message; `undefined` if invalid. */
export function parseEntry(value: unknown): LogEntry | undefined {
  if (!isJsonObject(value)) return undefined;
  const id = readText(value.id);
  const kind = readText(value.kind);
  const text = readText(value.text);
  const at = readAmount(value.at);
  const position = readPosition(value);
  const from = readUser(value.from);
  if (id === undefined || kind === undefined || text === undefined) return undefined;
  if (at === undefined || position === undefined || from === undefined) return undefined;
  return { id, position, at, from, kind, text, fields: value };
}

/** Maximum number of distinct reactions per message. */
const MAX_EMOJI = 50;
const MAX_EMOJI_CHARACTERS = 40;

const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
const DIGEST = /^[0-9a-f]{64}$/i;

function readReaction(value: unknown): Reaction | undefined {
  const count = isJsonObject(value) ? readInteger(value.count) : undefined;
  if (!isJsonObject(value) || count === undefined || count === 0) return undefined;
  const by = Array.isArray(value.by) ? value.by.map(readUser).filter((user) => user !== undefined) : [];
  return { count, by: by.slice(0, 10), mine: value.mine === true };
}

function readReactions(value: unknown): Partial<MessageItem> {
  if (!isJsonObject(value)) return {};
  const reactions = new Map<string, Reaction>();
  for (const [emoji, input] of Object.entries(value).slice(0, MAX_EMOJI)) {
    const reaction = readReaction(input);
    if (reaction !== undefined && emoji.length <= MAX_EMOJI_CHARACTERS) reactions.set(emoji, reaction);
  }
  return reactions.size === 0 ? {} : { reactions };
}

function readEdited(value: unknown): Partial<MessageItem> {
  const at = isJsonObject(value) ? readAmount(value.at) : undefined;
  if (!isJsonObject(value) || at === undefined) return {};
  const by = readUser(value.by);
  return { edited: { at, ...(by === undefined ? {} : { by }) } };
}

function readReply(data: unknown): Partial<MessageItem> {
  const input = isJsonObject(data) ? data.reply : undefined;
  const position = readOptionalPosition(input);
  const id = isJsonObject(input) ? readText(input.id) : undefined;
  return position === undefined || id === undefined || position.offset === 0 ? {} : { reply: { ...position, id } };
}

function readFile(data: unknown, base: string): Partial<MessageItem> {
  if (!isJsonObject(data)) return {};
  const id = readText(data.file);
  const name = readText(data.name);
  const size = readInteger(data.size);
  const url = id === undefined || name === undefined ? undefined : fileUrl(base, id, name);
  if (id === undefined || name === undefined || size === undefined || url === undefined) return {};
  const mediaType = readText(data.type) ?? '';
  const sha256 = readText(data.sha256) ?? '';
  return {
    file: {
      id,
      url,
      name,
      size,
      mediaType: MEDIA_TYPE.test(mediaType) ? mediaType : 'application/octet-stream',
      sha256: DIGEST.test(sha256) ? sha256.toLowerCase() : '',
    },
  };
}

/** Converts a message to a list item. */
export function toMessageItem(entry: LogEntry, { myIds, base }: MessageContext): MessageItem {
  const { id, position, at, from, kind, text, fields } = entry;
  const mine = myIds.has(from.id);
  const head = { type: 'message', uid: id, id, at, from, mine, kind, state: 'sent', position } as const;
  if (kind === 'erased') return { ...head, text: '', erased: true };
  return {
    ...head,
    text,
    ...readEdited(fields.edited),
    ...readReactions(fields.reactions),
    ...readReply(fields.data),
    ...(kind === 'file' ? readFile(fields.data, base) : {}),
  };
}

/** Ids are safe in a path. */
const ID = /^[\w-]{8,128}$/;

/**
 * Returns the path of a file, always below the gateway's path, whatever the message says.
 *
 * @param base the gateway's path, with a slash at the end
 * @returns `undefined` for an invalid id or name
 */
export function fileUrl(base: string, id: string, name: string): string | undefined {
  if (!ID.test(id) || name === '' || name.length > 1_000) return undefined;
  try {
    return `${base}files/${id}/${encodeURIComponent(name)}`;
  } catch {
    // A lone surrogate cannot be encoded.
    return undefined;
  }
}

/** An edit, deletion or reaction to an earlier message. */
export type MessageEdit = {
  /** Its own position in the log. */
  readonly position: Position;
  /** The message that it changes. */
  readonly target: Position;
  readonly at: number;
  readonly by: User;
} & (
  | { readonly type: 'edit'; readonly text: string }
  /** `edits`: offsets of the message's edits, which are erased with it. */
  | { readonly type: 'delete'; readonly edits: readonly number[] }
  | { readonly type: 'reaction'; readonly emoji: string; readonly on: boolean }
);

/** Checks whether a kind of message changes another message and has no row of its own. */
export const isEditKind = (kind: string): boolean => kind === 'edit' || kind === 'delete' || kind === 'reaction';

interface EditSource {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
  readonly from: User;
  readonly data?: unknown;
}

const readOffsets = (value: unknown): readonly number[] =>
  Array.isArray(value) ? value.filter((offset): offset is number => Number.isSafeInteger(offset)).slice(0, 1_000) : [];

/** Parses an edit; `undefined` if invalid. */
export function parseEdit({ kind, text, at, from, data }: EditSource, position: Position): MessageEdit | undefined {
  if (!isJsonObject(data)) return undefined;
  const target = readOptionalPosition(data.target) ?? readPosition(data);
  if (target === undefined) return undefined;
  const head = { position, target, at, by: from };
  if (kind === 'edit') return { ...head, type: 'edit', text };
  if (kind === 'delete') return { ...head, type: 'delete', edits: readOffsets(data.edits) };
  const on = data.on !== false;
  const emoji = on ? text : text.replace(/^-/, '');
  return emoji === '' ? undefined : { ...head, type: 'reaction', emoji, on };
}
