import { type Command, isJsonObject, type Json, type JsonObject, Refusal, refuse } from '../../../core/index.js';
import { type Address, destinationRoom, joinedRoom, ownerOf } from '../address.js';
import { sizeText, urlOf } from '../completion/announcement.js';
import { addressIn, idIn, optionalCountIn, textIn } from '../fields.js';
import type { StoredFile } from '../file-store/index.js';
import type { TransferContext } from '../transfer-context.js';

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
export const list = ({ fileStore, settings }: TransferContext): Command<ListInput> => ({
  name: 'file.list',
  summary: 'Lists the files of a room.',
  parse: (fields) => ({
    room: textIn(fields, 'room', NAME_CHARACTERS),
    before: fields.before === undefined ? undefined : idIn(fields, 'before'),
    limit: optionalCountIn(fields, 'limit', 1, MOST) ?? USUAL,
  }),
  async run({ room: wanted, before, limit }, session) {
    const room = joinedRoom(session, wanted);
    const query = before === undefined ? {} : { before };
    // One more than is shown tells whether there are more.
    const found = await fileStore.files(room, { ...query, limit: limit + 1 });
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

/** What `file.remove` is asked for. */
export interface RemoveInput {
  readonly file: string;
}

/** `file.remove`: removes a file of the caller or, for operators, of any user. */
export const remove = ({ fileStore, settings }: TransferContext): Command<RemoveInput> => ({
  name: 'file.remove',
  summary: 'Removes a file.',
  parse: (fields) => ({ file: idIn(fields, 'file') }),
  async run({ file: id }, session) {
    const unknown = refuse('FILE_UNKNOWN', 'There is no such file.', { file: id });
    const file = await fileStore.file(id);
    if (file === undefined) return unknown;
    if (file.owner.user !== session.user?.id && !settings.operators(session)) {
      return refuse('FILE_NOT_YOURS', 'Only who sent a file may remove it.', { file: id });
    }
    return (await fileStore.remove(id)) ? { file: id } : unknown;
  },
});

/** `file.ticket`: an address to which one file can be sent over HTTP, for those whose client cannot send any. */
export const ticket = ({ host, settings, tickets }: TransferContext): Command<Address> => ({
  name: 'file.ticket',
  summary: 'Gives an address to send one file to.',
  parse: addressIn,
  run(address, session) {
    const { baseUrl } = settings;
    const room = destinationRoom(session, address, host);
    const owner = ownerOf(session, room);
    if (baseUrl === undefined || owner === undefined) {
      return refuse('FILE_NO_ADDRESS', 'This server has no address for files.');
    }
    const ticket = tickets.issue(owner);
    if (ticket instanceof Refusal) return ticket;
    const { secret, expiresAt } = ticket;
    return { url: `${baseUrl}new/${secret}/`, room, expiresAt };
  },
  slash: {
    name: 'send',
    usage: '[NICK]',
    summary: 'Sends a file, to everybody here or to one person: says how.',
    fields: (typed, here) => (typed === '' ? { room: here ?? '' } : { to: typed }),
    answer: ({ url }) => `Send one file with: curl -T FILE ${url}`,
  },
});
