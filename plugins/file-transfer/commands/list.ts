import { type Command, isJsonObject, type Json, type JsonObject } from '../../../core/index.js';
import { roomOf } from '../address.js';
import { sizeText, urlOf } from '../finish/announcement.js';
import type { Parts } from '../parts.js';
import type { StoredFile } from '../vault/index.js';
import { idIn, optionalCountIn, textIn } from '../wire/fields.js';

const MOST = 100;
const USUAL = 20;
const NAME_CHARACTERS = 512;

/** What `file.list` is asked for. */
export interface ListInput {
  readonly room: string;
  readonly before: string | undefined;
  readonly limit: number;
}

/** `file.list`: the files of a room that I am in, newest first. */
export const list = ({ vault, settings }: Parts): Command<ListInput> => ({
  name: 'file.list',
  summary: 'Lists the files of a room.',
  parse: (fields) => ({
    room: textIn(fields, 'room', NAME_CHARACTERS),
    before: fields.before === undefined ? undefined : idIn(fields, 'before'),
    limit: optionalCountIn(fields, 'limit', 1, MOST) ?? USUAL,
  }),
  async run({ room: wanted, before, limit }, session) {
    const room = roomOf(session, wanted);
    const query = before === undefined ? {} : { before };
    // One more than is shown tells whether there are more.
    const found = await vault.files(room, { ...query, limit: limit + 1 });
    const files = found.slice(0, limit);
    return { room, files: files.map((file) => rowOf(file, settings.baseUrl)), more: found.length > limit };
  },
  slash: {
    name: 'files',
    fields: (_typed, here) => ({ room: here ?? '' }),
    answer: ({ files }) => lines(files),
  },
});

function rowOf(file: StoredFile, baseUrl: string | undefined): JsonObject {
  const { id, name, size, type, sha256, at, owner } = file;
  const from = { id: owner.user, nick: owner.nick };
  return {
    file: id,
    name,
    size,
    type,
    sha256,
    at,
    from,
    ...(baseUrl === undefined ? {} : { url: urlOf(file, baseUrl) }),
  };
}

/** The oldest first, as everything else is read. */
function lines(rows: Json | undefined): string {
  const files = (Array.isArray(rows) ? rows : []).filter(isJsonObject).toReversed();
  if (files.length === 0) return 'There are no files here.';
  return files.map(line).join('\n');
}

function line({ name, size, from, url }: JsonObject): string {
  const nick = isJsonObject(from) ? from.nick : '';
  return `${name} (${sizeText(Number(size))}) from ${nick}${url === undefined ? '' : ` ${url}`}`;
}
